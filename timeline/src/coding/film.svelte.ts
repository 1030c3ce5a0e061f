import { playSpan } from '../player/play-span'
import { Player } from '../player/player.svelte'
import { CODING_RATES, Shuttle } from '../player/shuttle.svelte'
import type { Scope } from '../scope'
import { Frames } from '../time/frames'
import type { Span } from '../time/span'
import type { Desk, Micros } from '../wire'

const BEFORE: Micros = 1_000_000

/** The film of a coding: its player, its frames, and the shuttle that runs it on and back. */
export class CodedFilm {
  readonly frames: Frames
  readonly player: Player
  readonly shuttle: Shuttle
  readonly #scope: Scope
  #video: HTMLVideoElement | null = null
  #stop: (() => void) | null = null
  /** Where the film stood before somebody wrote a note, and whether it played. */
  #goesOn = false

  constructor({ film, frameTimes }: Desk, scope: Scope) {
    this.frames = new Frames(frameTimes, film.length)
    this.player = new Player(this.frames, film.length, scope, CODING_RATES)
    this.shuttle = new Shuttle(this.player, scope)
    this.#scope = scope
  }

  attach(video: HTMLVideoElement): void {
    this.#video = video
    this.player.attach(video)
  }

  /** One frame where the film stands, one second where it plays. */
  step(by: number): void {
    if (this.shuttle.isReversing) this.shuttle.stop()
    else if (this.player.isPlaying) this.player.seekBy(by)
    else this.player.stepFrames(by)
  }

  seek(at: Micros): void {
    this.#stop?.()
    this.shuttle.stop()
    this.player.seek(at)
  }

  /** Repeat `span`, or no longer where something is repeated already. */
  loop(span: Span | null): void {
    this.player.repeat(this.player.repeated ? null : span)
    if (this.player.repeated && !this.player.isPlaying) this.player.play()
  }

  /** Play `span` from a second before it, then return to where the film stood. */
  playOnce(span: Span): void {
    if (!this.#video) return
    this.#stop?.()
    this.shuttle.stop()
    const back = this.player.at
    const stop = playSpan(this.#scope, this.#video, { start: Math.max(0, span.start - BEFORE), end: span.end }, () => { this.seek(back) })
    this.#stop = () => { stop(); this.#stop = null }
  }

  /** The film stands while somebody writes. */
  pauseForNote(): void {
    this.#goesOn = this.player.isPlaying
    this.player.pause()
  }

  /** What was written is written: the film goes on if it played. */
  goOn(): void {
    if (this.#goesOn) this.player.play()
    this.#goesOn = false
  }
}
