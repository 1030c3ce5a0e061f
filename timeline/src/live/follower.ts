import { follow, type Step } from './follow'
import { isGoing, placeAt } from './place'
import { SECOND } from '../time/clock'
import { clamp } from '../time/span'
import type { Live, Micros } from '../wire'

/** What of a video element is needed to follow. */
export type Film = Pick<
  HTMLMediaElement,
  'currentTime' | 'playbackRate' | 'muted' | 'paused' | 'seeking' | 'ended' | 'readyState' | 'play' | 'pause'
>

const HAS_METADATA = 1
const CAN_PLAY_ON = 3
/** Two places nearer than this are the same picture. */
const SAME: Micros = 600
const LONGEST_LEAD: Micros = 1 * SECOND
const LOOKS = 3

/** Holds one film to where the review stands: call `keepUp` often, and at once when something has changed. */
export class Follower {
  /** Told when the browser plays only without sound, since nobody has tapped yet. */
  onsilent: () => void = () => undefined

  readonly #film: Film
  #isNew = true
  #isArriving = false
  #jumpedAt: Micros = Number.NEGATIVE_INFINITY
  /** How far ahead a jump aims, since the film comes to its place late. */
  #lead: Micros = 60_000
  #looks: readonly Micros[] = []
  #isStarting = false

  constructor(film: Film) {
    this.#film = film
  }

  /** How far it was ahead at the last look, film time; null while it does not move. */
  get ahead(): Micros | null {
    return this.#looks.at(-1) ?? null
  }

  /** Somebody did something, or this screen was away: the next look may jump at once. */
  renew(): void {
    this.#isNew = true
  }

  /** Go on from where the film is towards where `live` is at the server's time `clock`. */
  keepUp(live: Live, clock: Micros): void {
    if (this.#film.readyState < HAS_METADATA) return
    if (isGoing(live, clock)) this.#go(live, clock)
    else this.#stand(placeAt(live, clock), live.speed / 100)
  }

  #stand(at: Micros, speed: number): void {
    const film = this.#film
    this.#looks = []
    this.#isNew = true
    this.#isArriving = false
    if (!film.paused) film.pause()
    if (film.playbackRate !== speed) film.playbackRate = speed
    if (!film.seeking && Math.abs(film.currentTime * SECOND - at) > SAME) film.currentTime = at / SECOND
  }

  #go(live: Live, clock: Micros): void {
    const film = this.#film
    if (film.seeking) return
    const wanted = placeAt(live, clock)
    if (film.paused && !this.#begin(live, wanted)) return
    if (film.readyState < CAN_PLAY_ON) return
    const ahead = this.#seen(Math.round(film.currentTime * SECOND) - wanted)
    if (this.#isArriving) this.#arrive(ahead)
    else this.#mend(live, ahead, wanted, clock)
  }

  /** Whether a film that stood has begun to play where it is; one that is elsewhere jumps first. */
  #begin(live: Live, wanted: Micros): boolean {
    const film = this.#film
    const isNear = Math.abs(film.currentTime * SECOND - wanted) < 2 * SECOND
    // Played again, a film that has ended would begin from its beginning.
    if (film.ended && live.until - wanted < SECOND / 2) return false
    if (!isNear || film.ended) {
      this.#jump(wanted, live)
      return false
    }
    if (film.playbackRate !== live.speed / 100) film.playbackRate = live.speed / 100
    this.#play()
    return true
  }

  #play(): void {
    if (this.#isStarting) return
    this.#isStarting = true
    const done = (): void => { this.#isStarting = false }
    this.#film.play().then(done, (reason: unknown) => {
      done()
      if (!(reason instanceof Error) || reason.name !== 'NotAllowedError' || this.#film.muted) return
      this.#film.muted = true
      this.onsilent()
      this.#play()
    })
  }

  /** The middle one of the last few looks: one that came late tells nothing. */
  #seen(ahead: Micros): Micros {
    this.#looks = [...this.#looks, ahead].slice(-LOOKS)
    return [...this.#looks].sort((one, other) => one - other)[Math.floor(this.#looks.length / 2)] ?? ahead
  }

  /** A jump has arrived: the next one aims as much farther as this one came late. */
  #arrive(ahead: Micros): void {
    this.#isArriving = false
    this.#lead = clamp(this.#lead - 0.7 * ahead, 0, LONGEST_LEAD)
  }

  #mend(live: Live, ahead: Micros, wanted: Micros, clock: Micros): void {
    const [speed, rate] = [live.speed / 100, this.#film.playbackRate]
    const step: Step = follow({ ahead, speed, rate, sinceJump: clock - this.#jumpedAt, isNew: this.#isNew })
    this.#isNew = false
    if (step.kind === 'seek') {
      this.#jumpedAt = clock
      this.#jump(wanted, live)
    } else if (Math.abs(rate - step.rate) > 0.001) this.#film.playbackRate = step.rate
  }

  #jump(wanted: Micros, live: Live): void {
    this.#looks = []
    this.#isArriving = true
    const speed = live.speed / 100
    this.#film.playbackRate = speed
    this.#film.currentTime = Math.min(wanted + this.#lead * speed, live.until) / SECOND
  }
}
