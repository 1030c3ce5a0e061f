import type { Pictures } from './pictures'
import type { Sheet } from './sheet'
import { clock } from '../time/clock'
import { placeOf, strip } from '../time/pictures'
import { ticks, xOf } from '../time/view'
import { columns, type Zoom } from '../time/waveform'
import type { Track } from '../wire'

export const RULER = 22
export const PICTURES = 46
export const WAVE = 48

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

/** As much of `words` as fits into `room` pixels; a mark of one letter, or nothing, where that is too little to read. */
export function fitting(pen: CanvasRenderingContext2D, words: string, room: number): string {
  if (pen.measureText(words).width <= room) return words
  const letters = Array.from(words)
  const fits = letters.findLastIndex((_, index) => pen.measureText(letters.slice(0, index).join('') + '…').width <= room)
  if (fits >= 6) return letters.slice(0, fits).join('').trimEnd() + '…'
  return words.startsWith('✓') && room > 8 ? '✓' : ''
}

function isVoiced(voice: Track | null, at: number): boolean {
  return voice !== null && (voice.values[Math.floor(at / voice.step)] ?? 0) >= 0.5
}
