import type { Micros } from '../../wire'

/** Times in order, any of them as often as it was put in. A change costs the way from the first time it touches to the end. */
export class Times {
  #values = new Float64Array(16)
  #count = 0

  get count(): number {
    return this.#count
  }

  /** Take `gone` out, each once, and put `come` in. */
  change(gone: readonly Micros[], come: readonly Micros[]): void {
    const without = Float64Array.from(gone).sort()
    const added = Float64Array.from(come).sort()
    const first = this.#from(Math.min(without[0] ?? Infinity, added[0] ?? Infinity))
    const tail = this.#values.slice(first, this.#count)
    this.#values = withRoom(this.#values, this.#count + added.length)
    this.#count = merge(this.#values, first, { tail, without, added })
  }

  /** The first time after `at`; null where there is none. */
  after(at: Micros): Micros | null {
    return this.#at(this.#from(at + 1))
  }

  /** The last time before `at`; null where there is none. */
  before(at: Micros): Micros | null {
    return this.#at(this.#from(at) - 1)
  }

  /** The time nearest to `at`, not farther than `within`, the earlier of two; null where there is none. */
  nearest(at: Micros, within: Micros): Micros | null {
    const place = this.#from(at)
    return nearestOf([this.#at(place - 1), this.#at(place)], at, within)
  }

  #at(place: number): Micros | null {
    return place >= 0 && place < this.#count ? (this.#values[place] ?? null) : null
  }

  #from(at: Micros): number {
    return firstFrom(this.#values, this.#count, at)
  }
}

/** The one of `times` nearest to `at`, not farther than `within`, the first of two; null where there is none. */
export function nearestOf(times: readonly (Micros | null)[], at: Micros, within: Micros): Micros | null {
  let found: Micros | null = null
  for (const time of times) {
    if (time === null || Math.abs(time - at) > within) continue
    if (found === null || Math.abs(time - at) < Math.abs(found - at)) found = time
  }
  return found
}

/** The first place among the `count` ordered `values` that is not below `at`; `count` where all are. */
export function firstFrom(values: Float64Array, count: number, at: number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** `values`, or a longer array that begins with them, with room for `count`. */
export function withRoom(values: Float64Array<ArrayBuffer>, count: number): Float64Array<ArrayBuffer> {
  if (count <= values.length) return values
  const longer = new Float64Array(Math.max(count, 2 * values.length))
  longer.set(values)
  return longer
}

/** `values`, or a longer array that begins with them, with room for `count`. */
export function withBytes(values: Uint8Array<ArrayBuffer>, count: number): Uint8Array<ArrayBuffer> {
  if (count <= values.length) return values
  const longer = new Uint8Array(Math.max(count, 2 * values.length))
  longer.set(values)
  return longer
}

interface Parts {
  readonly tail: Float64Array
  readonly without: Float64Array
  readonly added: Float64Array
}

function merge(values: Float64Array, first: number, { tail, without, added }: Parts): number {
  let [place, taken, put] = [first, 0, 0]
  for (const value of tail) {
    while ((added[put] ?? Infinity) <= value) values[place++] = added[put++] ?? 0
    if (without[taken] === value) taken++
    else values[place++] = value
  }
  while (put < added.length) values[place++] = added[put++] ?? 0
  return place
}
