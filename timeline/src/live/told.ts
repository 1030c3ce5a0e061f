import { caughtUp, wished } from './wish'
import type { Live, LiveClip, LiveCommand, Micros } from '../wire'

type Who = Live['lead']

/**
 * What the server has told, and what was done here and is not answered yet.
 *
 * Old news (a lower number) is never taken. What was done here holds at once; a line that is down leaves it standing,
 * and once it is back the leader's own state counts, unless somebody else did something meanwhile.
 */
export class Told {
  readonly #me: Who
  readonly #clips: readonly LiveClip[]
  #told: Live | null = null
  #own: Live | null = null
  /** The number that the server was at when the line went down under what was done here. */
  #aloneSince: number | null = null
  /** How many commands were sent without an answer: the server may have taken them all the same, or may yet. */
  #lost = 0

  constructor(me: Who, clips: readonly LiveClip[]) {
    this.#me = me
    this.#clips = clips
  }

  /** What counts on this screen, null before anything was told. */
  get now(): Live | null {
    return this.#own ?? this.#told
  }

  /** Whether the server has to hear what was done here while the line was down. */
  get isAlone(): boolean {
    return this.#aloneSince !== null
  }

  /** Take what the server says; false where it is old news. */
  hear(live: Live): boolean {
    if (this.#told && live.number < this.#told.number) return false
    this.#told = live
    return true
  }

  /** Do it here at once; whoever calls sends it, and then says `answered` or `failed`. */
  wish(asked: LiveCommand, clock: Micros): void {
    if (this.now) this.#own = wished(this.now, asked, clock, { by: this.#me, clips: this.#clips })
  }

  /** The server has answered all that was done here: what it says counts again. */
  answered(): void {
    this.#own = null
    this.#aloneSince = null
    this.#lost = 0
  }

  /** What was done here did not reach the server. */
  failed(): void {
    this.#aloneSince ??= this.#told?.number ?? 0
    this.#lost += 1
  }

  /** The line is back and has told its state: what the server has to hear of what was done here, in order. */
  back(clock: Micros): readonly LiveCommand[] {
    const [told, own, since] = [this.#told, this.#own, this.#aloneSince]
    const isMine = told !== null && since !== null && told.number - since <= this.#lost
    if (own && isMine && told.lead === this.#me) return caughtUp(told, own, clock)
    this.answered()
    return []
  }
}
