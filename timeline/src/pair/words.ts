import { lasting } from '../time/clock'
import type { Micros } from '../wire'

/** Less than this is no difference that a person would name. */
const SAME: Micros = 50_000

// A number and its unit stay on one line.
const UNBROKEN = '\u00a0'

/** When the second view, or the recording of a sound recorder, starts, as a sentence. */
export function whenItStarts(by: Micros, isSound: boolean): string {
  const [both, second] = isSound ? ['Film and recording', 'The recording'] : ['Both films', 'The second view']
  if (Math.abs(by) < SAME) return `${both} start together.`
  return `${second} starts ${lasting(Math.abs(by)).replaceAll(' ', UNBROKEN)} ${by > 0 ? 'later' : 'earlier'}.`
}

/** What stands in the place of a second view that has no picture for `wanted`, or of a recording that has no sound. */
export function whyAway(wanted: Micros, isSound: boolean): string {
  const done = isSound ? 'recorded' : 'filmed'
  return wanted < 0 ? `Not ${done} yet` : `No longer ${done}`
}
