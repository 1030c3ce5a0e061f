import type { View } from './view'
import type { Micros } from '../wire'

export const PEAK_STEP: Micros = 20_000

/** The loudest peak, 0 to 255, under each of `width` columns of `view`; 0 where there is none. */
export function columns(peaks: readonly number[], view: View, width: number): number[] {
  const perColumn = (view.to - view.from) / PEAK_STEP / width
  const first = view.from / PEAK_STEP
  return Array.from({ length: width }, (_, column) => {
    const start = Math.floor(first + column * perColumn)
    const end = Math.max(start + 1, Math.floor(first + (column + 1) * perColumn))
    return peaks.slice(start, end).reduce((loudest, peak) => Math.max(loudest, peak), 0)
  })
}
