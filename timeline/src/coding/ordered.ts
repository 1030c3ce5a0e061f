const MOST = 512

/**
 * Values in order, in short runs: to put one in or take one out moves a few hundred others at most, however many there
 * are. `compare` tells any two values apart.
 */
export class Ordered<T> {
  readonly #compare: (one: T, other: T) => number
  readonly #weigh: (value: T) => number
  #runs: T[][]
  #heaviest: number[]

  /** `values` are in order already; `weigh` is what `reaching` looks for. */
  constructor(compare: (one: T, other: T) => number, values: readonly T[] = [], weigh: (value: T) => number = () => 0) {
    this.#compare = compare
    this.#weigh = weigh
    this.#runs = Array.from({ length: Math.ceil(values.length / MOST) }, (_, at) => values.slice(at * MOST, (at + 1) * MOST))
    this.#heaviest = this.#runs.map((run) => this.#heaviestOf(run))
  }

  add(value: T): void {
    const at = Math.max(0, this.#runAfter((first) => this.#compare(first, value) <= 0) - 1)
    const run = (this.#runs[at] ??= [])
    run.splice(placeIn(run, (each) => this.#compare(each, value) < 0), 0, value)
    this.#heaviest[at] = Math.max(this.#heaviest[at] ?? -Infinity, this.#weigh(value))
    if (run.length > 2 * MOST) this.#split(at, run)
  }

  remove(value: T): void {
    const at = this.#runAfter((first) => this.#compare(first, value) <= 0) - 1
    const run = this.#runs[at]
    const place = run ? placeIn(run, (each) => this.#compare(each, value) < 0) : 0
    const found = run?.[place]
    if (!run || found === undefined || this.#compare(found, value) !== 0) return
    run.splice(place, 1)
    if (run.length > 0) this.#heaviest[at] = this.#heaviestOf(run)
    else this.#drop(at)
  }

  /** The first value of which `isBefore` (true for some first ones, then false) is not true. */
  first(isBefore: (value: T) => boolean): T | undefined {
    const at = Math.max(0, this.#runAfter(isBefore) - 1)
    const run = this.#runs[at]
    return run && (run[placeIn(run, isBefore)] ?? this.#runs[at + 1]?.[0])
  }

  /** The last value of which `isBefore` is true. */
  last(isBefore: (value: T) => boolean): T | undefined {
    const run = this.#runs[this.#runAfter(isBefore) - 1]
    return run?.[placeIn(run, isBefore) - 1]
  }

  /** Of the first values, those of which `isBefore` is true, the ones that weigh more than `least`. */
  reaching(least: number, isBefore: (value: T) => boolean): T[] {
    const found: T[] = []
    const end = this.#runAfter(isBefore)
    for (let at = 0; at < end; at += 1) {
      if ((this.#heaviest[at] ?? 0) <= least) continue
      for (const value of this.#runs[at] ?? []) {
        if (!isBefore(value)) break
        if (this.#weigh(value) > least) found.push(value)
      }
    }
    return found
  }

  *[Symbol.iterator](): Generator<T> {
    for (const run of this.#runs) yield* run
  }

  // How many runs begin with a value of which `isBefore` is true.
  #runAfter(isBefore: (value: T) => boolean): number {
    return placeIn(this.#runs, ([first]) => first !== undefined && isBefore(first))
  }

  #split(at: number, run: T[]): void {
    const rest = run.splice(MOST)
    this.#runs.splice(at + 1, 0, rest)
    this.#heaviest.splice(at, 1, this.#heaviestOf(run), this.#heaviestOf(rest))
  }

  #drop(at: number): void {
    this.#runs.splice(at, 1)
    this.#heaviest.splice(at, 1)
  }

  #heaviestOf(run: readonly T[]): number {
    return run.reduce((most, value) => Math.max(most, this.#weigh(value)), -Infinity)
  }
}

function placeIn<T>(values: readonly T[], isBefore: (value: T) => boolean): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(values[middle] as T)) low = middle + 1
    else high = middle
  }
  return low
}
