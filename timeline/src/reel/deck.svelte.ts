import type { Scope } from '../scope'
import { SECOND } from '../time/clock'
import type { Frames } from '../time/frames'
import { clamp } from '../time/span'
import type { Micros, ReelFilm } from '../wire'

/** A film as the page plays it. */
export interface Footage {
  readonly film: ReelFilm
  readonly frames: Frames
}

// A player that is asked for the first instant of a frame may show the one before.
const INTO_THE_FRAME: Micros = 1_000

/** One of two players: while one is on the air the other one gets ready, so that joins do not wait. */
export class Deck {
  /** What is in it, and for which clip. */
  footage: Footage | null = $state.raw(null)
  clip: string | null = $state(null)
  problem = $state('')
  /** The film time of the picture that is in it; null while there is none. */
  shown: Micros | null = $state(null)
  readonly #scope: Scope
  #video: HTMLVideoElement | null = null
  #wanted: number | null = null
  #whenReady: (() => void) | null = null
  #cued: Micros | null = null

  constructor(scope: Scope) {
    this.#scope = scope
  }

  attach(video: HTMLVideoElement, onframe: (at: Micros) => void, onended: () => void): void {
    this.#video = video
    video.preservesPitch = true
    const scope = this.#scope
    for (const kind of ['loadedmetadata', 'loadeddata', 'canplay', 'seeked'] as const) scope.on(video, kind, () => { this.#goOn() })
    scope.on(video, 'error', () => (this.problem = 'A film cannot be played just now. Try to load the page again.'))
    scope.on(video, 'ended', onended)
    scope.eachFrame(video, (seconds) => {
      this.shown = Math.round(seconds * SECOND)
      onframe(this.shown)
    })
    this.#load()
  }

  /** Put `footage` in with the picture at `at` showing, from where it can be played. */
  cue(footage: Footage, clip: string | null, at: Micros): void {
    const isOther = this.footage?.film.id !== footage.film.id
    this.footage = footage
    this.clip = clip
    this.pause()
    if (isOther) this.#load()
    if (!isOther && this.#cued === at && this.#wanted === null) return
    this.#cued = at
    this.#wanted = at
    this.#goOn()
  }

  /** Whether the picture in it is the one of `clip` at `at`. */
  shows(clip: string, at: Micros): boolean {
    if (this.clip !== clip || !this.footage || this.shown === null) return false
    const { frames } = this.footage
    return frames.indexAt(frames.nearest(this.shown)) === frames.indexAt(at)
  }

  /** Whether this is in it and nothing has been played since. */
  holds(footage: Footage, at: Micros): boolean {
    return this.footage?.film.id === footage.film.id && this.#cued === at
  }

  /** Do `act` once the picture that was asked for is there; it takes the place of what was to be done before. */
  whenReady(act: () => void): void {
    this.#whenReady = act
    this.#goOn()
  }

  play(rate: number, volume: number): void {
    this.#cued = null
    this.setRate(rate)
    this.setVolume(volume)
    // A browser that refuses to play says so by staying paused.
    this.#video?.play().catch(() => undefined)
  }

  pause(): void {
    this.#whenReady = null
    this.#video?.pause()
  }

  setRate(rate: number): void {
    if (this.#video) this.#video.playbackRate = rate
  }

  setVolume(volume: number): void {
    if (this.#video && Math.abs(this.#video.volume - volume) > 0.001) this.#video.volume = volume
  }

  setMuted(isMuted: boolean): void {
    if (this.#video) this.#video.muted = isMuted
  }

  get isReady(): boolean {
    const video = this.#video
    return video !== null && this.#wanted === null && !video.seeking && video.readyState >= video.HAVE_CURRENT_DATA
  }

  #load(): void {
    if (!this.#video || !this.footage) return
    this.#video.src = this.footage.film.video
    this.shown = null
    this.#cued = null
  }

  // One seek at a time, the latest wish last: a reel that is scrubbed stays with the hand.
  #goOn(): void {
    const video = this.#video
    if (!video || !this.footage || video.seeking || video.readyState < video.HAVE_METADATA) return
    if (this.#wanted !== null) {
      video.currentTime = placeIn(this.footage.frames, this.#wanted) / SECOND
      this.#wanted = null
    } else if (this.isReady) {
      const act = this.#whenReady
      this.#whenReady = null
      act?.()
    }
  }
}

/** Where to put a player so that it shows the frame at `at`, never near its end, where it may show the next one. */
function placeIn(frames: Frames, at: Micros): Micros {
  const index = frames.indexAt(at)
  const middle = frames.middleOf(index)
  return clamp(at, Math.min(frames.startOf(index) + INTO_THE_FRAME, middle), middle)
}
