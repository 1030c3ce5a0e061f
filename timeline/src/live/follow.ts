import { clamp } from '../time/span'
import type { Micros } from '../wire'

/** What a film does next to be where it should be. */
export type Step = { readonly kind: 'seek' } | { readonly kind: 'go'; readonly rate: number }

/** Nearer than this nobody sees a difference, and a change of speed could be heard. */
const NEAR: Micros = 15_000
/** Once it is being mended, it is mended to here. */
const THERE: Micros = 4_000
/** Farther than this, a film jumps: at most once in a while, since every jump can be seen. */
export const FAR: Micros = 400_000
export const BETWEEN_JUMPS: Micros = 5_000_000
/** What somebody has just asked for is shown at once. */
const FAR_AT_ONCE: Micros = 120_000
const GENTLE = 0.05
const MOST = 0.12
const WITHIN: Micros = 600_000

/** How a film stands that should be somewhere. */
export interface Standing {
  /** How far it is ahead, film time; below nought where it is behind. */
  readonly ahead: Micros
  /** The speed of all, 1 for the pace of the film. */
  readonly speed: number
  /** Its own speed now. */
  readonly rate: number
  /** Since its last jump. */
  readonly sinceJump: Micros
  /** Whether somebody has just asked for another place or speed. */
  readonly isNew: boolean
}

export function follow({ ahead, speed, rate, sinceJump, isNew }: Standing): Step {
  const off = Math.abs(ahead)
  if (isNew ? off > FAR_AT_ONCE : off > FAR && sinceJump >= BETWEEN_JUMPS) return { kind: 'seek' }
  const isMending = Math.abs(rate / speed - 1) > 0.001
  if (off < (isMending ? THERE : NEAR)) return { kind: 'go', rate: speed }
  const most = GENTLE + (MOST - GENTLE) * clamp((off - 50_000) / 100_000, 0, 1)
  // In whole hundredths: a player that is told another speed at every look stutters.
  const mend = Math.round(clamp(-ahead / speed / WITHIN, -most, most) * 100) / 100
  return { kind: 'go', rate: speed * (1 + (mend || -Math.sign(ahead) * 0.01)) }
}
