import type { Pictures } from './lanes.svelte'
import type { Palette } from './palette'
import { clock } from '../time/clock'
import { placeOf, strip } from '../time/pictures'
import type { Span } from '../time/span'
import { ticks, xOf, type View } from '../time/view'
import { columns, type Zoom } from '../time/waveform'
import type { Moment, Track } from '../wire'

export const RULER = 22
export const PICTURES = 46
export const WAVE = 48
export const LANE = 32
const BAR = 26

/** What is painted on: `width` in CSS pixels, and the part of the film that it stands for. */
export interface Sheet {
  readonly pen: CanvasRenderingContext2D
  readonly view: View
  readonly width: number
  readonly palette: Palette
}

/** A pen for a canvas as sharp as the screen, in CSS pixels; null while there is nothing to paint on. */
export function penOn(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  canvas.width = Math.round(width * devicePixelRatio)
  canvas.height = Math.round(height * devicePixelRatio)
  const pen = canvas.getContext('2d')
  if (!pen || width === 0) return null
  pen.scale(devicePixelRatio, devicePixelRatio)
  return pen
}

/** A moment as it is painted: where it lies, in which lane, and how it stands. */
export interface Painted extends Span {
  readonly title: string
  readonly standing: Moment['standing']
  readonly lane: number
  readonly isSelected: boolean
}

export function paintRuler({ pen, view, width, palette }: Sheet): void {
  pen.font = `12px ${palette.font}`
  pen.fillStyle = palette.soft
  pen.textBaseline = 'top'
  for (const at of ticks(view, width)) {
    const x = Math.round(xOf(view, at, width))
    pen.globalAlpha = 0.5
    pen.fillRect(x, 0, 1, 5)
    pen.globalAlpha = 1
    if (x < width - 34) pen.fillText(clock(at).replace(/\.0$/, ''), x + 4, 3)
  }
}

/** What the film shows, picture by picture; a plain band while there are none yet. */
export function paintPictures({ pen, view, width, palette }: Sheet, pictures: Pictures | null, top: number): void {
  const height = PICTURES - 4
  if (!pictures) {
    pen.globalAlpha = 0.35
    pen.fillStyle = palette.line
    pen.fillRect(0, top, width, height)
    pen.globalAlpha = 1
    return
  }
  const { sheet, image } = pictures
  for (const { picture, x, breadth } of strip(sheet, view, width, height)) {
    const { left, top: above } = placeOf(sheet, picture)
    const cut = (breadth * sheet.height) / height
    pen.drawImage(image, left + (sheet.width - cut) / 2, above, cut, sheet.height, x, top, breadth - 1, height)
  }
}

/** The sound, stronger where a voice was heard. */
export function paintSound(sheet: Sheet, zooms: readonly Zoom[], voice: Track | null, top: number): void {
  const { pen, view, width, palette } = sheet
  const middle = top + WAVE / 2
  columns(zooms, view, Math.floor(width / 3)).forEach((peak, column) => {
    const at = view.from + ((view.to - view.from) * column * 3) / width
    const height = Math.max(2, (peak / 255) * (WAVE - 8))
    pen.globalAlpha = isVoiced(voice, at) ? 0.75 : 0.35
    pen.fillStyle = palette.soft
    pen.fillRect(column * 3, middle - height / 2, 2, height)
  })
  pen.globalAlpha = 1
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

/** As much of `words` as fits into `room` pixels; a mark of one letter, or nothing, where that is too little to read. */
function fitting(pen: CanvasRenderingContext2D, words: string, room: number): string {
  if (pen.measureText(words).width <= room) return words
  const letters = Array.from(words)
  const fits = letters.findLastIndex((_, index) => pen.measureText(letters.slice(0, index).join('') + '…').width <= room)
  if (fits >= 6) return letters.slice(0, fits).join('').trimEnd() + '…'
  return words.startsWith('✓') && room > 8 ? '✓' : ''
}

function isVoiced(voice: Track | null, at: number): boolean {
  return voice !== null && (voice.values[Math.floor(at / voice.step)] ?? 0) >= 0.5
}
