import { placeOf, type Kind } from './marks'
import { mended, type Found } from './naming'
import { heights } from './sight'
import type { Observation, Seen, Swap, Track } from '../wire'

/** Heights from 0 to 1 drawn as a line: quiet, in colour, or dashed. */
export interface Line {
  readonly track: Track
  readonly look: 'quiet' | 'colour' | 'dashed'
}

/**
 * One signal of one person, or what belongs to both: heights from 0 to 1 as a hill or as lines, and marks.
 *
 * `sense` says by its gaps where there was nothing to go by.
 */
export interface Lane {
  readonly kind: Kind
  readonly title: string
  readonly hill: Track | null
  readonly lines: readonly Line[]
  readonly sense: Track | null
  readonly marks: readonly Observation[]
}

/** All that was seen and heard of one person, or, where `who` is empty, of both, or of voices that are nobody's known. */
export interface Row {
  readonly who: string
  readonly name: string
  readonly note: string
  readonly face: Track | null
  readonly lanes: readonly Lane[]
}

/** Degrees at which the line of a head, and of its eyes, reaches the edge of its lane, as on the page of `vignette look`. */
const FARTHEST_TURN = 60
/** Seconds of a turn whose hill reaches the top of its lane: by then it is long for anybody. */
const LONG_TURN = 20
const TURNED = 'turned to the other'
const EYES = 'eyes turned to the other'
/** The tracks that movement is measured by, the fullest first. */
const MOVED = ['movement', 'shoulders x', 'face x']

export const ROOM = 'In the room'
export const BOTH = 'Together'

/** A row for each person, from left to right, with every swap mended, then one for both, and one for the room. */
export function rowsOf(found: Found, swaps: readonly Swap[] = []): readonly Row[] {
  const its = mended({ ...found, tracks: [...found.tracks, ...turns(found)] }, swaps)
  const rows = its.seen.map((person) => rowOf(its, person))
  return [...rows, bothOf(its), roomOf(its)].filter(({ lanes }) => lanes.length > 0)
}

function rowOf(found: Found, { who, words }: Seen): Row {
  const track = (signal: string, whose = who): Track | null => trackOf(found, signal, whose)
  const marks = (kind: Kind): Observation[] => found.observations.filter((each) => each.who === who && placeOf(each)?.kind === kind)
  const lane = (kind: Kind, title: string, sense: Track | null, drawn: Partial<Lane> = {}): Lane[] =>
    sense ? [{ kind, title, hill: null, lines: [], sense, marks: marks(kind), ...drawn }] : []
  const [head, eyes, smile, movement] = [track(TURNED), track(EYES), track('smile'), track('movement')]
  const turn = track('length of the turn')
  const moved = movement || marks('movement').length > 0 ? (MOVED.map((signal) => track(signal)).find((each) => each !== null) ?? null) : null
  return {
    who,
    name: capital(words),
    note: '',
    face: track('face x'),
    lanes: [
      ...lane('turned', found.seen.length > 1 ? 'Turned to the other' : 'Turn of the head', head, { lines: [...line(head, 'quiet'), ...line(eyes, 'colour')] }),
      ...lane('smile', 'Smile', smile, { hill: smile }),
      ...lane('voice', 'Voice', track('speech', ''), {
        hill: turn && heights(turn, (seconds) => Math.min(1, seconds / LONG_TURN)),
        lines: [...line(track('share of the talk'), 'quiet'), ...cries(found, who)],
      }),
      ...lane('movement', 'Movement', moved, { hill: movement && level(movement) }),
    ],
  }
}

/** What the two did together, in a lane with a band for each signal. */
function bothOf({ seen, tracks, observations }: Found): Row {
  const faces = tracks.filter(({ signal, who }) => signal === 'face x' && seen.some((each) => each.who === who))
  const marks = observations.filter((each) => placeOf(each)?.kind === 'together')
  const title = 'Gaze, smile, voice, movement, from the top'
  const lanes: Lane[] = faces.length > 1 ? [{ kind: 'together', title, hill: null, lines: [], sense: bothInSight(faces), marks }] : []
  return { who: '', name: BOTH, note: '', face: null, lanes }
}

/** Nothing wherever fewer than two of `faces` were in sight. */
function bothInSight(faces: readonly Track[]): Track | null {
  const first = faces.at(0)
  const isSeen = (step: number): boolean => faces.filter(({ values }) => (values[step] ?? null) !== null).length > 1
  return first ? { ...first, values: first.values.map((_, step) => (isSeen(step) ? 1 : null)) } : null
}

/** Voices that belong to nobody known; where there are none, the waveform says enough. */
function roomOf(found: Found): Row {
  const speech = trackOf(found, 'speech', '')
  const marks = found.observations.filter((each) => each.who === '' && placeOf(each)?.kind === 'voice')
  const lines = cries(found, '')
  const isShown = speech !== null && (marks.length > 0 || lines.length > 0 || found.seen.length === 0)
  const lanes: Lane[] = isShown ? [{ kind: 'voice', title: 'Any voice', hill: speech, lines, sense: speech, marks }] : []
  return { who: '', name: ROOM, note: 'whoever it was', face: null, lanes }
}

/** Laughter and crying, as far as they were listened for. */
const cries = (found: Found, who: string): Line[] => [...line(trackOf(found, 'laughter', who), 'colour'), ...line(trackOf(found, 'crying', who), 'dashed')]

const line = (track: Track | null, look: Line['look']): Line[] => (track ? [{ track, look }] : [])

const trackOf = ({ tracks }: Found, signal: string, who: string): Track | null =>
  tracks.find((each) => each.signal === signal && each.who === who) ?? null

/** How far each head, and where they are seen its eyes, are turned to the other, as heights: all but the face furthest right have the other on their left. */
function turns({ seen, tracks }: Found): Track[] {
  const furthest = seen.findLast(({ who }) => tracks.some((track) => track.signal === 'face x' && track.who === who))?.who
  const height = ({ who }: Track, degrees: number): number => 0.5 + (degrees * (who === furthest ? -1 : 1)) / (2 * FARTHEST_TURN)
  return tracks.filter(({ signal }) => signal === 'head yaw').flatMap((head) => {
    const eyes = tracks.find(({ signal, who }) => signal === 'eyes across' && who === head.who)
    const gaze = eyes ? [{ ...heights(together(head, eyes), (degrees) => height(head, degrees)), signal: EYES }] : []
    return [{ ...heights(head, (degrees) => height(head, degrees)), signal: TURNED }, ...gaze]
  })
}

/** Where the eyes point: the head's turn and theirs in the head; nothing where either was not seen. */
function together(head: Track, eyes: Track): Track {
  const sum = (one: number | null, other: number | null): number | null => (one === null || other === null ? null : one + other)
  return { ...head, values: head.values.map((value, step) => sum(value, eyes.values[step] ?? null)) }
}

/** A track without a scale of its own, drawn against what this person reaches in one of twenty samples. */
function level(track: Track): Track {
  const known = track.values.filter((value) => value !== null).sort((one, other) => one - other)
  const usual = known[Math.floor(known.length * 0.95)] ?? 1
  return heights(track, (value) => value / Math.max(usual, 1e-9))
}

/** A row in words: what a picture of it says to somebody who cannot see it. */
export function told({ name, lanes }: Row): string {
  const counts = lanes.map(({ title, marks }) => `${title}: noticed ${marks.length === 1 ? 'once' : `${marks.length} times`}`)
  return `${name}. ${counts.join('. ')}.`
}

export const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)
