import type { Micros } from '../wire'

/** One question for the server's time: when it was sent and answered by this page's own watch, and what was said. */
export interface Trip {
  readonly sent: Micros
  readonly back: Micros
  readonly clock: Micros
}

const KEPT = 12
const BEST = 5
/** Watches of two machines run apart by less than this between two questions. */
const SLACK: Micros = 2_000

/**
 * The server's clock as this page knows it. Only the page's own watch (`performance.now()`) is read, never its date.
 *
 * A trip proves that the server's time lay between its sending and its return. One that contradicts what was known
 * (a phone slept and its watch with it) makes all earlier ones void.
 */
export class ServerClock {
  #trips: readonly Trip[] = []
  #ahead: Micros | null = null

  /** Whether anything is known. */
  get isKnown(): boolean {
    return this.#ahead !== null
  }

  add(trip: Trip): void {
    const isBelieved = this.#ahead === null || contains(trip, this.#ahead)
    this.#trips = [...(isBelieved ? this.#trips : []), trip].slice(-KEPT)
    this.#ahead = aheadOf(this.#trips)
  }

  /** The server's time at `watch`; null while nothing is known. */
  at(watch: Micros): Micros | null {
    return this.#ahead === null ? null : watch + this.#ahead
  }
}

/** How far the server is ahead of the page's watch: the median of what the shortest trips say. */
function aheadOf(trips: readonly Trip[]): Micros {
  const shortest = [...trips].sort((one, other) => lasting(one) - lasting(other)).slice(0, Math.min(BEST, Math.ceil(trips.length / 2)))
  const said = shortest.map(({ sent, back, clock }) => clock - (sent + back) / 2).sort((one, other) => one - other)
  const middle = Math.floor(said.length / 2)
  const [low = 0, high = 0] = said.length % 2 === 1 ? [said[middle], said[middle]] : [said[middle - 1], said[middle]]
  return Math.round((low + high) / 2)
}

const lasting = ({ sent, back }: Trip): Micros => back - sent

const contains = ({ sent, back, clock }: Trip, ahead: Micros): boolean =>
  ahead >= clock - back - SLACK && ahead <= clock - sent + SLACK
