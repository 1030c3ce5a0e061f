import { clamp } from './span'
import { xOf, type View } from './view'
import type { Micros, Sprite } from '../wire'

/** How small pictures lie on their sheet, whatever its address. */
export type Sheet = Omit<Sprite, 'address'>

/** One small picture on the timeline: its left edge and breadth in pixels; where it is too broad, its middle is shown. */
export interface Placed {
  readonly picture: number
  readonly x: number
  readonly breadth: number
}

/** The picture that shows what is at `at`. */
export const pictureAt = (sheet: Sheet, at: Micros): number => clamp(Math.floor(at / sheet.every), 0, sheet.count - 1)

/** Where `picture` lies on its sheet, in pixels. */
export const placeOf = (sheet: Sheet, picture: number): { left: number; top: number } => ({
  left: (picture % sheet.columns) * sheet.width,
  top: Math.floor(picture / sheet.columns) * sheet.height,
})

/**
 * Small pictures side by side on a row of `height` pixels, each at the time it shows, as many as find room.
 *
 * Which ones are shown depends on how close the view is, never on where it begins: panning moves them and changes none.
 */
export function strip(sheet: Sheet, view: View, width: number, height: number): Placed[] {
  const breadth = (height * sheet.width) / sheet.height
  const apart = (sheet.every * width) / (view.to - view.from)
  const step = Math.max(1, Math.floor(breadth / apart))
  const first = Math.floor(view.from / sheet.every / step) * step
  const last = Math.min(sheet.count, Math.ceil(view.to / sheet.every))
  return Array.from({ length: Math.max(0, Math.ceil((last - first) / step)) }, (_, n) => {
    const picture = first + n * step
    const [left, right] = [xOf(view, picture * sheet.every, width), xOf(view, (picture + step) * sheet.every, width)]
    const shown = Math.min(breadth, right - left)
    // A picture whose time began before the view stays in sight until its time is over.
    return { picture, x: clamp(0, left, right - shown), breadth: shown }
  })
}
