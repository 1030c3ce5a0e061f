import type { Glyph } from './signs'

/** Half the breadth of the sign of a point. */
export const HALF = 6

/** The outline of a point's sign around `x` and `y`. */
export function traceGlyph(pen: CanvasRenderingContext2D, glyph: Glyph, x: number, y: number, half = HALF): void {
  pen.beginPath()
  if (glyph === 'disc') pen.arc(x, y, half - 0.5, 0, 2 * Math.PI)
  else if (glyph === 'square') pen.rect(x - half + 1, y - half + 1, 2 * half - 2, 2 * half - 2)
  else {
    pen.moveTo(x, y - half)
    if (glyph === 'diamond') pen.lineTo(x + half, y)
    pen.lineTo(x + (glyph === 'diamond' ? 0 : half), y + half)
    pen.lineTo(x - half, glyph === 'diamond' ? y : y + half)
  }
  pen.closePath()
}
