import { follow, inSecond, type Fit } from './follow'
import { whyAway } from './words'
import { Player } from '../player/player.svelte'
import type { Scope } from '../scope'
import { SECOND } from '../time/clock'
import { Frames } from '../time/frames'
import { clamp } from '../time/span'
import type { Film, Micros } from '../wire'

/** What is played beside the film: `frameTimes` are empty where it is sound alone. */
export interface Shown {
  readonly film: Pick<Film, 'length' | 'video'>
  readonly frameTimes: readonly Micros[]
}

/** A film with the times of its pictures. */
export interface Filmed extends Shown {
  readonly film: Film
}

/** What a sound recorder heard. */
export interface Recorded extends Shown {
  readonly isSound: true
}

export type Heard = 'film' | 'other'

/** How two films lie beside each other, and whose sound is heard. */
export interface Setting extends Fit {
  readonly heard: Heard
}

const CAN_PLAY_ON = 3

export const isRecorded = (other: Filmed | Recorded): other is Recorded => 'isSound' in other

/** Two films of one scene, or a film and its sound: the first one is played, the second one follows it. */
export class Pair {
  by: Micros = $state(0)
  heard: Heard = $state('film')
  /** What stands in the place of the second view while it has no picture, otherwise empty. */
  away = $state('')
  /** One sentence where the second view cannot be shown, otherwise empty. */
  problem = $state('')

  readonly player: Player
  readonly one: Filmed
  readonly other: Filmed | Recorded
  readonly #drift: number
  readonly #frames: Frames
  readonly #otherFrames: Frames
  readonly #scope: Scope
  #done: Micros[] = $state.raw([])
  #undone: Micros[] = $state.raw([])
  #leader: HTMLVideoElement | null = null
  #second: HTMLMediaElement | null = null
  #wanted: Micros | null = null

  constructor(one: Filmed, other: Filmed | Recorded, setting: Setting, scope: Scope) {
    this.one = one
    this.other = other
    this.by = setting.by
    this.heard = setting.heard
    this.#drift = setting.drift
    this.#scope = scope
    this.#frames = new Frames(one.frameTimes, one.film.length)
    this.#otherFrames = new Frames(other.frameTimes, other.film.length)
    this.player = new Player(this.#frames, one.film.length, scope)
  }

  get isSound(): boolean {
    return isRecorded(this.other)
  }

  get canUndo(): boolean {
    return this.#done.length > 0
  }

  get canRedo(): boolean {
    return this.#undone.length > 0
  }

  /** Begins where both films have a picture. */
  attachLeader(video: HTMLVideoElement): void {
    this.#leader = video
    this.player.attach(video)
    this.player.seek(this.by)
    this.#hear()
  }

  attachSecond(video: HTMLMediaElement): void {
    this.#second = video
    this.#scope.on(video, 'seeked', () => {
      this.#seekOn()
    })
    this.#scope.on(video, 'error', () => (this.problem = `The ${this.isSound ? 'recording' : 'second view'} cannot be played just now. Try to load the page again.`))
    this.#scope.eachRepaint(() => {
      this.#keepUp()
    })
    this.#hear()
  }

  hear(heard: Heard): void {
    this.heard = heard
    this.#hear()
  }

  nudge(seconds: number): void {
    this.put(this.by + Math.round(seconds * SECOND))
  }

  /** Later or earlier by as many pictures of the second view; sound counts in steps of a usual picture, 40 ms. */
  nudgeFrames(steps: number): void {
    const here = this.#otherFrames.indexAt(clamp(this.#belongs(), 0, this.other.film.length))
    const start = this.#otherFrames.startOf(here)
    this.put(this.by + steps * Math.max(1, this.#otherFrames.startOf(here + 1) - start))
  }

  put(by: Micros): void {
    this.#done = [...this.#done, this.by]
    this.#undone = []
    this.#set(by)
  }

  undo(): void {
    const before = this.#done.at(-1)
    if (before === undefined) return
    this.#undone = [...this.#undone, this.by]
    this.#done = this.#done.slice(0, -1)
    this.#set(before)
  }

  redo(): void {
    const after = this.#undone.at(-1)
    if (after === undefined) return
    this.#done = [...this.#done, this.by]
    this.#undone = this.#undone.slice(0, -1)
    this.#set(after)
  }

  /** The two stay within sight of each other by at least a tenth of a second. */
  #set(by: Micros): void {
    this.by = clamp(by, SECOND / 10 - this.other.film.length, this.one.film.length - SECOND / 10)
  }

  #hear(): void {
    if (this.#leader) this.#leader.muted = this.heard === 'other'
    if (this.#second) this.#second.muted = this.heard === 'film'
  }

  /** The second view's time for the picture that the film shows, in the middle of the time it is shown. */
  #belongs(): Micros {
    return inSecond(this.#frames.middleOf(this.#frames.indexAt(this.player.at)), { by: this.by, drift: this.#drift })
  }

  #keepUp(): void {
    if (!this.#second || !this.#leader) return
    // Metadata that is not there yet leaves nothing to be sought in.
    if (this.#second.readyState === 0) return
    const isGoing = this.player.isPlaying && !this.#leader.seeking && this.#leader.readyState >= CAN_PLAY_ON
    if (isGoing) this.#playAlong(this.#leader, this.#second)
    else this.#standStill(this.#second)
  }

  #playAlong(leader: HTMLVideoElement, second: HTMLMediaElement): void {
    const wanted = inSecond(leader.currentTime * SECOND, { by: this.by, drift: this.#drift })
    const step = follow(wanted, second.currentTime * SECOND, this.other.film.length, leader.playbackRate)
    this.away = step.kind === 'away' ? whyAway(wanted, this.isSound) : ''
    if (step.kind === 'away') second.pause()
    else if (step.kind === 'seek') this.#seek(step.at)
    else if (Math.abs(second.playbackRate - step.rate) > 0.004) second.playbackRate = step.rate
    // A browser that refuses to play says so by staying paused.
    if (step.kind !== 'away' && second.paused) second.play().catch(() => undefined)
  }

  #standStill(second: HTMLMediaElement): void {
    if (!second.paused) second.pause()
    const wanted = this.#belongs()
    this.away = wanted < 0 || wanted >= this.other.film.length ? whyAway(wanted, this.isSound) : ''
    const index = this.#otherFrames.indexAt(clamp(wanted, 0, this.other.film.length))
    const shown = this.#otherFrames.indexAt(Math.round(second.currentTime * SECOND))
    if (shown !== index && !second.seeking) this.#seek(this.#otherFrames.middleOf(index))
  }

  // One seek at a time, the latest wish last.
  #seek(at: Micros): void {
    this.#wanted = at
    if (!this.#second?.seeking) this.#seekOn()
  }

  #seekOn(): void {
    if (this.#wanted === null || !this.#second) return
    this.#second.currentTime = this.#wanted / SECOND
    this.#wanted = null
  }
}
