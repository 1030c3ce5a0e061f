import { frameTicks } from './window'
import type { Ink } from './ink'
import { paintRow, ROW } from '../../seen/row'
import type { Row } from '../../seen/rows'
import { thinned } from '../../seen/thin'
import { paintRuler, paintSound, RULER, WAVE } from '../../strip/paint'
import type { Sheet } from '../../strip/sheet'
import type { Frames } from '../../time/frames'
import type { Span } from '../../time/span'
import { xOf } from '../../time/view'
import type { Zoom } from '../../time/waveform'
import type { Track } from '../../wire'

/** Where two codings of one film do not say the same. */
export interface Difference extends Span {
  readonly kind: 'missed' | 'extra' | 'other' | 'edge'
}

const DIFFERENCES = 16
const TICK = 6
const NUMBER = 52

export interface Head {
  readonly frames: Frames
  readonly zooms: readonly Zoom[]
  readonly voice: Track | null
  readonly rows: readonly Row[]
  readonly differences: readonly Difference[]
  /** Pixels above each row for its title; 0 where that stands beside it. */
  readonly heading: number
}

interface Places {
  readonly wave: number
  readonly rows: number
  readonly differences: number
  readonly height: number
}

/** Where each row above the lanes begins, in CSS pixels, and how high they are together. */
export function headPlaces({ zooms, rows, differences, heading }: Head): Places {
  const below = RULER + (zooms.length > 0 ? heading + WAVE : 2)
  const under = below + rows.length * (heading + ROW)
  return { wave: RULER + heading, rows: below + heading, differences: under + heading, height: under + (differences.length > 0 ? heading + DIFFERENCES : 0) }
}

/** What each row above the lanes shows, in CSS pixels from their top: its title stands above it, or in its whole height. */
export function headTitles(head: Head): { title: string; top: number; height: number }[] {
  const places = headPlaces(head)
  const { heading } = head
  const titled = (title: string, top: number, row: number): { title: string; top: number; height: number } =>
    ({ title, top: top - heading, height: heading > 0 ? heading : row })
  return [
    ...(head.zooms.length > 0 ? [titled('Sound', places.wave, WAVE)] : []),
    ...head.rows.map(({ name }, place) => titled(name, places.rows + place * (heading + ROW), ROW)),
    ...(head.differences.length > 0 ? [titled('Differences', places.differences, DIFFERENCES)] : []),
  ]
}

/** The ruler, the sound, what was seen, and where two codings differ. */
export function paintHead(sheet: Sheet, ink: Ink, head: Head): void {
  const places = headPlaces(head)
  const { pen } = sheet
  const frames = frameTicks(sheet.view, sheet.width, head.frames, TICK)
  if (frames.length > 0) paintFrames(sheet, ink, head.frames, frames)
  else paintRuler(sheet)
  if (head.zooms.length > 0) paintSound(sheet, head.zooms, head.voice, places.wave)
  head.rows.forEach((row, place) => {
    pen.save()
    pen.translate(0, places.rows + place * (head.heading + ROW))
    paintRow(sheet, thinned(row, sheet.view, sheet.width))
    pen.restore()
  })
  for (const difference of head.differences) paintDifference(sheet, difference, places.differences)
}

/** Where each frame begins, with its number where there is room. */
function paintFrames(sheet: Sheet, ink: Ink, frames: Frames, shown: readonly number[]): void {
  const { pen, view, width, palette } = sheet
  const apart = width / Math.max(1, shown.length)
  const every = [1, 2, 5, 10, 25, 50].find((step) => step * apart >= NUMBER) ?? 100
  for (const frame of shown) {
    const x = Math.round(xOf(view, frames.startOf(frame), width))
    const isNumbered = frame % every === 0
    pen.fillStyle = palette.soft
    pen.globalAlpha = isNumbered ? 0.7 : 0.4
    pen.fillRect(x, isNumbered ? 0 : RULER - 8, 1, isNumbered ? RULER : 8)
    pen.globalAlpha = 1
    if (isNumbered) ink.stamps.putNumber(sheet, String(frame), x + 4, 9)
  }
}

/** Each kind by its shape: an open bar where something is missing, a full one where there is more, a cross, a tick. */
function paintDifference({ pen, view, width, palette }: Sheet, { start, end, kind }: Difference, top: number): void {
  const left = xOf(view, start, width)
  const breadth = Math.max(5, xOf(view, end, width) - left)
  if (left > width || left + breadth < 0) return
  const [above, height] = [top + 4, DIFFERENCES - 8]
  pen.strokeStyle = pen.fillStyle = palette.soft
  pen.lineWidth = 1.25
  pen.beginPath()
  if (kind === 'missed') pen.rect(left + 0.5, above + 0.5, breadth - 1, height - 1)
  if (kind === 'extra') pen.fillRect(left, above, breadth, height)
  if (kind === 'edge') pen.fillRect(left, above + height / 2 - 1, breadth, 2)
  if (kind === 'other') {
    for (let x = left; x + 4 <= left + breadth; x += 7) {
      pen.moveTo(x, above)
      pen.lineTo(x + 5, above + height)
      pen.moveTo(x + 5, above)
      pen.lineTo(x, above + height)
    }
  }
  pen.stroke()
}
