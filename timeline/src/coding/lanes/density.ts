import type { Sheet } from '../../strip/sheet'
import type { View } from '../../time/view'
import type { Micros } from '../../wire'

/** Pixels that one column of a density takes. */
export const COLUMN = 2
const SHADES = 6
/** One short event alone can still be seen. */
const FAINTEST = 0.36
const STRONGEST = 0.68

/** How much of each narrow column of a view is covered, while events are too small to be told apart. */
export class Density {
  #covered = new Float32Array(0)
  #isEmpty = true
  #perColumn = 1
  #first = 0

  /** Begin with nothing, for the view of `sheet`. Columns lie still on the film while the view moves over it. */
  begin({ view, width }: Sheet): void {
    const count = Math.ceil(width / COLUMN) + 2
    if (this.#covered.length !== count) this.#covered = new Float32Array(count)
    else if (!this.#isEmpty) this.#covered.fill(0)
    this.#isEmpty = true
    this.#perColumn = ((view.to - view.from) * COLUMN) / Math.max(1, width)
    this.#first = Math.floor(view.from / this.#perColumn)
  }

  /** Something at `start` that covers `covered` microseconds, or hardly anything but is there. */
  add(start: Micros, covered: Micros): void {
    const column = Math.min(this.#covered.length - 1, Math.max(0, Math.floor(start / this.#perColumn) - this.#first))
    this.#covered[column] = (this.#covered[column] ?? 0) + Math.max(0.02, covered / this.#perColumn)
    this.#isEmpty = false
  }

  /** What lies in [start, last), in all columns of `view` that it lies in. */
  spread(start: Micros, last: Micros, view: View): void {
    if (last - start <= this.#perColumn) {
      this.add(start, last - start)
      return
    }
    const upto = Math.min(last, view.to)
    for (let at = Math.max(start, view.from); at < upto; at += this.#perColumn) this.add(at, Math.min(this.#perColumn, upto - at))
  }

  /** Shade what was added, from `top`, `height` pixels high. */
  paint({ pen, view }: Sheet, top: number, height: number, colour: string): void {
    if (this.#isEmpty) return
    pen.fillStyle = colour
    const shift = view.from / this.#perColumn - this.#first
    const count = this.#covered.length
    for (let from = 0; from < count; ) {
      const shade = this.#shade(from)
      let end = from + 1
      while (end < count && this.#shade(end) === shade) end++
      if (shade > 0) {
        pen.globalAlpha = FAINTEST + ((STRONGEST - FAINTEST) * (shade - 1)) / (SHADES - 1)
        pen.fillRect((from - shift) * COLUMN, top, (end - from) * COLUMN, height)
      }
      from = end
    }
    pen.globalAlpha = 1
  }

  #shade(column: number): number {
    const covered = this.#covered[column] ?? 0
    return covered === 0 ? 0 : Math.ceil(Math.min(1, covered) * SHADES)
  }
}
