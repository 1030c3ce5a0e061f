import { withBytes, withRoom } from './times'

/** As many events as are drawn one under the other; whatever else overlaps is told by a number. */
export const ROWS = 4
/** Events between two places from which stacking can go on. */
const STRIDE = 64

/**
 * In which row of its lane each event lies, from 0; `ROWS` where all are taken.
 *
 * An event takes the first row that is free when it begins, in order of start, so that no later event moves an earlier one.
 */
export class Stack {
  #rows = new Uint8Array(16)
  #count = 0
  #free = new Float64Array(16)
  readonly #used = new Array<number>(ROWS + 1).fill(0)

  rowOf(place: number): number {
    return this.#rows[place] ?? 0
  }

  /** How many rows are used, beyond `ROWS` or not; at least 1. */
  get height(): number {
    return Math.max(1, this.#used.findLastIndex((used) => used > 0) + 1)
  }

  /** Stack anew from `first` on: `count` events with these `starts`, in order, and `lasts`, the times at which each is over. */
  change(first: number, count: number, starts: Float64Array, lasts: Float64Array): void {
    const from = first - (first % STRIDE)
    for (let place = from; place < this.#count; place++) this.#use(this.rowOf(place), -1)
    this.#grow(count)
    const free = this.#free.slice((from / STRIDE) * ROWS, (from / STRIDE + 1) * ROWS)
    if (from === 0) free.fill(0)
    for (let place = from; place < count; place++) {
      if (place % STRIDE === 0) this.#free.set(free, (place / STRIDE) * ROWS)
      const row = rowFor(free, starts[place] ?? 0)
      if (row < ROWS) free[row] = lasts[place] ?? 0
      this.#rows[place] = row
      this.#use(row, 1)
    }
    if (count % STRIDE === 0) this.#free.set(free, (count / STRIDE) * ROWS)
    this.#count = count
  }

  #use(row: number, by: number): void {
    this.#used[row] = (this.#used[row] ?? 0) + by
  }

  #grow(count: number): void {
    this.#free = withRoom(this.#free, (Math.floor(count / STRIDE) + 1) * ROWS)
    this.#rows = withBytes(this.#rows, count)
  }
}

/** The first row free at `start`; `ROWS` where none is. */
function rowFor(free: Float64Array, start: number): number {
  for (let row = 0; row < ROWS; row++) if ((free[row] ?? 0) <= start) return row
  return ROWS
}
