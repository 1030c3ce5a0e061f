import { followed, pinched, showing, turned, zoomedTo, type Finger } from './window'
import type { Frames } from '../../time/frames'
import type { Span } from '../../time/span'
import { panned, whole, type View } from '../../time/view'
import type { Micros } from '../../wire'

/** What buttons and keys elsewhere on the page may ask of the timeline. */
export interface Steering {
  /** Show `factor` times as much of the film, around the playhead where it can be seen. */
  readonly zoom: (factor: number) => void
  /** Move on by a share of what is shown. */
  readonly pan: (share: number) => void
  readonly showAll: () => void
  /** Move to `span` where it cannot be seen. */
  readonly show: (span: Span) => void
}

/** Which part of the film the timeline shows, and whether it goes along with the playhead. */
export class Lens {
  view: View = $state.raw({ from: 0, to: 1 })
  isFollowing = $state(true)
  readonly #frames: Frames
  #at: Micros = -1

  constructor(frames: Frames) {
    this.#frames = frames
    this.view = whole(frames.length)
  }

  get isWhole(): boolean {
    return this.view.to - this.view.from >= this.#frames.length
  }

  /** Show `factor` times as much, and keep `anchor` where it is on the screen. */
  zoom(factor: number, anchor: Micros): void {
    this.view = zoomedTo(this.view, factor, anchor, this.#frames)
  }

  pinch(fingers: readonly [Finger, Finger], width: number): void {
    this.look(pinched(this.view, fingers, width, this.#frames))
  }

  /** Move on by a share of what is shown; back where it is below zero. */
  pan(share: number): void {
    this.look(panned(this.view, share * (this.view.to - this.view.from), this.#frames.length))
  }

  showAll(): void {
    this.view = whole(this.#frames.length)
  }

  show(span: Span): void {
    this.look(showing(this.view, span, this.#frames.length))
  }

  /** Look somewhere else than where the playhead is. */
  look(view: View): void {
    this.view = view
    this.isFollowing = false
  }

  /** The playhead is at `at` now. A calm lens turns pages instead of gliding along. */
  follow(at: Micros, isPlaying: boolean, isCalm: boolean): void {
    const isElsewhere = at !== this.#at
    this.#at = at
    if (isPlaying ? !this.isFollowing : !isElsewhere) return
    const along = isPlaying && !isCalm ? followed : turned
    this.view = along(this.view, at, this.#frames.length)
  }
}
