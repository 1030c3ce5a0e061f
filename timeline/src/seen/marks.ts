import type { Observation } from '../wire'

export type Kind = 'turned' | 'smile' | 'voice' | 'movement' | 'together'

/**
 * How a mark is drawn: a bar for as long as it lasted, an arrow where it began, a thin line above the bars for what was
 * special about them, dots for laughter, an open bar for crying.
 */
export type Sign = 'bar' | 'arrow' | 'over' | 'dots' | 'open'

/** Where something is marked: in which lane, how, and in which of four bands where the lane is that of both. */
export interface Place {
  readonly kind: Kind
  readonly sign: Sign
  readonly band: number
}

/** In the lane of both, from its top: gaze, smile, voice and movement, as in the lanes of each. */
export const BANDS = 4
const [GAZE, SMILE, VOICE, MOVEMENT] = [0, 1, 2, 3]

const place = (kind: Kind, sign: Sign = 'bar', band = 0): Place => ({ kind, sign, band })

/** What is not named here has no place of its own: it is made of marks that have one, and told in "Why this?". */
const PLACES: Readonly<Record<string, Place>> = {
  'looks towards the other': place('turned'),
  'turns towards the other': place('turned', 'arrow'),
  'looks where the other looked': place('turned', 'arrow'),
  'waits, turned to the other': place('turned', 'over'),
  smiles: place('smile'),
  voice: place('voice'),
  'speaks first after a pause': place('voice', 'arrow'),
  'a playful voice': place('voice', 'over'),
  'the same tune as the other': place('voice', 'over'),
  laughs: place('voice', 'dots'),
  cries: place('voice', 'open'),
  'holds something towards the other': place('movement'),
  'reaches out': place('movement', 'arrow'),
  nods: place('movement', 'arrow'),
  'moves closer': place('movement', 'arrow'),
  'moves as the other just did': place('movement', 'over'),
  'both look towards each other': place('together', 'bar', GAZE),
  'both look at the same place': place('together', 'open', GAZE),
  'both smile': place('together', 'bar', SMILE),
  'both laugh': place('together', 'dots', SMILE),
  'voices take turns': place('together', 'bar', VOICE),
  'voices at the same time': place('together', 'open', VOICE),
  'both move in time with each other': place('together', 'bar', MOVEMENT),
}

/** The place of `observation`, if it has one. */
export const placeOf = ({ happening }: Observation): Place | null => PLACES[happening] ?? null

/** Whether `marks` hold this one, however often it was copied since. */
export const holds = (marks: readonly Observation[], { start, end, who, happening }: Observation): boolean =>
  marks.some((each) => each.start === start && each.end === end && each.who === who && each.happening === happening)

const WORDS: Readonly<Record<string, string>> = {
  'speaks first after a pause': 'speaks first',
  'waits, turned to the other': 'waits',
  'a playful voice': 'a playful voice',
  'the same tune as the other': 'takes up the tune',
  'moves as the other just did': 'moves alike',
  'turns towards the other': 'turns',
  'looks where the other looked': 'looks along',
  'reaches out': 'reaches out',
  nods: 'nods',
  'moves closer': 'moves closer',
  laughs: 'laughs',
  'both laugh': 'laughs',
  cries: 'cries',
  'both look at the same place': 'both look at one place',
  'voices at the same time': 'voices at once',
}

/** What a sign means in this film: the words of all that is drawn so. */
export interface Meaning {
  readonly sign: Sign
  readonly words: string
}

/** What the signs mean that stand for something in `observations`; a bar explains itself by its lane. */
export function meanings(observations: readonly Observation[]): readonly Meaning[] {
  const signs: readonly Sign[] = ['arrow', 'over', 'dots', 'open']
  return signs.flatMap((sign) => {
    const drawn = observations.filter((each) => placeOf(each)?.sign === sign)
    const words = [...new Set(Object.keys(PLACES).filter((name) => drawn.some(({ happening }) => happening === name)).map((name) => WORDS[name] ?? name))]
    return words.length > 0 ? [{ sign, words: words.join(', ') }] : []
  })
}
