import { BANDS, holds, placeOf, type Kind } from './marks'
import { paintBars, paintFrames, paintHill, paintStrokes, paintUnseen } from './paint'
import { BOTH, type Lane, type Row } from './rows'
import { paintMarks } from './signs'
import type { Sheet } from '../strip/sheet'
import { joined } from '../time/span'
import type { Observation } from '../wire'

/** Pixels that all of one person take in a single row. */
export const ROW = 26
const WHOLE = { top: 0, height: ROW }
const HILL = { top: 2, height: 16 }
const VOICE = { top: 6, height: 8 }
const LOOKS = { top: 20, height: 4 }

/** All that was seen of one person, or of both, in one row; `evidence` is spoken of just now. */
export function paintRow(sheet: Sheet, row: Row, evidence: readonly Observation[] = []): void {
  const marks = row.lanes.flatMap((each) => each.marks)
  paintFrames(sheet, joined(evidence.filter((each) => holds(marks, each))), WHOLE)
  if (row.name === BOTH && row.who === '') paintBoth(sheet, marks)
  else paintPerson(sheet, row)
}

function paintPerson(sheet: Sheet, row: Row): void {
  if (row.face) paintUnseen(sheet, row.face, WHOLE)
  const smile = lane(row, 'smile')?.hill
  if (smile) paintHill(sheet, smile, HILL)
  paintStrokes(sheet, noticed(row, 'voice', 'voice'), VOICE)
  paintBars(sheet, noticed(row, 'turned', 'looks towards the other'), LOOKS)
}

function paintBoth(sheet: Sheet, marks: readonly Observation[]): void {
  for (let band = 0; band < BANDS; band++) paintMarks(sheet, marks.filter((each) => placeOf(each)?.band === band), { top: 2 + band * 6, height: 4 })
}

const lane = (row: Row, kind: Kind): Lane | undefined => row.lanes.find((each) => each.kind === kind)
const noticed = (row: Row, kind: Kind, happening: string): readonly Observation[] =>
  lane(row, kind)?.marks.filter((each) => each.happening === happening) ?? []
