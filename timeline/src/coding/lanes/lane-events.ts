import { Stack } from './stack'
import { Times, withBytes } from './times'
import { Tree, type Walker } from './tree'
import type { CodedEvent, Micros } from '../../wire'

const UNKNOWN = 255

/** What is coded in one lane, in order of start. */
export class LaneEvents {
  readonly edges = new Times()
  readonly #tree = new Tree()
  readonly #stack = new Stack()
  readonly #numbers: ReadonlyMap<string, number>
  #events: CodedEvent[] = []
  #codes = new Uint8Array(16)

  /** `codes` are those of the lane, at most 255. */
  constructor(codes: readonly string[]) {
    this.#numbers = new Map(codes.slice(0, UNKNOWN).map((code, number) => [code, number]))
  }

  get count(): number {
    return this.#events.length
  }

  /** How many rows its events need one under the other, at most one more than `ROWS`. */
  get height(): number {
    return this.#stack.height
  }

  event(place: number): CodedEvent | null {
    return this.#events[place] ?? null
  }

  /** How long it is, on average, from the start of one event to that of the next. */
  get apart(): Micros {
    return this.count < 2 ? Infinity : (this.startOf(this.count - 1) - this.startOf(0)) / (this.count - 1)
  }

  /** When the event at `place` begins; far away where there is none. */
  startOf(place: number): Micros {
    return place >= 0 && place < this.count ? (this.#tree.starts[place] ?? -Infinity) : -Infinity
  }

  /** The first microsecond after the event at `place`. */
  lastOf(place: number): Micros {
    return this.#tree.lasts[place] ?? -Infinity
  }

  /** The place of its code among the codes of the lane; beyond their end where it is none of them. */
  codeOf(place: number): number {
    return this.#codes[place] ?? UNKNOWN
  }

  rowOf(place: number): number {
    return this.#stack.rowOf(place)
  }

  /** Where `event`, one of these, lies; -1 where it is none of them. */
  placeOf(event: CodedEvent): number {
    const place = this.#from(event)
    return this.#events[place]?.id === event.id ? place : -1
  }

  /** Take `gone` out, which must be here as they are, and put `come` in. */
  change(gone: readonly CodedEvent[], come: readonly CodedEvent[]): void {
    const added = [...come].sort(compared)
    const without = new Set(gone.map(({ id }) => id))
    const first = [...gone, ...added.slice(0, 1)].reduce((least, each) => Math.min(least, this.#from(each)), this.count)
    const tail = this.#events.splice(first)
    for (const event of merged(without.size > 0 ? tail.filter(({ id }) => !without.has(id)) : tail, added)) this.#events.push(event)
    this.#count(first)
    this.edges.change(gone.flatMap(edgesOf), come.flatMap(edgesOf))
  }

  /** Meet, in order of start, all that overlaps [from, to). */
  walk(from: Micros, to: Micros, walker: Walker): void {
    this.#tree.walk(from, to, walker)
  }

  /** The events that overlap [from, to), in order of start; a point does where `from` <= it < `to`. */
  between(from: Micros, to: Micros): CodedEvent[] {
    const found: CodedEvent[] = []
    const one = (place: number): void => {
      const event = this.event(place)
      if (event) found.push(event)
    }
    this.walk(from, to, { closest: 0, one, many: () => undefined })
    return found
  }

  #count(first: number): void {
    const [tree, events] = [this.#tree, this.#events]
    tree.resize(events.length)
    this.#codes = withBytes(this.#codes, events.length)
    for (let place = first; place < events.length; place++) {
      const { start, end, code } = events[place] ?? { start: 0, end: 0, code: '' }
      this.#codes[place] = this.#numbers.get(code) ?? UNKNOWN
      tree.starts[place] = start
      tree.lasts[place] = Math.max(start + 1, end)
    }
    tree.change(first)
    this.#stack.change(first, events.length, tree.starts, tree.lasts)
  }

  #from(event: CodedEvent): number {
    let [low, high] = [0, this.#events.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const each = this.#events[middle]
      if (each && compared(each, event) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

const edgesOf = ({ start, end }: CodedEvent): Micros[] => (start === end ? [start] : [start, end])

const compared = (one: CodedEvent, other: CodedEvent): number =>
  one.start - other.start || one.end - other.end || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)

function* merged(tail: readonly CodedEvent[], added: readonly CodedEvent[]): Generator<CodedEvent> {
  let put = 0
  for (const event of tail) {
    for (let next = added[put]; next && compared(next, event) < 0; next = added[++put]) yield next
    yield event
  }
  yield* added.slice(put)
}
