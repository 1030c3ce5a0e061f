import { Deck, type Footage } from './deck.svelte'
import { same } from './edits'
import { decibelsAt, endOf, filmTime, goesOn, headroom, lastFrame, loudness, reelTimeIn, reelTimeOf, stepAt, stretchOf } from './score'
import type { Scope } from '../scope'
import { clamp } from '../time/span'
import type { Micros, ReelClip, ReelStep } from '../wire'

// A timer comes a little late, and the next picture must not flash up before it.
const EARLY = 6

/** Plays a reel's steps straight from the films, nothing rendered: two players take turns, and cards stand between. */
export class Preview {
  at: Micros = $state(0)
  isPlaying = $state(false)
  isMuted = $state(false)
  place = $state(0)
  /** Which of the two players is seen; null while a card stands. */
  onAir: 0 | 1 | null = $state(null)
  steps: readonly ReelStep[] = $state.raw([])
  readonly length = $derived(endOfAll(this.steps))
  readonly decks: readonly [Deck, Deck]
  readonly #scope: Scope
  readonly #clips: () => readonly ReelClip[]
  readonly #footage: (film: string) => Footage | null
  /** Ends what the present step waits for. */
  #stop = (): void => undefined
  /** Whether the next step has been called for already. */
  #isLeaving = false

  constructor(scope: Scope, clips: () => readonly ReelClip[], footage: (film: string) => Footage | null) {
    this.#scope = scope
    this.#clips = clips
    this.#footage = footage
    this.decks = [new Deck(scope), new Deck(scope)]
    // A page that is not seen shows no frames by which to stop.
    scope.on(document, 'visibilitychange', () => { if (document.hidden) this.pause() })
  }

  attach(which: 0 | 1, video: HTMLVideoElement): void {
    this.decks[which].attach(video, (at) => { this.#shown(which, at) }, () => { if (this.onAir === which) this.#leave() })
  }

  get step(): ReelStep | null {
    return this.steps[this.place] ?? null
  }

  /** The film time of what is seen; null while a card stands. */
  get filmAt(): Micros | null {
    return this.step && filmTime(this.step, this.at)
  }

  get clip(): ReelClip | null {
    return this.#clipOf(this.step)
  }

  toggle(): void {
    if (this.isPlaying) this.pause()
    else this.play()
  }

  play(): void {
    if (this.at >= this.length - 1) this.#goTo(0)
    this.isPlaying = true
    this.#enter()
  }

  pause(): void {
    this.#halt()
    this.isPlaying = false
  }

  seek(at: Micros): void {
    this.#goTo(at)
    this.#enter()
  }

  stepFrames(by: number): void {
    this.pause()
    const [step, footage] = [this.step, this.#footageOf(this.step)]
    if (step?.kind !== 'run' || !footage) {
      if (step) this.seek(by < 0 ? step.start - 1 : endOf(step))
      return
    }
    const at = footage.frames.stepped(this.filmAt ?? step.at, by)
    const { start, end } = stretchOf(step)
    if (at < start && footage.frames.indexAt(at) !== footage.frames.indexAt(start)) this.seek(step.start - 1)
    else if (at >= end) this.seek(endOf(step))
    else this.seek(reelTimeIn(step, at))
  }

  setMuted(isMuted: boolean): void {
    this.isMuted = isMuted
    for (const deck of this.decks) deck.setMuted(isMuted)
  }

  /** Play `steps` from now on. What is seen stays, wherever in the reel it is then. */
  load(steps: readonly ReelStep[]): void {
    if (same(steps, this.steps)) return
    const [step, seen] = [this.step, this.filmAt]
    this.pause()
    this.steps = steps
    const place = step?.clip && seen !== null ? reelTimeOf(steps, step.clip, seen) : null
    this.seek(place ?? this.at)
  }

  #goTo(at: Micros): void {
    this.#halt()
    this.at = clamp(Math.round(at), 0, Math.max(0, this.length - 1))
    this.place = Math.max(0, stepAt(this.steps, this.at))
  }

  /** Begin the present step where the playhead is, or just show it. */
  #enter(): void {
    this.#halt()
    this.#isLeaving = false
    const { step } = this
    const footage = this.#footageOf(step)
    if (!step) this.pause()
    else if (step.kind !== 'card' && footage) this.#show(step, footage)
    else {
      this.onAir = null
      if (this.isPlaying) this.#stand(step)
    }
  }

  #show(step: ReelStep, footage: Footage): void {
    const at = filmTime(step, this.at) ?? step.at
    const which = this.#deckFor(footage, at)
    const deck = this.decks[which]
    deck.cue(footage, step.clip, at)
    deck.whenReady(() => {
      this.onAir = which
      if (!this.isPlaying) return
      if (step.kind === 'run') deck.play(step.speed / 100, this.#volume(at))
      else this.#stand(step)
      this.#prepare()
    })
  }

  // The one that has it ready; else the one on the air where it is paused and its film is the same; else the other.
  #deckFor(footage: Footage, at: Micros): 0 | 1 {
    const ready = this.decks.findIndex((deck) => deck.holds(footage, at))
    if (ready !== -1) return ready as 0 | 1
    const air = this.onAir ?? 0
    const isSame = this.decks[air].footage?.film.id === footage.film.id
    return isSame || this.decks[air].footage === null ? air : other(air)
  }

  /** A card or a picture stands for its time. */
  #stand(step: ReelStep): void {
    const [began, from] = [performance.now(), this.at]
    const passed = (): Micros => from + Math.round((performance.now() - began) * 1_000)
    const stopTicking = this.#scope.eachRepaint(() => (this.at = Math.min(endOf(step) - 1, passed())))
    const stopTimer = this.#scope.after((endOf(step) - from) / 1_000, () => { this.#leave() })
    this.#stop = () => {
      stopTicking()
      stopTimer()
    }
    if (step.kind === 'card') this.#prepare()
  }

  /** Have the next picture ready on the player that is not seen. */
  #prepare(): void {
    const { step: now, place } = this
    const next = this.steps.slice(place + 1).find((step) => step.kind !== 'card')
    const footage = this.#footageOf(next ?? null)
    if (!next || !footage || (now && goesOn(now, next)) || this.decks.some((deck) => deck.holds(footage, next.at))) return
    const free = this.onAir === null ? this.#deckFor(footage, next.at) : other(this.onAir)
    this.decks[free].cue(footage, next.clip, next.at)
  }

  #shown(which: 0 | 1, at: Micros): void {
    const [step, footage] = [this.step, this.#footageOf(this.step)]
    if (!this.isPlaying || which !== this.onAir || step?.kind !== 'run' || !footage || this.#isLeaving) return
    const { frames } = footage
    const frame = frames.indexAt(frames.nearest(at))
    const time = Math.max(step.at, frames.startOf(frame))
    this.at = Math.min(endOf(step) - 1, reelTimeIn(step, time))
    this.decks[which].setVolume(this.#volume(time))
    if (frame < lastFrame(step, frames)) return
    this.#isLeaving = true
    const left = ((stretchOf(step).end - time) * 100) / step.speed / 1_000 - EARLY
    this.#stop = this.#scope.after(Math.max(0, left), () => { this.#leave() })
  }

  #leave(): void {
    const [now, next] = [this.steps[this.place], this.steps[this.place + 1]]
    if (!this.isPlaying) return
    if (!now || !next) {
      this.pause()
      this.at = Math.max(0, this.length - 1)
      return
    }
    this.place += 1
    this.at = next.start
    if (goesOn(now, next) && this.onAir !== null) this.#goOn(next, this.onAir)
    else this.#enter()
  }

  // The film runs on in the same player, only its pace is another.
  #goOn(next: ReelStep, air: 0 | 1): void {
    this.#stop()
    this.#isLeaving = false
    this.decks[air].setRate(next.speed / 100)
    this.decks[air].setVolume(this.#volume(next.at))
    this.#prepare()
  }

  #halt(): void {
    this.#stop()
    this.#stop = () => undefined
    this.#isLeaving = false
    for (const deck of this.decks) deck.pause()
  }

  #volume(at: Micros): number {
    const { clip } = this
    return loudness(clip && decibelsAt(clip, at), headroom(this.#clips()))
  }

  #clipOf(step: ReelStep | null): ReelClip | null {
    return step?.clip ? (this.#clips().find(({ id }) => id === step.clip) ?? null) : null
  }

  #footageOf(step: ReelStep | null): Footage | null {
    const clip = this.#clipOf(step)
    return clip && this.#footage(clip.film)
  }
}

const endOfAll = (steps: readonly ReelStep[]): Micros => {
  const last = steps.at(-1)
  return last ? endOf(last) : 0
}

const other = (which: 0 | 1): 0 | 1 => (which === 0 ? 1 : 0)
