import { placeOf, type Sign } from './marks'
import { paintBars, paintDots, paintOpen, paintTicks, type Band } from './paint'
import type { Sheet } from '../strip/sheet'
import type { Observation } from '../wire'

/** Above the bars, and thinner than they are. */
const OVER = 2

/** Each of `marks` by its own sign: bars fill `band`, the others stand in it or right above. */
export function paintMarks(sheet: Sheet, marks: readonly Observation[], band: Band): void {
  const drawn = (sign: Sign): readonly Observation[] => marks.filter((each) => placeOf(each)?.sign === sign)
  const above = { top: band.top - OVER - 1, height: OVER }
  paintBars(sheet, drawn('bar'), band)
  paintOpen(sheet, drawn('open'), band)
  paintBars(sheet, drawn('over'), above)
  paintDots(sheet, drawn('dots'), { top: band.top - 1, height: band.height })
  paintTicks(sheet, drawn('arrow'), band)
}
