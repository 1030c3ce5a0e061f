import { placeOf } from './marks'
import { capital } from './rows'
import { SECOND } from '../time/clock'
import type { Micros, Observation, Seen } from '../wire'

/** How long an answer may take: what began within it belongs to the same second. */
const TOGETHER: Micros = 2 * SECOND

/** What one person did, or what happened between two. */
export interface Account {
  readonly name: string
  readonly observations: readonly Observation[]
}

/** What was observed at `at`: what was going on there, and what began within the two seconds after it. */
export const evidenceAt = (observations: readonly Observation[], at: Micros): readonly Observation[] =>
  observations.filter(({ start, end }) => at < end && start <= at + TOGETHER)

/** The same, told person by person in the order of `seen`; what belongs to both comes last. */
export function accounts(observations: readonly Observation[], seen: readonly Seen[]): readonly Account[] {
  const of = (who: string): readonly Observation[] => observations.filter((each) => each.who === who)
  const isVoice = (each: Observation): boolean => placeOf(each)?.kind === 'voice'
  const unknown = of('').filter(isVoice)
  const together = of('').filter((each) => !isVoice(each))
  const everyone = seen.map(({ who, words }) => ({ name: capital(words), observations: of(who) }))
  return [...everyone, { name: 'Somebody', observations: unknown }, { name: 'Together', observations: together }].filter(
    (account) => account.observations.length > 0,
  )
}
