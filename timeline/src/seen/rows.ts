import { mended, type Found } from './naming'
import { heights } from './sight'
import type { Observation, Seen, Swap, Track } from '../wire'

export type Kind = 'turned' | 'smile' | 'voice' | 'movement'

/** One signal of one person: `shape` are heights from 0 to 1, `sense` says by its gaps where there was nothing to go by. */
export interface Lane {
  readonly kind: Kind
  readonly title: string
  readonly shape: Track | null
  readonly sense: Track | null
  readonly marks: readonly Observation[]
}

/** All that was seen and heard of one person, or, where `who` is empty, of voices that belong to nobody known. */
export interface Row {
  readonly who: string
  readonly name: string
  readonly face: Track | null
  readonly lanes: readonly Lane[]
}

/** Where each thing that happens is marked; what is not named here has no place of its own. */
const PLACES: Readonly<Record<string, Kind>> = {
  'looks towards the other': 'turned',
  'both look towards each other': 'turned',
  'turns towards the other': 'turned',
  'waits, turned to the other': 'turned',
  'looks where the other looked': 'turned',
  'both look at the same place': 'turned',
  smiles: 'smile',
  'both smile': 'smile',
  voice: 'voice',
  'a playful voice': 'voice',
  'the same tune as the other': 'voice',
}

/** Degrees of head yaw at which the line reaches the edge of its lane, as on the page of `vignette look`. */
const FARTHEST_TURN = 60
const TURNED = 'turned to the other'

/** A row for each person, from left to right, with every swap mended, and one for the room, where it was heard. */
export function rowsOf(found: Found, swaps: readonly Swap[] = []): readonly Row[] {
  const its = mended({ ...found, tracks: [...found.tracks, ...turns(found)] }, swaps)
  const rows = its.seen.map((person) => rowOf(its, person))
  return [...rows, ...roomOf(its)].filter(({ lanes }) => lanes.length > 0)
}

function roomOf({ tracks, observations }: Found): Row[] {
  const speech = tracks.find(({ signal }) => signal === 'speech')
  const marks = observations.filter(({ who, happening }) => who === '' && happening === 'voice')
  if (!speech) return []
  return [{ who: '', name: 'In the room', face: null, lanes: [{ kind: 'voice', title: 'Any voice', shape: speech, sense: speech, marks }] }]
}

function rowOf(found: Found, { who, words }: Seen): Row {
  const track = (signal: string, whose = who): Track | null =>
    found.tracks.find((each) => each.signal === signal && each.who === whose) ?? null
  const marks = (kind: Kind): Observation[] => found.observations.filter((each) => each.who === who && PLACES[each.happening] === kind)
  const lane = (kind: Kind, title: string, sense: Track | null, shape: Track | null): Lane[] =>
    sense ? [{ kind, title, shape, sense, marks: marks(kind) }] : []
  const [turned, smile, movement] = [track(TURNED), track('smile'), moved(found.tracks, who)]
  return {
    who,
    name: capital(words),
    face: track('face x'),
    lanes: [
      ...lane('turned', found.seen.length > 1 ? 'Turned to the other' : 'Turn of the head', turned, turned),
      ...lane('smile', 'Smile', smile, smile),
      ...lane('voice', 'Voice', track('speech', ''), null),
      ...lane('movement', 'Movement', movement, movement && level(movement)),
    ],
  }
}

/** How far each head is turned to the other, as heights: all but the face furthest right have the other on their left. */
function turns({ seen, tracks }: Found): Track[] {
  const furthest = seen.findLast(({ who }) => tracks.some((track) => track.signal === 'face x' && track.who === who))?.who
  const towards = ({ who }: Track): number => (who === furthest ? -1 : 1) / (2 * FARTHEST_TURN)
  const heads = tracks.filter(({ signal }) => signal === 'head yaw')
  return heads.map((yaw) => ({ ...heights(yaw, (degrees) => 0.5 + degrees * towards(yaw)), signal: TURNED }))
}

const moved = (tracks: readonly Track[], who: string): Track | null =>
  tracks.find((track) => track.who === who && track.signal.startsWith('movement')) ?? null

/** A track without a scale of its own, drawn against what this person reaches in one of twenty samples. */
function level(track: Track): Track {
  const known = track.values.filter((value) => value !== null).sort((one, other) => one - other)
  const usual = known[Math.floor(known.length * 0.95)] ?? 1
  return heights(track, (value) => value / Math.max(usual, 1e-9))
}

/** The kind of lane that shows `observation`, if any does. */
export const placeOf = ({ happening }: Observation): Kind | null => PLACES[happening] ?? null

/** A row in words: what a picture of it says to somebody who cannot see it. */
export function told({ name, lanes }: Row): string {
  const counts = lanes.map(({ title, marks }) => `${title}: noticed ${marks.length === 1 ? 'once' : `${marks.length} times`}`)
  return `${name}. ${counts.join('. ')}.`
}

export const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)
