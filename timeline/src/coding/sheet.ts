import { fits, keeps, restsOn, same } from './changes'
import type { Turn } from './lane'
import { Ordered } from './ordered'
import type { Span } from '../time/span'
import type { CodedEvent, CodingBook, Deed, Events, Micros, Person, Rival } from '../wire'

/** What came of one deed: what it changed, and the versions that stand beside what others had changed before. */
export interface Outcome {
  readonly turn: Turn
  readonly rivals: readonly Rival[]
}

/** The events of a coding as they stand, by their identity and in the order of time; as `domain/sheet.py` has it. */
export class Sheet {
  #rivals: readonly Rival[] = []
  readonly #events = new Map<string, CodedEvent>()
  readonly #starts: Ordered<CodedEvent>
  readonly #ends: Ordered<CodedEvent>

  constructor(events: readonly CodedEvent[] = [], rivals: readonly Rival[] = []) {
    for (const event of events) this.#events.set(event.id, event)
    this.#starts = new Ordered(byStart, [...events].sort(byStart), reach)
    this.#ends = new Ordered(byEnd, [...events].sort(byEnd))
    this.rivals = rivals
  }

  /** The versions that stand beside what they differ from: the same list for as long as they are the same. */
  get rivals(): readonly Rival[] {
    return this.#rivals
  }

  set rivals(rivals: readonly Rival[]) {
    if (!sameRivals(rivals, this.#rivals)) this.#rivals = rivals
  }

  get size(): number {
    return this.#events.size
  }

  get(id: string): CodedEvent | null {
    return this.#events.get(id) ?? null
  }

  /** All events in the order of time. */
  [Symbol.iterator](): Iterator<CodedEvent> {
    return this.#starts[Symbol.iterator]()
  }

  /**
   * Do `deed` as `coder`: change by change, and beside what stands where that had changed.
   *
   * What gives way to something that is not as the deed found it stays; what was to be kept then waits for a choice.
   */
  apply(deed: Deed, coder: string): Outcome {
    const [gone, come, rivals]: [CodedEvent[], CodedEvent[], Rival[]] = [[], [], []]
    const missing = deed.changes.filter((change) => !fits(change, this.get(change.event)))
    const takenBack = this.#takenBack(deed, coder)
    for (const change of deed.changes) {
      const { event, before, after } = change
      const now = this.get(event)
      if (keeps(change) || same(now, after) || takenBack.some((each) => each.event === event)) continue
      const lost = missing.filter((each) => restsOn(change, each))
      rivals.push(...lost.filter(keeps).map((each) => ({ event: each.event, version: each.after, coder })))
      if (!same(now, before)) rivals.push(...(lost.length > 0 && after === null ? [] : [{ event, version: after, coder }]))
      else if (lost.length === 0) {
        if (now) gone.push(now)
        if (after) come.push(after)
      }
    }
    const turn = { gone, come }
    this.turn(turn)
    this.rivals = this.unsettled([...this.rivals.filter((each) => !takenBack.includes(each)), ...rivals])
    return { turn, rivals }
  }

  /** `rivals`, each once, without those that are what stands by now. */
  unsettled(rivals: readonly Rival[]): readonly Rival[] {
    return distinct(rivals.filter(({ event, version }) => !same(version, this.get(event))))
  }

  /** Take out what is gone and put in what has come. */
  turn({ gone, come }: Turn): void {
    for (const event of gone) this.#remove(event)
    for (const event of come) this.#add(event)
  }

  /** The events that have something of `span`, in the order of time; of an empty one, what is under way at its start. */
  over({ start, end }: Span): readonly CodedEvent[] {
    return this.#starts.reaching(start, (event) => event.start < end || (start === end && event.start === start))
  }

  /** What is under way at `at`, points at `at` among it; of one person where one is said. */
  underWay(at: Micros, person?: string | null): readonly CodedEvent[] {
    return this.over({ start: at, end: at }).filter((event) => person === undefined || event.person === person)
  }

  /** The event that begins next after `event`, or where none is given, the first at or after `at`. */
  next(at: Micros, event: CodedEvent | null = null): CodedEvent | null {
    return this.#starts.first(event ? (each) => byStart(each, event) <= 0 : (each) => each.start < at) ?? null
  }

  /** The event that begins last before `event`, or where none is given, at or before `at`. */
  previous(at: Micros, event: CodedEvent | null = null): CodedEvent | null {
    return this.#starts.last(event ? (each) => byStart(each, event) < 0 : (each) => each.start <= at) ?? null
  }

  /** Where something begins or ends next after `at`; null where nothing does. */
  edgeAfter(at: Micros): Micros | null {
    const edges = [this.#starts.first(({ start }) => start <= at)?.start, this.#ends.first(({ end }) => end <= at)?.end]
    const found = edges.filter((edge) => edge !== undefined)
    return found.length > 0 ? Math.min(...found) : null
  }

  edgeBefore(at: Micros): Micros | null {
    const edges = [this.#starts.last(({ start }) => start < at)?.start, this.#ends.last(({ end }) => end < at)?.end]
    const found = edges.filter((edge) => edge !== undefined)
    return found.length > 0 ? Math.max(...found) : null
  }

  rivalsOf(id: string): readonly Rival[] {
    return this.rivals.filter(({ event }) => event === id)
  }

  /** What of this coder's waits for a choice, and waits no longer since it is taken back by the deed. */
  #takenBack({ undoes, changes }: Deed, coder: string): readonly Rival[] {
    if (undoes === null) return []
    return this.rivals.filter((rival) => changes.some(({ event, before }) => sameRival(rival, { event, version: before, coder })))
  }

  #add(event: CodedEvent): void {
    this.#events.set(event.id, event)
    this.#starts.add(event)
    this.#ends.add(event)
  }

  #remove(event: CodedEvent): void {
    const now = this.#events.get(event.id)
    if (!now) return
    this.#events.delete(event.id)
    this.#starts.remove(now)
    this.#ends.remove(now)
  }
}

/** The events that stand in the columns of a message. */
export function unpacked(columns: Events, book: CodingBook, people: readonly Person[]): readonly CodedEvent[] {
  const codes = book.levels.flatMap((level) => level.codes.map(({ code }) => code))
  const extras = new Map(columns.extras.map((extra) => [extra.place, extra]))
  return columns.ids.map((id, place) => {
    const start = columns.starts[place] ?? 0
    const { modifiers = {}, note = '' } = extras.get(place) ?? {}
    const person = people[columns.people[place] ?? -1]?.id ?? null
    const code = codes[columns.codes[place] ?? -1] ?? ''
    return { id, code, person, start, end: start + (columns.lengths[place] ?? 0), modifiers, note }
  })
}

function distinct(rivals: readonly Rival[]): readonly Rival[] {
  if (rivals.length < 2) return rivals
  return rivals.filter((rival, place) => rivals.findIndex((each) => sameRival(each, rival)) === place)
}

const sameRival = (one: Rival, other: Rival): boolean =>
  one.event === other.event && one.coder === other.coder && same(one.version, other.version)

const sameRivals = (these: readonly Rival[], those: readonly Rival[]): boolean =>
  these.length === those.length && these.every((rival, place) => those[place] !== undefined && sameRival(rival, those[place]))

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

const byStart = (one: CodedEvent, other: CodedEvent): number =>
  one.start - other.start || one.end - other.end || compare(one.id, other.id)

// A point is there for the microsecond it stands at.
const reach = ({ start, end }: CodedEvent): number => Math.max(end, start + 1)

const byEnd = (one: CodedEvent, other: CodedEvent): number => one.end - other.end || compare(one.id, other.id)
