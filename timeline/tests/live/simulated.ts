import { Follower, type Film } from '../../src/live/follower'
import { ServerClock } from '../../src/live/server-clock'
import { placeAt } from '../../src/live/place'
import { SECOND } from '../../src/time/clock'
import type { Live, Micros } from '../../src/wire'

/** How a machine is: its watch is `behind` the server's and gains `gains` millionths; what it does takes its time. */
export interface Machine {
  readonly behind: Micros
  readonly gains: number
  readonly there: Micros
  readonly back: Micros
  readonly seekTakes: Micros
  readonly startTakes: Micros
}

/** A film that plays by the true time, comes late to where it is sent, and begins late. */
class PlayedFilm implements Film {
  playbackRate = 1
  muted = false
  paused = true
  readyState = 4
  readonly ended = false
  seeks = 0
  rates = 0
  readonly #machine: Machine
  #at = 0
  #busyUntil = 0
  #to: number | null = null

  constructor(machine: Machine) {
    this.#machine = machine
  }

  get currentTime(): number { return (this.#to ?? this.#at) / SECOND }

  set currentTime(seconds: number) {
    this.#to = seconds * SECOND
    this.seeks += 1
    this.#busyUntil = this.now + this.#machine.seekTakes
  }

  now = 0

  get seeking(): boolean { return this.#to !== null }

  play(): Promise<void> {
    this.paused = false
    this.#busyUntil = Math.max(this.#busyUntil, this.now + this.#machine.startTakes)
    return Promise.resolve()
  }

  pause(): void { this.paused = true }

  pass(by: Micros): void {
    this.now += by
    if (this.now < this.#busyUntil) return
    if (this.#to !== null) {
      this.#at = this.#to
      this.#to = null
    }
    if (!this.paused) this.#at += by * this.playbackRate
  }
}

/** A screen of a review, its watch, its line and its film, walked through in steps of ten milliseconds. */
export class Screen {
  readonly film: PlayedFilm
  readonly follower: Follower
  readonly clock = new ServerClock()
  readonly #machine: Machine
  #told: Live | null = null

  constructor(machine: Machine) {
    this.#machine = machine
    this.film = new PlayedFilm(machine)
    this.follower = new Follower(this.film)
  }

  watch(server: Micros): Micros {
    return Math.round((server - this.#machine.behind) * (1 + this.#machine.gains / 1e6))
  }

  ask(server: Micros): void {
    const { there, back } = this.#machine
    this.clock.add({ sent: this.watch(server), clock: server + there, back: this.watch(server + there + back) })
  }

  hear(live: Live): void {
    if (live.number !== this.#told?.number) this.follower.renew()
    this.#told = live
  }

  look(server: Micros): void {
    const clock = this.clock.at(this.watch(server))
    if (this.#told && clock !== null) this.follower.keepUp(this.#told, clock)
  }
}

export const STEP: Micros = 10_000

/** Let `seconds` pass from the server's time `from`: each screen looks every tenth of a second. How far each is ahead then. */
export function pass(screens: readonly Screen[], live: Live, from: Micros, seconds: number): readonly Micros[] {
  for (const screen of screens) screen.film.now = from
  for (let at = from; at < from + seconds * SECOND; at += STEP) {
    for (const screen of screens) {
      if (at % 100_000 === 0) screen.look(at)
      screen.film.pass(STEP)
    }
  }
  const wanted = placeAt(live, from + seconds * SECOND)
  return screens.map(({ film }) => Math.round(film.currentTime * SECOND - wanted))
}
