import fc from 'fast-check'

import { SECOND } from '../../src/time/clock'
import type { Code, CodedEvent, CodingBook, Deed, Events, Person } from '../../src/wire'

const code = (name: string, fields: Partial<Code> = {}): Code =>
  ({ code: name, label: name, hint: '', isAttuned: true, shape: 'state', key: '', modifiers: [], within: '', ...fields })

/** Level A excludes, level B does not; `touch` is coded inside `game`. */
export const book: CodingBook = {
  reference: 'little@1',
  title: 'A little book',
  isForLines: false,
  levels: [
    { letter: 'A', title: 'Gaze', isExclusive: true, codes: [code('face', { key: 'f' }), code('toy'), code('away'), code('blink', { shape: 'point' })] },
    { letter: 'B', title: 'Doing', isExclusive: false, codes: [code('game'), code('touch', { within: 'game' }), code('smile', { shape: 'point' }), code('talk', { modifiers: ['tone', 'about'] })] },
  ],
  modifiers: [
    { code: 'tone', label: 'Tone', values: ['warm', 'flat'], takesMany: false },
    { code: 'about', label: 'About', values: ['toy', 'feeling', 'food'], takesMany: true },
  ],
  scales: [{ code: 'warmth', label: 'Warmth', hint: '', low: 'cold', high: 'warm', lowest: 1, highest: 7 }],
}

export const people: readonly Person[] = [{ id: 'anna', name: 'Anna' }, { id: 'mia', name: 'Mia' }]

/** A minute of film at 25 frames a second. */
export const LENGTH = 60 * SECOND
export const FRAME = 40_000

export const event = (fields: Partial<CodedEvent> = {}): CodedEvent =>
  ({ id: 'one', code: 'face', person: 'anna', start: 2 * SECOND, end: 5 * SECOND, modifiers: {}, note: '', ...fields })

let deeds = 0

/** The deed that makes `after` of `before`. */
export function deed(...sides: readonly (readonly [CodedEvent | null, CodedEvent | null])[]): Deed {
  deeds += 1
  const changes = sides.map(([before, after]) => ({ event: (before ?? after)?.id ?? '', before, after }))
  return { id: `deed ${deeds}`, changes, undoes: null }
}

/** Events as the server sends them. */
export function columns(all: readonly CodedEvent[]): Events {
  const codes = book.levels.flatMap((level) => level.codes.map((each) => each.code))
  return {
    ids: all.map(({ id }) => id),
    codes: all.map((each) => codes.indexOf(each.code)),
    people: all.map(({ person }) => people.findIndex(({ id }) => id === person)),
    starts: all.map(({ start }) => start),
    lengths: all.map(({ start, end }) => end - start),
    extras: all.flatMap(({ modifiers, note }, place) => (note || Object.keys(modifiers).length > 0 ? [{ place, modifiers, note }] : [])),
  }
}

export const times = fc.integer({ min: 0, max: 60 }).map((count) => count * FRAME)
export const persons = fc.constantFrom('anna', 'mia', null)
const shapes = fc.oneof(
  fc.record({ code: fc.constantFrom('game', 'talk'), start: times, lasting: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ code: fc.constantFrom('smile', 'blink'), start: times, lasting: fc.constant(0) }),
)
/** Events of few names, at few times, that get in each other's way. */
export const events = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), person: persons, note: fc.constantFrom('', 'sees her'), shape: shapes })
  .map(({ id, person, note, shape: { code: name, start, lasting } }) => event({ id, person, note, code: name, start, end: start + lasting * FRAME }))

/** The pairs of states that are at one time though their level does not allow it. */
export function overlapping(all: readonly CodedEvent[]): readonly string[] {
  const gazes = all.filter((each) => ['face', 'toy', 'away'].includes(each.code))
  return gazes.flatMap((one, place) => gazes.slice(place + 1).flatMap((other) =>
    one.person === other.person && one.start < other.end && other.start < one.end ? [`${one.code} ${one.start}, ${other.code} ${other.start}`] : []))
}
