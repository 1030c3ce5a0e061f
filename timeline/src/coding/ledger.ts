import { same } from './changes'
import type { Turn } from './lane'
import type { Outcome, Sheet } from './sheet'
import type { CodedEvent, Deed, Rival } from '../wire'

interface Waiting {
  readonly deed: Deed
  place: number
  outcome: Outcome
}

const NOBODY: Turn = { gone: [], come: [] }

/**
 * The sheet as the server has it, and on top what it has not acknowledged yet, in the order it will take it in.
 *
 * That order is the one in which the browser kept the deeds (`place`), also those of another window.
 */
export class Ledger {
  readonly #sheet: Sheet
  readonly #coder: string
  /** What waits to be settled as the server says. */
  #rivals: readonly Rival[]
  #waiting: Waiting[] = []
  /** Events changed by what was acknowledged, before and after the server was asked for news last. */
  readonly #asked = new Set<string>()
  readonly #recent = new Set<string>()

  constructor(sheet: Sheet, coder: string) {
    this.#sheet = sheet
    this.#coder = coder
    this.#rivals = sheet.rivals
  }

  /** How many answers of the server have been taken. */
  acknowledged = 0

  /** The deeds that the server has not acknowledged, in their order. */
  get waiting(): readonly Deed[] {
    return this.#waiting.map(({ deed }) => deed)
  }

  /** Do `deed`, behind everything unless its place is known. */
  do(deed: Deed, place = Infinity): Turn {
    if (this.#waiting.some((each) => each.deed.id === deed.id)) return this.placed(deed.id, place)
    const at = this.#waiting.findIndex((each) => each.place > place)
    return this.#from(at === -1 ? this.#waiting.length : at, (rest) => [{ deed, place, outcome: none }, ...rest])
  }

  /** The browser has kept the deed called `id` at `place`. */
  placed(id: string, place: number): Turn {
    const its = this.#waiting.find(({ deed }) => deed.id === id)
    if (!its) return NOBODY
    its.place = place
    const sorted = [...this.#waiting].sort((one, other) => (one.place === other.place ? 0 : one.place - other.place))
    const at = sorted.findIndex((each, index) => each !== this.#waiting[index])
    return at === -1 ? NOBODY : this.#from(at, () => sorted.slice(at))
  }

  /** The server has done the deeds called `done`, refused those called `refused`, and says what waits to be settled. */
  answered(done: readonly string[], refused: readonly string[], rivals: readonly Rival[] | null): Turn {
    this.acknowledged += 1
    const finished = new Set(done)
    const before = this.#waiting
    const count = before.filter(({ deed }) => finished.has(deed.id)).length
    const isFirst = before.slice(0, count).every(({ deed }) => finished.has(deed.id))
    this.#rivals = rivals ?? this.#rivals
    for (const { deed } of before) if (finished.has(deed.id)) for (const { event } of deed.changes) this.#recent.add(event)
    if (isFirst && refused.length === 0) {
      this.#waiting = before.filter(({ deed }) => !finished.has(deed.id))
      this.#showRivals()
      return NOBODY
    }
    return this.#answeredOutOfOrder(finished, new Set(refused))
  }

  /** The server is about to be asked for news: what is acknowledged from here on may be older than their answer. */
  ask(): void {
    for (const event of this.#recent) this.#asked.add(event)
    this.#recent.clear()
  }

  /** Do what was done elsewhere; null where only the server can say how it stands with what was done here at the same time. */
  news(deeds: readonly Deed[], rivals: readonly Rival[]): Turn | null {
    const waiting = this.#waiting.flatMap(({ deed }) => deed.changes.map(({ event }) => event))
    const touched = new Set([...this.#asked, ...this.#recent, ...waiting])
    if (deeds.some(({ changes }) => changes.some(({ event }) => touched.has(event)))) return null
    const turn = net(deeds.map((deed) => this.#sheet.apply(deed, '').turn))
    this.#asked.clear()
    this.#rivals = rivals
    this.#showRivals()
    return turn
  }

  /** Take `events` for what the server has now, with what waits on top again. */
  renew(events: readonly CodedEvent[], rivals: readonly Rival[]): Turn {
    this.#asked.clear()
    this.#rivals = rivals
    const there = new Map(events.map((event) => [event.id, event]))
    const before = this.#takenBack(0)
    const gone = [...this.#sheet].filter((event) => !same(event, there.get(event.id) ?? null))
    const come = events.filter((event) => !same(event, this.#sheet.get(event.id)))
    this.#sheet.turn({ gone, come })
    return net([...before, { gone, come }, ...this.#again(0)])
  }

  #answeredOutOfOrder(finished: ReadonlySet<string>, refused: ReadonlySet<string>): Turn {
    const ours = this.#waiting.filter(({ deed }) => finished.has(deed.id))
    const left = this.#waiting.filter(({ deed }) => !finished.has(deed.id) && !refused.has(deed.id))
    const turn = this.#from(0, () => [...ours, ...left])
    this.#waiting = left
    this.#showRivals()
    return turn
  }

  // Whatever lies from `at` on is taken back, put in another order, and done again.
  #from(at: number, ordered: (rest: Waiting[]) => Waiting[]): Turn {
    const back = this.#takenBack(at)
    this.#waiting = [...this.#waiting.slice(0, at), ...ordered(this.#waiting.slice(at))]
    return net([...back, ...this.#again(at)])
  }

  #takenBack(at: number): readonly Turn[] {
    return this.#waiting.slice(at).reverse().map(({ outcome: { turn } }) => {
      const back = { gone: turn.come, come: turn.gone }
      this.#sheet.turn(back)
      return back
    })
  }

  #again(at: number): readonly Turn[] {
    const turns = this.#waiting.slice(at).map((each) => {
      each.outcome = this.#sheet.apply(each.deed, this.#coder)
      return each.outcome.turn
    })
    this.#showRivals()
    return turns
  }

  #showRivals(): void {
    this.#sheet.rivals = this.#sheet.unsettled([...this.#rivals, ...this.#waiting.flatMap(({ outcome }) => outcome.rivals)])
  }
}

const none: Outcome = { turn: NOBODY, rivals: [] }

/** What `turns` come to, one after the other. */
export function net(turns: readonly Turn[]): Turn {
  if (turns.length === 1 && turns[0]) return turns[0]
  const [was, is] = [new Map<string, CodedEvent | null>(), new Map<string, CodedEvent | null>()]
  const put = (id: string, before: CodedEvent | null, after: CodedEvent | null): void => {
    if (!was.has(id)) was.set(id, before)
    is.set(id, after)
  }
  for (const { gone, come } of turns) {
    for (const event of gone) put(event.id, event, null)
    for (const event of come) put(event.id, null, event)
  }
  const changed = [...is].filter(([id, event]) => !same(event, was.get(id) ?? null))
  return {
    gone: changed.flatMap(([id]) => was.get(id) ?? []),
    come: changed.flatMap(([, event]) => event ?? []),
  }
}
