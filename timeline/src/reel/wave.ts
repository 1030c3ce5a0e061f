import type { View } from '../time/view'
import { columns, type Zoom } from '../time/waveform'

const APART = 3

/** The sound of `view`, as thin bars. */
export function paintWave(pen: CanvasRenderingContext2D, zooms: readonly Zoom[], view: View, width: number, height: number, colour: string): void {
  pen.fillStyle = colour
  columns(zooms, view, Math.floor(width / APART)).forEach((peak, column) => {
    const tall = Math.max(2, (peak / 255) * (height - 6))
    pen.fillRect(column * APART, (height - tall) / 2, 2, tall)
  })
}
