import type { Lane } from '../lane'
import type { CodingBook } from '../../wire'

/** How a point is drawn; the codes of a level take them in turn. */
export const GLYPHS = ['diamond', 'disc', 'triangle', 'square'] as const
export type Glyph = (typeof GLYPHS)[number]

/** How the bars of one person are filled. */
export const LOOKS = ['plain', 'slanted', 'upright', 'dotted'] as const
export type Look = (typeof LOOKS)[number]

export const TONES = 4

/** How one code is told from another without its colour: a mark of a letter or a few, its name, and a shape. */
export interface Sign {
  readonly mark: string
  readonly label: string
  readonly glyph: Glyph
  /** How strong its fill is, from 0 to `TONES` - 1. */
  readonly tone: number
}

const LONGEST_MARK = 4

/** The sign of each code of `book`; no two codes of one level have the same mark, as far as four letters can tell them apart. */
export function signsOf(book: CodingBook): ReadonlyMap<string, Sign> {
  return new Map(
    book.levels.flatMap(({ codes }) => {
      const marks = marksOf(codes.map(({ code }) => code))
      return codes.map(({ code, label }, place) => [code, { mark: marks[place] ?? code, label, glyph: GLYPHS[place % GLYPHS.length] ?? 'disc', tone: place % TONES }] as const)
    }),
  )
}

/** The look of each lane: one for each person, in the order of the lanes, and dots for both together. */
export function looksOf(lanes: readonly Lane[]): ReadonlyMap<string, Look> {
  const people = [...new Set(lanes.flatMap(({ person }) => person ?? []))]
  const look = (person: string | null): Look => (person === null ? 'dotted' : (LOOKS[people.indexOf(person) % 3] ?? 'plain'))
  return new Map(lanes.map(({ id, person }) => [id, look(person)]))
}

/** Codes cut to as few letters as tell them apart; short ones stay as they are. */
function marksOf(codes: readonly string[]): string[] {
  const letters = codes.map((code) => Array.from(code))
  const cut = (long: number): string[] => letters.map((each) => (each.length <= 3 ? each : each.slice(0, long)).join(''))
  for (let long = 2; long < LONGEST_MARK; long++) {
    const marks = cut(long)
    if (new Set(marks).size === marks.length) return marks
  }
  return cut(LONGEST_MARK)
}
