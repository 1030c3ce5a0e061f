import { identityAt, spokenOf } from './naming'
import type { Codebook, Moment, Naming, Principle, Seen } from '../wire'

/** Which moments are listed: those that show one principle, and those in which one person has a part; null is all. */
export interface Filter {
  readonly principle: string | null
  readonly who: string | null
}

export const everything: Filter = { principle: null, who: null }

export const filters = ({ principle, who }: Filter): boolean => principle !== null || who !== null

/** The filter that an address asks for; it names nobody, only where they are. */
export function filterFrom(search: string): Filter {
  const asked = new URLSearchParams(search)
  return { principle: asked.get('shows'), who: asked.get('who') }
}

/** `address` asking for `filter`, and otherwise as it is. */
export function asking(address: string, { principle, who }: Filter): string {
  const url = new URL(address)
  for (const [name, value] of [['shows', principle], ['who', who]] as const) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return url.href
}

export const passes = (moment: Moment, { principle, who }: Filter, cast: Cast): boolean =>
  (principle === null || moment.principle === principle) && (who === null || hasPart(moment, who, cast))

/** Whom the analysis told apart, and who they are said to be. */
export interface Cast {
  readonly seen: readonly Seen[]
  readonly naming: Naming
}

/** Whether the moment is about this person, or its reasons speak of them, or of both. */
export function hasPart({ reasons, person }: Moment, who: string, { seen, naming }: Cast): boolean {
  if (person !== null && naming.names.some((name) => name.who === who && name.person === person)) return true
  return reasons.some(({ at, words }) => {
    if (words.startsWith('Both ')) return true
    return spokenOf(words, seen).some((each) => identityAt(each.who, at, naming.swaps) === who)
  })
}

/** A principle that some of `moments` show, and how many. */
export interface Choice {
  readonly principle: Principle
  readonly count: number
}

/** The principles that `moments` show, level by level as the first of `books` that has them has them. */
export function choices(moments: readonly Moment[], books: readonly Codebook[]): readonly { readonly title: string; readonly choices: readonly Choice[] }[] {
  const shown = ({ code }: Principle): number => moments.filter(({ principle }) => principle === code).length
  const told = new Set<string>()
  const isNew = ({ code }: Principle): boolean => !told.has(code) && Boolean(told.add(code))
  return books.flatMap(({ levels }) => levels)
    .map(({ title, principles }) => ({ title, choices: principles.filter(isNew).map((principle) => ({ principle, count: shown(principle) })).filter(({ count }) => count > 0) }))
    .filter((level) => level.choices.length > 0)
}
