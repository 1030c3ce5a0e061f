import { clamp } from '../time/span'
import type { Micros } from '../wire'

/** How a second view lies in the film's time: it starts `by` after it, and its clock loses `drift` millionths. */
export interface Fit {
  readonly by: Micros
  readonly drift: number
}

/** What the second view does next to stay with the film. */
export type Step =
  | { readonly kind: 'away' }
  | { readonly kind: 'seek'; readonly at: Micros }
  | { readonly kind: 'go'; readonly rate: number }

/** Beyond this a film that lags is not caught up with by playing faster. */
const FAR: Micros = 250_000
/** Nobody sees or hears that two views are so little apart; a change of speed could be heard. */
const NEAR: Micros = 8_000
/** How much faster or slower the second view may play, and within which time it is to catch up. */
const MOST = 0.05
const WITHIN: Micros = 500_000

/** The time of the second view that belongs to `at` in the film; below nought before it begins. */
export function inSecond(at: Micros, { by, drift }: Fit): Micros {
  return Math.round((at - by) / (1 + drift * 1e-6))
}

/** What a second view of `length`, which stands at `at`, does while the film plays at `rate` and belongs at `wanted`. */
export function follow(wanted: Micros, at: Micros, length: Micros, rate: number): Step {
  if (wanted < 0 || wanted >= length) return { kind: 'away' }
  const ahead = at - wanted
  if (Math.abs(ahead) > FAR) return { kind: 'seek', at: wanted }
  const mend = Math.abs(ahead) < NEAR ? 0 : clamp(-ahead / WITHIN, -MOST, MOST)
  return { kind: 'go', rate: rate * (1 + mend) }
}
