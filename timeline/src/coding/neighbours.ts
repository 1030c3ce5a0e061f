import type { CodingApi } from './api'
import type { Journal } from './journal.svelte'
import type { Turn } from './lane'
import type { Ledger } from './ledger'
import { Rounds } from './rounds'
import { unpacked } from './sheet'
import type { Answer } from './windows'
import type { Scope } from '../scope'
import type { Deed, Desk as Opening, News } from '../wire'

const TRIES = 5

/** Who is told of what was done elsewhere. */
export interface Listening {
  /** Whether this coder's deed called `id` is known here. */
  readonly knows: (id: string) => boolean
  /** What this coder did since, some of it on another device, in the order in which the server took it. */
  readonly learn: (deeds: readonly Deed[]) => void
  /** This coder's latest deeds as the server has them, in the place of those that were known. */
  readonly relearn: (past: readonly Deed[], hasMore: boolean) => void
  readonly show: (turn: Turn) => void
  /** How the ratings and habits stand there, in one word. */
  readonly aside: (mark: string) => void
}

/** What others do in this coding, and what this coder does in it on another device: asked for while the page is in sight. */
export class Neighbours {
  #number: number
  #isAsking = false
  readonly #opening: Opening
  readonly #api: Pick<CodingApi, 'news' | 'desk'>
  readonly #ledger: Ledger
  readonly #journal: Journal
  readonly #told: Listening
  readonly #rounds: Rounds | null

  constructor(opening: Opening, { api, scope }: { api: CodingApi; scope: Scope }, ledger: Ledger, journal: Journal, told: Listening) {
    this.#opening = opening
    this.#number = opening.number
    this.#api = api
    this.#ledger = ledger
    this.#journal = journal
    this.#told = told
    this.#rounds = opening.coding.hasEnded ? null : new Rounds(scope, () => this.poll())
  }

  async poll(): Promise<void> {
    if (this.#isAsking || this.#journal.isSending) return
    this.#isAsking = true
    try {
      this.#ledger.ask()
      await this.#take(await this.#api.news(this.#number))
    } catch {
      // The next round may find the server again.
    }
    this.#isAsking = false
  }

  /** What was answered is no news, unless somebody else's is between. */
  answered({ before, number, done }: Answer): void {
    if (before === this.#number && done.every((id) => this.#told.knows(id))) this.#number = number
  }

  /** The server was at `number` before this window could hear of it. */
  catchUp(number: number): void {
    if (number > this.#number) void this.poll()
  }

  /** Take the events as the server has them now, with what it has not acknowledged on top. */
  async renew(): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const before = this.#ledger.acknowledged
      this.#ledger.ask()
      const { events, rivals, number, past, hasMore } = await this.#api.desk()
      // What was acknowledged meanwhile is perhaps not yet in this answer.
      if (this.#ledger.acknowledged !== before) continue
      this.#number = number
      this.#told.relearn(past, hasMore)
      this.#told.show(this.#ledger.renew(unpacked(events, this.#opening.book, this.#opening.people), rivals))
      return
    }
  }

  async #take({ number, deeds, own, rivals, aside }: News): Promise<void> {
    this.#told.aside(aside)
    const strange = deeds.filter(({ id }) => !this.#told.knows(id))
    if (strange.length > 0) this.#rounds?.stir()
    const turn = this.#ledger.news(strange, rivals)
    if (!turn) {
      await this.renew()
      return
    }
    this.#number = Math.max(this.#number, number)
    const isOwn = ({ id }: Deed): boolean => own.includes(id)
    if (strange.some(isOwn)) this.#told.learn(deeds.filter(isOwn))
    this.#told.show(turn)
  }
}
