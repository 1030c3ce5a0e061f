import type { Micros, Naming, Person, Seen, Swap, Track, Workspace } from '../wire'

/** What the analysis found of people. */
export type Found = Pick<Workspace, 'seen' | 'tracks' | 'observations'>

/** Whom the analysis calls `who` at `at`, once every swap until then is mended. */
export function identityAt(who: string, at: Micros, swaps: readonly Swap[]): string {
  return inOrder(swaps)
    .filter((swap) => swap.at <= at)
    .reduce((now, { one, other }) => (now === one ? other : now === other ? one : now), who)
}

/** What was found with each swap mended: from then on, what was measured of one belongs to the other. */
export function mended(found: Found, swaps: readonly Swap[]): Found {
  if (swaps.length === 0) return found
  const observations = found.observations.map((each) => ({ ...each, who: identityAt(each.who, each.start, swaps) }))
  return { ...found, observations, tracks: found.tracks.map((track) => mendedTrack(track, found.tracks, swaps)) }
}

/** Stretch by stretch between the swaps: whose measurements are this one's there. */
function mendedTrack(track: Track, tracks: readonly Track[], swaps: readonly Swap[]): Track {
  const same = tracks.filter(({ signal }) => signal === track.signal)
  const cuts = [0, ...inOrder(swaps).map(({ at }) => at)]
  const values = cuts.flatMap((from, place) => {
    const [first, last] = [from, cuts[place + 1] ?? Infinity].map((at) => Math.ceil(at / track.step))
    const source = same.find(({ who }) => identityAt(who, from, swaps) === track.who)
    return source ? source.values.slice(first, last) : track.values.slice(first, last).map(() => null)
  })
  return { ...track, values }
}

/** Where in the picture somebody of two or three `faces`, which stand from left to right, is mostly seen; else empty. */
export function sideOf(who: string, faces: readonly Seen[]): string {
  const sides: Readonly<Record<number, readonly string[]>> = { 2: ['on the left', 'on the right'], 3: ['on the left', 'in the middle', 'on the right'] }
  return sides[faces.length]?.[faces.findIndex((face) => face.who === who)] ?? ''
}

/** `seen` with the names that were given: what they are called from then on. */
export function named(seen: readonly Seen[], { names }: Naming, people: readonly Person[]): readonly Seen[] {
  return seen.map((each) => {
    const person = names.find(({ who }) => who === each.who)?.person
    return { who: each.who, words: people.find(({ id }) => id === person)?.name ?? each.words }
  })
}

/**
 * `words` that speak of people as the analysis calls them, with what they are called now; `at` is the second spoken of.
 * What began with a capital letter still does.
 */
export function reworded(words: string, at: Micros, seen: readonly Seen[], called: readonly Seen[], swaps: readonly Swap[]): string {
  return words.replace(phrases(seen), (phrase) => {
    const who = seen.find((each) => each.words === phrase.toLowerCase())?.who ?? ''
    const now = called.find((each) => each.who === identityAt(who, at, swaps))?.words ?? phrase
    return isCapital(phrase) ? now.slice(0, 1).toUpperCase() + now.slice(1) : now
  })
}

/** Everyone of `seen` whom `words` speak of. */
export function spokenOf(words: string, seen: readonly Seen[]): readonly Seen[] {
  const found = [...words.matchAll(phrases(seen))].map(([phrase]) => phrase.toLowerCase())
  return seen.filter((each) => found.includes(each.words))
}

/** What each of `seen` is called as a whole phrase, the longest first: "the child" is not "the child on the left". */
function phrases(seen: readonly Seen[]): RegExp {
  const longest = [...seen].sort((one, other) => other.words.length - one.words.length)
  const all = longest.map(({ words }) => escaped(words)).join('|')
  return all ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${all})(?![\\p{L}\\p{N}])`, 'giu') : /(?!)/gu
}

/** `naming` with `who` being `person`, and nobody else being them; where two are left on both sides, the other follows. */
export function naming(before: Naming, who: string, person: string, faces: readonly string[], people: readonly Person[]): Naming {
  const names = [...before.names.filter((each) => each.who !== who && each.person !== person), { who, person }]
  const [face, ...otherFaces] = faces.filter((each) => !names.some((name) => name.who === each))
  const [last, ...otherPeople] = people.filter(({ id }) => !names.some((name) => name.person === id))
  const isClear = face !== undefined && last !== undefined && otherFaces.length + otherPeople.length === 0
  return { ...before, names: isClear ? [...names, { who: face, person: last.id }] : names }
}

/** `naming` with these two swapped from `at` on. */
export function swapped(before: Naming, at: Micros, one: string, other: string): Naming {
  return { ...before, swaps: inOrder([...before.swaps, { at, one, other }]) }
}

const inOrder = (swaps: readonly Swap[]): readonly Swap[] => [...swaps].sort((one, other) => one.at - other.at)

const isCapital = (phrase: string): boolean => phrase.slice(0, 1) !== phrase.slice(0, 1).toLowerCase()
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whether the analysis's `who` has a name by now. */
export const isNamed = ({ names }: Naming, who: string): boolean => names.some((name) => name.who === who)

