import type { Palette } from './palette'
import type { View } from '../time/view'

/** What is painted on: `width` in CSS pixels, and the part of the film that it stands for. */
export interface Sheet {
  readonly pen: CanvasRenderingContext2D
  readonly view: View
  readonly width: number
  readonly palette: Palette
}

/** A pen for an empty canvas as sharp as the screen, in CSS pixels; null while there is nothing to paint on. */
export function penOn(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const [wide, high] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)]
  const pen = canvas.getContext('2d')
  if (!pen || width === 0) return null
  // A canvas given a size is made anew, which a picture that moves with the hand has no time for.
  if (canvas.width !== wide) canvas.width = wide
  if (canvas.height !== high) canvas.height = high
  pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
  pen.globalAlpha = 1
  pen.clearRect(0, 0, width, height)
  return pen
}
