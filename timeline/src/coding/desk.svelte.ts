import type { CodingApi } from './api'
import { Book } from './book'
import { keeps } from './changes'
import { Choice } from './choice.svelte'
import { Drafts, type Waiting } from './drafts'
import { CodedFilm } from './film.svelte'
import { Hand } from './hand.svelte'
import { Journal } from './journal.svelte'
import type { Keeping } from './keeping'
import { clash, habitOf, keyClash, rekeyed, remapped } from './keys'
import { lanesOf, laneFinder, type Lane, type Turn } from './lane'
import { Ledger } from './ledger'
import { Neighbours } from './neighbours'
import { Ratings } from './ratings.svelte'
import { setOf } from './sets'
import { Sheet, unpacked } from './sheet'
import { Undoing, type Step } from './undoing'
import type { Answer, Windows } from './windows'
import type { Scope } from '../scope'
import type { CodedEvent, Deed, Desk as Opening, Habit, Rival, Settling } from '../wire'

const FEW = 20
/** As the server tells whose a version is. */
const YOU = ''
const ENDED = 'This coding has ended and is not changed any more.'

/** What a desk is put up with. */
export interface Means {
  readonly api: CodingApi
  readonly keeping: Keeping
  readonly windows: Windows
  readonly scope: Scope
  /** A name that stays the same when this window's page is loaded again. */
  readonly window: string
}

/** All that happens on one coding's page. Every change to an event goes through `do`, as a deed. */
export class Desk {
  /** The last thing that went otherwise than wished, in one sentence. */
  trouble = $state('')
  /** Grows with every turn of the sheet: who reads the sheet, reads this first. */
  count = $state(0)
  rivals: readonly Rival[] = $state.raw([])
  #backs = $state(0)
  #ons = $state(0)
  #hasMore = $state(false)

  readonly opening: Opening
  readonly book: Book
  readonly sheet: Sheet
  readonly lanes: readonly Lane[]
  readonly laneOf: (event: CodedEvent) => string | null
  readonly film: CodedFilm
  readonly hand: Hand
  readonly choice: Choice
  readonly ratings: Ratings
  readonly journal: Journal
  readonly #ledger: Ledger
  readonly #undoing: Undoing
  /** What is done elsewhere. */
  readonly neighbours: Neighbours
  readonly #means: Means
  readonly #listeners = setOf<(turn: Turn) => void>()

  private constructor(opening: Opening, drafts: Drafts, means: Means) {
    const { api, windows, scope } = means
    this.opening = opening
    this.#means = means
    this.book = new Book(opening.book)
    this.sheet = new Sheet(unpacked(opening.events, opening.book, opening.people), opening.rivals)
    this.lanes = lanesOf(opening.people, opening.book)
    this.laneOf = laneFinder(opening.book)
    this.film = new CodedFilm(opening, scope)
    this.#ledger = new Ledger(this.sheet, YOU)
    this.#undoing = new Undoing(opening.past)
    this.#hasMore = opening.hasMore
    const act = (deed: Deed): void => { this.do(deed) }
    const tell = (words: string): void => { this.trouble = words }
    this.ratings = new Ratings(opening, api, drafts, scope)
    this.choice = new Choice({ sheet: this.sheet, book: this.book, frames: this.film.frames, length: opening.film.length }, scope, act, tell)
    const keep = (unfinished: Parameters<Drafts['keepUnfinished']>[1]): void => void drafts.keepUnfinished(means.window, unfinished, Date.now()).catch(() => undefined)
    const { sheet, book, film: { frames, player, shuttle } } = this
    this.hand = new Hand({ sheet, book, frames, player, shuttle, people: opening.people, scope, habits: () => this.ratings.habits, do: act, tell, changed: keep })
    // What is being written is done before the journal sends what was done last.
    scope.on(window, 'pagehide', () => { this.choice.commit() })
    this.journal = new Journal(api, drafts, windows, scope, {
      came: (waiting) => { this.#came(waiting) },
      placed: (id, place) => { this.#show(this.#ledger.placed(id, place)) },
      answered: (answer) => { this.#answered(answer) },
      behind: (number) => { this.neighbours.catchUp(number) },
    })
    this.neighbours = new Neighbours(opening, means, this.#ledger, this.journal, {
      knows: (id) => this.#undoing.knows(id),
      learn: (deeds) => { this.#learn(deeds) },
      relearn: (past, hasMore) => { this.#relearn(past, hasMore) },
      show: (turn) => { this.#show(turn) },
      aside: (mark) => void this.ratings.hear(mark),
    })
    this.#afterStep()
  }

  /** The desk with all that waits in the browser: what was not sent, and what was under way when the page was left. */
  static async open(opening: Opening, means: Means): Promise<Desk> {
    const drafts = await Drafts.open(means.keeping, opening.coding.id, opening.draftKey)
    const desk = new Desk(opening, drafts, means)
    const isAlone = await desk.journal.open()
    await drafts.unfinished(means.window, isAlone).then((unfinished) => { desk.hand.restore(unfinished) }, () => undefined)
    await desk.ratings.open().catch(() => undefined)
    desk.#lookBack()
    return desk
  }

  /** Be told of every turn of the sheet; the answer ends it. */
  hear(act: (turn: Turn) => void): () => void {
    this.#listeners.add(act)
    return () => { this.#listeners.delete(act) }
  }

  readonly canChange = $derived.by(() => !this.opening.coding.hasEnded && (this.opening.coding.isMine || this.opening.coding.kind === 'shared'))
  readonly canUndo = $derived.by(() => this.canChange && (this.#backs > 0 || this.#hasMore))
  readonly canRedo = $derived.by(() => this.canChange && this.#ons > 0)

  do(deed: Deed): void {
    this.trouble = ''
    if (!this.canChange) {
      this.trouble = ENDED
      return
    }
    this.#undoing.record(deed)
    this.#make(deed)
  }

  async undo(): Promise<void> {
    this.choice.commit()
    if (!this.canUndo) return
    if (this.#undoing.backs === 0) await this.#fetchOlder()
    this.#step(this.#undoing.back(this.sheet))
    if (this.#undoing.backs < FEW) void this.#fetchOlder()
  }

  redo(): void {
    this.choice.commit()
    if (this.canRedo) this.#step(this.#undoing.on(this.sheet))
  }

  /** Say what becomes of an event that two people changed. */
  async settle(settling: Settling): Promise<void> {
    try {
      await this.journal.settle()
      await this.#means.api.settle(settling)
      await this.neighbours.renew()
      this.trouble = ''
    } catch {
      this.trouble = 'This cannot be settled without a connection. Try again in a moment.'
    }
  }

  /** Give `code` a key; the sentence why not where it clashes, otherwise empty. */
  remap(code: string, key: string): string {
    const words = clash(code, key, this.ratings.habits, this.book)
    if (words === '') this.ratings.keep(remapped(code, key, this.ratings.habits, this.book))
    return words
  }

  /** Have the key called `key` do what the `standard` one did at first; the sentence why not where it clashes. */
  rekey(standard: string, key: string): string {
    const words = keyClash(standard, key, this.ratings.habits, this.book)
    if (words === '') this.ratings.keep(rekeyed(standard, key, this.ratings.habits))
    return words
  }

  habit(code: string): Habit {
    return habitOf(code, this.ratings.habits, this.book)
  }

  /** Enter `code` otherwise from now on; its key stays. */
  setHabit(code: string, fields: Partial<Omit<Habit, 'code' | 'key'>>): void {
    const habits = remapped(code, this.hand.keys.get(code) ?? '', this.ratings.habits, this.book)
    this.ratings.keep({ ...habits, codes: habits.codes.map((each) => (each.code === code ? { ...each, ...fields } : each)) })
  }

  setReaction(reaction: number): void {
    this.ratings.keep({ ...this.ratings.habits, reaction })
  }

  #make(deed: Deed): void {
    this.#show(this.#ledger.do(deed))
    this.journal.add(deed)
    this.#afterStep()
  }

  #step(step: Step | null): void {
    this.#afterStep()
    if (!step) return
    if (step.deed) this.#make(step.deed)
    this.trouble = step.words
    if (step.deed) this.choice.select(step.deed.changes.flatMap((change) => (this.sheet.get(change.event) && !keeps(change) ? [change.event] : [])))
  }

  /** Where all that is known was taken back, only what came before tells whether anything is left. */
  #lookBack(): void {
    if (this.#undoing.backs === 0) void this.#fetchOlder()
  }

  async #fetchOlder(): Promise<void> {
    if (!this.#hasMore) return
    try {
      do {
        const { deeds, hasMore } = await this.#means.api.history(Math.max(0, this.#undoing.count - this.#ledger.waiting.length))
        this.#undoing.older(deeds)
        this.#hasMore = hasMore
      } while (this.#undoing.backs === 0 && this.#hasMore)
    } catch {
      if (this.#undoing.backs === 0) this.trouble = 'What was done before cannot be fetched just now. Try again in a moment.'
    }
    this.#afterStep()
  }

  #came({ deed, place }: Waiting): void {
    this.#undoing.record(deed)
    this.#show(this.#ledger.do(deed, place))
    this.#afterStep()
  }

  #learn(deeds: readonly Deed[]): void {
    this.#undoing.learn(deeds, this.#ledger.waiting)
    this.#afterStep()
  }

  #relearn(past: readonly Deed[], hasMore: boolean): void {
    const known = setOf(past.map(({ id }) => id))
    this.#undoing.renew([...past, ...this.#ledger.waiting.filter(({ id }) => !known.has(id))])
    this.#hasMore = hasMore
    this.#afterStep()
    this.#lookBack()
  }

  #answered(answer: Answer): void {
    const { done, refused, rivals } = answer
    this.neighbours.answered(answer)
    const turn = this.#ledger.answered(done, refused.map(({ id }) => id), rivals)
    for (const { id } of refused) this.#undoing.forget(id)
    this.#show(turn)
    this.#afterStep()
    const [first] = refused
    if (first) this.trouble = first.words || this.trouble
  }

  #afterStep(): void {
    this.#backs = this.#undoing.backs
    this.#ons = this.#undoing.ons
  }

  #show(turn: Turn): void {
    this.rivals = this.sheet.rivals
    if (turn.gone.length + turn.come.length === 0) return
    this.choice.follow(turn)
    for (const act of this.#listeners) act(turn)
    this.count += 1
  }
}
