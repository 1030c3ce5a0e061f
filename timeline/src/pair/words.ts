import { lasting } from '../time/clock'
import type { Micros } from '../wire'

/** Less than this is no difference that a person would name. */
const SAME: Micros = 50_000

// A number and its unit stay on one line.
const UNBROKEN = '\u00a0'

/** When the second view starts, as a sentence. */
export function whenItStarts(by: Micros): string {
  if (Math.abs(by) < SAME) return 'Both films start together.'
  return `The second view starts ${lasting(Math.abs(by)).replaceAll(' ', UNBROKEN)} ${by > 0 ? 'later' : 'earlier'}.`
}

/** What stands in the place of a second view that has no picture for `wanted`. */
export const whyAway = (wanted: Micros): string => (wanted < 0 ? 'Not filmed yet' : 'No longer filmed')
