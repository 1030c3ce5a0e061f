import { firstFrom, withRoom } from './times'
import type { Micros } from '../../wire'

/** Blocks of a level that one block of the next holds. */
const FAN = 16

/** What a block of events that lie one after the other adds up to. */
interface Level {
  /** When the last of them is over. */
  lasts: Float64Array<ArrayBuffer>
  /** How long the states last, one after the other. */
  covered: Float64Array<ArrayBuffer>
  points: Float64Array<ArrayBuffer>
}

/** What a walk meets: single events by their place, and blocks too small to be told apart. */
export interface Walker {
  /** The extent, in microseconds, below which a block is met as one. */
  readonly closest: Micros
  one: (place: number, start: Micros, last: Micros) => void
  /** `covered` is how long its states last, one after the other; `points` how many of its events are points. */
  many: (start: Micros, last: Micros, covered: Micros, points: number) => void
}

/**
 * Events in order of start as numbers, with what blocks of 16, 256, 4096... of them add up to.
 *
 * An event lasts until the first microsecond after it, a point thus one microsecond.
 */
export class Tree {
  count = 0
  starts = new Float64Array(FAN)
  lasts = new Float64Array(FAN)
  #levels: Level[] = []

  /** Make room for `count` events. */
  resize(count: number): void {
    this.count = count
    this.starts = withRoom(this.starts, count)
    this.lasts = withRoom(this.lasts, count)
  }

  isPoint(place: number): boolean {
    return (this.lasts[place] ?? 0) - (this.starts[place] ?? 0) <= 1
  }

  /** Add up anew what lies at `first` and after it. */
  change(first: number): void {
    let [from, below] = [first, this.count]
    for (let depth = 0; below > 1; depth++) {
      from = Math.floor(from / FAN)
      below = Math.ceil(below / FAN)
      const level = (this.#levels[depth] ??= emptyLevel())
      level.lasts = withRoom(level.lasts, below)
      level.covered = withRoom(level.covered, below)
      level.points = withRoom(level.points, below)
      for (let block = from; block < below; block++) this.#add(depth, block)
      this.#levels.length = Math.max(depth + 1, below > 1 ? this.#levels.length : 0)
    }
    if (this.count <= 1) this.#levels = []
  }

  /** Meet, in order of start, all that overlaps [from, to). */
  walk(from: Micros, to: Micros, walker: Walker): void {
    const upto = firstFrom(this.starts, this.count, to)
    if (upto > 0) this.#walk(this.#levels.length - 1, 0, { from, upto, walker })
  }

  #walk(depth: number, block: number, way: { from: Micros; upto: number; walker: Walker }): void {
    const { from, upto, walker } = way
    const level = this.#levels[depth]
    if (!level) {
      const single = this.lasts[block] ?? 0
      if (single > from) walker.one(block, this.starts[block] ?? 0, single)
      return
    }
    const last = level.lasts[block] ?? 0
    if (last <= from) return
    const start = this.starts[block * FAN ** (depth + 1)] ?? 0
    if (last - start < walker.closest) {
      walker.many(start, last, level.covered[block] ?? 0, level.points[block] ?? 0)
      return
    }
    const reach = FAN ** depth
    const end = Math.min((block + 1) * FAN, Math.ceil(upto / reach))
    for (let child = block * FAN; child < end; child++) this.#walk(depth - 1, child, way)
  }

  #add(depth: number, block: number): void {
    const level = this.#levels[depth]
    const below = this.#levels[depth - 1]
    if (!level) return
    let [last, covered, points] = [0, 0, 0]
    const end = Math.min((block + 1) * FAN, Math.ceil(this.count / FAN ** depth))
    for (let child = block * FAN; child < end; child++) {
      last = Math.max(last, (below ?? this).lasts[child] ?? 0)
      if (below) [covered, points] = [covered + (below.covered[child] ?? 0), points + (below.points[child] ?? 0)]
      else if (this.isPoint(child)) points++
      else covered += (this.lasts[child] ?? 0) - (this.starts[child] ?? 0)
    }
    level.lasts[block] = last
    level.covered[block] = covered
    level.points[block] = points
  }
}

const emptyLevel = (): Level => ({ lasts: new Float64Array(FAN), covered: new Float64Array(FAN), points: new Float64Array(FAN) })
