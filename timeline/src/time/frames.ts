import type { Micros } from '../wire'

const ASSUMED_STEP: Micros = 40_000

/**
 * The times at which a film shows a new frame. Phone films keep no steady rate, so a frame is found by its own time.
 */
export class Frames {
  readonly length: Micros
  readonly #starts: readonly Micros[]

  /** `deltas`: the first frame's time, then the distance from each frame to the next; steps of 40 ms where empty. */
  constructor(deltas: readonly Micros[], length: Micros) {
    let at = 0
    const starts = deltas.map((delta) => (at += delta))
    this.#starts = starts.length > 0 ? starts : evenly(length)
    this.length = length
  }

  get count(): number {
    return this.#starts.length
  }

  /** When frame `index` begins; beyond the last frame, the end of the film. */
  startOf(index: number): Micros {
    return this.#starts[Math.max(0, index)] ?? this.length
  }

  /** Where to seek to so that exactly frame `index` is shown: the middle of the time it stays on the screen. */
  middleOf(index: number): Micros {
    const start = this.startOf(index)
    return Math.floor((start + Math.max(start, this.startOf(index + 1))) / 2)
  }

  /** The frame on the screen at `at`. */
  indexAt(at: Micros): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.startOf(middle) <= at) low = middle
      else high = middle - 1
    }
    return low
  }

  /** The beginning of a frame that lies nearest to `at`: a player reports a frame's time with rounding of its own. */
  nearest(at: Micros): Micros {
    const index = this.indexAt(at)
    const [before, after] = [this.startOf(index), this.startOf(index + 1)]
    return after - at < at - before && index + 1 < this.count ? after : before
  }

  /** The beginning of the frame that lies `steps` frames from the one shown at `at`, staying inside the film. */
  stepped(at: Micros, steps: number): Micros {
    const index = this.indexAt(at) + steps
    return this.startOf(Math.min(this.count - 1, Math.max(0, index)))
  }
}

function evenly(length: Micros): Micros[] {
  return Array.from({ length: Math.max(1, Math.ceil(length / ASSUMED_STEP)) }, (_, index) => index * ASSUMED_STEP)
}
