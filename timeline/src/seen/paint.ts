import type { Line } from './rows'
import { gaps } from './sight'
import type { Sheet } from '../strip/sheet'
import type { Span } from '../time/span'
import { xOf } from '../time/view'
import type { Track } from '../wire'

/** A band across a sheet, in CSS pixels from its top. */
export interface Band {
  readonly top: number
  readonly height: number
}

const HATCH = 6
const NARROWEST = 2

/** A track of heights as a hill standing in `band`; where nothing was seen, there is none. */
export function paintHill({ pen, view, width, palette }: Sheet, { values, step }: Track, { top, height }: Band): void {
  pen.fillStyle = palette.accent
  pen.globalAlpha = 0.4
  pen.beginPath()
  const last = Math.min(values.length - 1, Math.ceil(view.to / step))
  for (let index = Math.max(0, Math.floor(view.from / step)); index <= last; index++) {
    const value = values[index] ?? null
    const left = xOf(view, index * step, width)
    if (value !== null) pen.rect(left, top + (1 - value) * height, xOf(view, (index + 1) * step, width) - left, value * height)
  }
  pen.fill()
  pen.globalAlpha = 1
}

/** Where a line would lie that is at rest. */
export function paintRest({ pen, width, palette }: Sheet, { top, height }: Band): void {
  pen.strokeStyle = palette.line
  pen.lineWidth = 1
  pen.strokeRect(0, top + height / 2, width, 0)
}

/** A track of heights as a thin line through `band`; it breaks where nothing was seen. */
export function paintLine({ pen, view, width, palette }: Sheet, { track: { values, step }, look }: Line, { top, height }: Band): void {
  pen.strokeStyle = look === 'colour' ? palette.accent : palette.soft
  pen.lineWidth = look === 'colour' ? 1.75 : 1.25
  pen.setLineDash(look === 'dashed' ? [3, 3] : [])
  pen.beginPath()
  let isDown = false
  const last = Math.min(values.length - 1, Math.ceil(view.to / step))
  for (let index = Math.max(0, Math.floor(view.from / step)); index <= last; index++) {
    const value = values[index] ?? null
    const [x, y] = [xOf(view, (index + 0.5) * step, width), top + (1 - (value ?? 0)) * height]
    if (value !== null && isDown) pen.lineTo(x, y)
    else if (value !== null) pen.moveTo(x, y)
    isDown = value !== null
  }
  pen.stroke()
  pen.setLineDash([])
}

/** Slanted lines wherever `track` has nothing: out of sight is not the same as low. */
export function paintUnseen(sheet: Sheet, track: Track | null, { top, height }: Band): void {
  const { pen, view, width, palette } = sheet
  const spans = track ? gaps(track) : [{ start: view.from, end: view.to }]
  pen.save()
  pen.beginPath()
  for (const { left, breadth } of placed(sheet, spans, 1)) pen.rect(left, top, breadth, height)
  pen.clip()
  pen.strokeStyle = palette.soft
  pen.globalAlpha = 0.45
  pen.lineWidth = 1
  pen.beginPath()
  for (let x = -height; spans.length > 0 && x < width; x += HATCH) {
    pen.moveTo(x, top + height)
    pen.lineTo(x + height, top)
  }
  pen.stroke()
  pen.restore()
}

/** Each span as a bar that fills `band`. */
export function paintBars(sheet: Sheet, spans: readonly Span[], { top, height }: Band, colour = sheet.palette.soft): void {
  sheet.pen.fillStyle = colour
  for (const { left, breadth } of placed(sheet, spans, NARROWEST)) sheet.pen.fillRect(left, top, breadth, height)
}

/** The beginning of each span as a small arrow that stands on `band`. */
export function paintTicks({ pen, view, width, palette }: Sheet, spans: readonly Span[], { top }: Band): void {
  pen.fillStyle = palette.soft
  for (const { start } of spans) {
    const x = xOf(view, start, width)
    pen.beginPath()
    pen.moveTo(x, top - 9)
    pen.lineTo(x + 6, top - 5)
    pen.lineTo(x, top - 1)
    pen.fill()
  }
}

/** Each span as a bar that only its edge shows. */
export function paintOpen(sheet: Sheet, spans: readonly Span[], { top, height }: Band): void {
  sheet.pen.strokeStyle = sheet.palette.soft
  sheet.pen.lineWidth = 1
  for (const { left, breadth } of placed(sheet, spans, NARROWEST)) sheet.pen.strokeRect(left + 0.5, top + 0.5, breadth - 1, height - 1)
}

/** Each span as a row of dots. */
export function paintDots(sheet: Sheet, spans: readonly Span[], { top, height }: Band): void {
  const { pen, palette } = sheet
  pen.fillStyle = palette.soft
  for (const { left, breadth } of placed(sheet, spans, height)) {
    pen.beginPath()
    for (let x = left + height / 2; x <= left + breadth; x += height + 2) {
      pen.moveTo(x + height / 2, top + height / 2)
      pen.arc(x, top + height / 2, height / 2, 0, 2 * Math.PI)
    }
    pen.fill()
  }
}

/** Each span as upright strokes, which no bar and no hill looks like. */
export function paintStrokes(sheet: Sheet, spans: readonly Span[], { top, height }: Band): void {
  sheet.pen.fillStyle = sheet.palette.soft
  for (const { left, breadth } of placed(sheet, spans, NARROWEST)) {
    for (let x = left; x < left + breadth; x += 3) sheet.pen.fillRect(x, top, 1.5, height)
  }
}

/** A frame around each span that is spoken of just now, wide enough to be found in a long film. */
export function paintFrames(sheet: Sheet, spans: readonly Span[], { top, height }: Band): void {
  const { pen, palette } = sheet
  pen.lineWidth = 2
  for (const { left, breadth } of placed(sheet, spans, 6)) {
    pen.fillStyle = palette.accentSoft
    pen.globalAlpha = 0.7
    pen.fillRect(left, top, breadth, height)
    pen.globalAlpha = 1
    pen.strokeStyle = palette.ink
    pen.strokeRect(left, top + 1, breadth, height - 2)
  }
}

function placed({ view, width }: Sheet, spans: readonly Span[], narrowest: number): { left: number; breadth: number }[] {
  return spans
    .filter(({ start, end }) => start < view.to && end > view.from)
    .map(({ start, end }) => {
      const left = xOf(view, start, width)
      return { left, breadth: Math.max(narrowest, xOf(view, end, width) - left) }
    })
}
