import type { Journal } from './journal.svelte'
import type { Turn } from './lane'
import type { Ledger } from './ledger'
import { unpacked } from './sheet'
import type { CodingApi } from './api'
import type { Scope } from '../scope'
import type { Desk as Opening, News } from '../wire'

const POLL = 2_000
const TRIES = 5

/** What others do in a coding that is shared: asked for every two seconds. */
export class Neighbours {
  #number: number
  #isAsking = false
  readonly #opening: Opening
  readonly #api: Pick<CodingApi, 'news' | 'desk'>
  readonly #ledger: Ledger
  readonly #journal: Journal
  readonly #show: (turn: Turn) => void

  constructor(opening: Opening, { api, scope }: { api: CodingApi; scope: Scope }, ledger: Ledger, journal: Journal, show: (turn: Turn) => void) {
    this.#opening = opening
    this.#number = opening.number
    this.#api = api
    this.#ledger = ledger
    this.#journal = journal
    this.#show = show
    if (opening.coding.kind === 'shared') scope.every(POLL, () => void this.poll())
  }

  async poll(): Promise<void> {
    if (this.#isAsking || this.#journal.isSending) return
    this.#isAsking = true
    try {
      this.#ledger.ask()
      await this.#take(await this.#api.news(this.#number))
    } catch {
      // The next time, two seconds on, may find the server again.
    }
    this.#isAsking = false
  }

  /** The server was at `number` before this window could hear of it. */
  catchUp(number: number): void {
    if (number > this.#number) void this.renew().catch(() => undefined)
  }

  /** Take the events as the server has them now, with what it has not acknowledged on top. */
  async renew(): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const before = this.#ledger.acknowledged
      this.#ledger.ask()
      const { events, rivals, number } = await this.#api.desk()
      // What was acknowledged meanwhile is perhaps not yet in this answer.
      if (this.#ledger.acknowledged !== before) continue
      this.#number = number
      this.#show(this.#ledger.renew(unpacked(events, this.#opening.book, this.#opening.people), rivals))
      return
    }
  }

  async #take({ number, deeds, rivals }: News): Promise<void> {
    const turn = this.#ledger.news(deeds, rivals)
    if (!turn) {
      await this.renew()
      return
    }
    this.#number = number
    this.#show(turn)
  }
}
