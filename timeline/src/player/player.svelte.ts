import type { Scope } from '../scope'
import { clamp, holds, type Span } from '../time/span'
import { SECOND } from '../time/clock'
import type { Frames } from '../time/frames'
import type { Micros } from '../wire'

const RATES = [0.25, 0.5, 1, 1.5] as const

export type Rates = readonly [number, ...number[]]

// More than a screen shows in the time a key press may wait for a busy page.
const REMEMBERED = 120

/** A frame, and when the screen began to show it, in milliseconds of the page. */
interface Shown {
  readonly at: Micros
  readonly since: number
}

/** Plays one film: where it stands is known to the frame, and a seek shows exactly the frame asked for. */
export class Player {
  at: Micros = $state(0)
  isPlaying = $state(false)
  isMuted = $state(false)
  rate = $state(1)
  /** The stretch that is repeated, or null. */
  repeated: Span | null = $state.raw(null)
  /** One sentence where the film cannot be shown, otherwise empty. */
  problem = $state('')

  readonly length: Micros
  readonly rates: Rates
  readonly #frames: Frames
  readonly #scope: Scope
  #video: HTMLVideoElement | null = null
  #wanted: Micros | null = null
  #presented: readonly Shown[] = []

  constructor(frames: Frames, length: Micros, scope: Scope, rates: Rates = RATES) {
    this.rates = rates
    this.#frames = frames
    this.length = length
    this.#scope = scope
  }

  attach(video: HTMLVideoElement): void {
    this.#video = video
    video.preservesPitch = true
    const scope = this.#scope
    scope.on(video, 'play', () => (this.isPlaying = true))
    scope.on(video, 'pause', () => (this.isPlaying = false))
    scope.on(video, 'volumechange', () => (this.isMuted = video.muted))
    scope.on(video, 'seeked', () => {
      this.#seekOn()
    })
    scope.on(video, 'error', () => (this.problem = 'The film cannot be played just now. Try to load the page again.'))
    scope.on(video, 'loadeddata', () => (this.problem = withoutPicture(video)))
    scope.eachFrame(video, (seconds, since) => {
      this.#present({ at: this.#frames.nearest(Math.round(seconds * SECOND)), since })
      this.#shown(seconds * SECOND)
    })
  }

  toggle(): void {
    if (this.isPlaying) this.pause()
    else this.play()
  }

  play(): void {
    if (this.at >= this.#lastFrame) this.seek(0)
    // A browser that refuses to play says so by staying paused.
    this.#video?.play().catch(() => undefined)
  }

  pause(): void {
    this.#video?.pause()
  }

  /** Show the frame that is on the screen at `at`. */
  seek(at: Micros): void {
    this.at = this.#frames.stepped(clamp(at, 0, this.length), 0)
    this.#wanted = this.at
    if (!this.#video?.seeking) this.#seekOn()
  }

  seekBy(seconds: number): void {
    this.seek(this.at + seconds * SECOND)
  }

  stepFrames(steps: number): void {
    this.pause()
    this.seek(this.#frames.stepped(this.at, steps))
  }

  setRate(rate: number): void {
    this.rate = rate
    if (this.#video) this.#video.playbackRate = rate
  }

  /** One speed slower (-1) or faster (1). */
  shiftRate(by: number): void {
    const place = this.rates.indexOf(this.rate)
    this.setRate(this.rates[clamp(place + by, 0, this.rates.length - 1)] ?? 1)
  }

  toggleMuted(): void {
    if (this.#video) this.#video.muted = !this.#video.muted
  }

  repeat(span: Span | null): void {
    this.repeated = span
    if (span && !holds(span, this.at)) this.seek(span.start)
  }

  /** The frame that was on the screen at `stamp`, the time that an event of the page carries. */
  shownAt(stamp: number): Micros {
    return this.#presented.findLast(({ since }) => since <= stamp)?.at ?? this.at
  }

  #present(shown: Shown): void {
    this.#presented = [...this.#presented.slice(1 - REMEMBERED), shown]
  }

  get #lastFrame(): Micros {
    return this.#frames.startOf(this.#frames.count - 1)
  }

  // One seek at a time, the latest wish last: a film that is scrubbed stays with the hand.
  #seekOn(): void {
    if (this.#wanted === null || !this.#video) return
    const middle = this.#frames.middleOf(this.#frames.indexAt(this.#wanted))
    this.#wanted = null
    this.#video.currentTime = middle / SECOND
  }

  #shown(micros: Micros): void {
    if (this.#video?.seeking || this.#wanted !== null) return
    this.at = this.#frames.nearest(Math.round(micros))
    if (this.isPlaying && this.repeated && !holds(this.repeated, this.at)) this.seek(this.repeated.start)
  }
}

// A browser without the film's codec plays its sound, and says nothing.
function withoutPicture(video: HTMLVideoElement): string {
  return video.videoWidth === 0 ? 'This browser cannot show the picture of this film.' : ''
}
