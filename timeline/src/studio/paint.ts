import { fitting, RULER } from '../strip/paint'
import type { Sheet } from '../strip/sheet'
import type { Span } from '../time/span'
import { xOf } from '../time/view'
import type { Moment } from '../wire'

export const LANE = 32
const BAR = 26

/** A moment as it is painted: where it lies, in which lane, and how it stands. */
export interface Painted extends Span {
  readonly title: string
  readonly standing: Moment['standing']
  readonly lane: number
  readonly isSelected: boolean
}

/** A veil over all that lies in the selected span, from the ruler to `bottom`. */
export function paintVeil({ pen, view, width, palette }: Sheet, span: Span, bottom: number): void {
  const [left, right] = [xOf(view, span.start, width), xOf(view, span.end, width)]
  pen.fillStyle = palette.accentSoft
  pen.globalAlpha = 0.6
  pen.fillRect(left, RULER, Math.max(2, right - left), bottom - RULER)
  pen.globalAlpha = 1
}

export function paintMoment(sheet: Sheet, moment: Painted, top: number): void {
  const { pen, view, width, palette } = sheet
  const left = xOf(view, moment.start, width)
  const breadth = Math.max(4, xOf(view, moment.end, width) - left)
  const y = top + moment.lane * LANE
  const isKept = moment.standing === 'kept'
  pen.beginPath()
  pen.roundRect(left + 0.75, y + 0.75, breadth - 1.5, BAR - 1.5, 6)
  pen.fillStyle = isKept ? palette.accent : palette.raised
  pen.fill()
  pen.lineWidth = moment.isSelected ? 2.5 : 1.5
  pen.strokeStyle = moment.isSelected && isKept ? palette.ink : palette.accent
  pen.stroke()
  if (moment.isSelected) paintHandles(sheet, left, breadth, y, isKept)
  paintTitle(sheet, moment, left, breadth, y)
}

function paintHandles({ pen, palette }: Sheet, left: number, breadth: number, y: number, isKept: boolean): void {
  pen.fillStyle = isKept ? palette.accentInk : palette.accent
  for (const x of [left + 5, left + breadth - 7]) pen.fillRect(x, y + 8, 2, BAR - 16)
}

function paintTitle({ pen, palette }: Sheet, moment: Painted, left: number, breadth: number, y: number): void {
  const isKept = moment.standing === 'kept'
  pen.font = `${isKept ? 600 : 500} 13px ${palette.font}`
  const start = Math.max(left, 0) + 12
  const words = fitting(pen, (isKept ? '✓ ' : '') + moment.title, left + breadth - 12 - start)
  pen.fillStyle = isKept ? palette.accentInk : palette.ink
  pen.textBaseline = 'middle'
  pen.fillText(words, start, y + BAR / 2 + 1)
}
