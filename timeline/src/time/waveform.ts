import { SECOND } from './clock'
import type { View } from './view'

/** How loud a film is: one byte, 0 to 255, for each of `perSecond` stretches of a second. */
export interface Zoom {
  readonly perSecond: number
  readonly peaks: Uint8Array
}

const MARK = 'peak'

/** The zooms packed in `bytes`, finest first, in the form that the server's `footage/peaks.py` describes. */
export function unpacked(bytes: ArrayBuffer): readonly Zoom[] {
  if (bytes.byteLength < 8 || String.fromCharCode(...new Uint8Array(bytes, 0, 4)) !== MARK) throw new Error('These are no peaks.')
  const header = new DataView(bytes)
  const count = header.getUint32(4, true)
  let start = 8 + count * 8
  return Array.from({ length: count }, (_, place) => {
    const length = header.getUint32(12 + place * 8, true)
    start += length
    return { perSecond: header.getUint32(8 + place * 8, true), peaks: new Uint8Array(bytes, start - length, length) }
  })
}

/** The coarsest of `zooms`, which come finest first, that still has a peak for each stretch of `seconds`. */
export function zoomFor(zooms: readonly Zoom[], seconds: number): Zoom | null {
  return zooms.findLast(({ perSecond }) => perSecond * seconds >= 1) ?? zooms.at(0) ?? null
}

/** The loudest peak, 0 to 255, under each of `width` columns of `view`; 0 where there is none. */
export function columns(zooms: readonly Zoom[], view: View, width: number): number[] {
  const seconds = (view.to - view.from) / SECOND / Math.max(1, width)
  const zoom = zoomFor(zooms, seconds)
  if (!zoom) return Array.from({ length: width }, () => 0)
  const perColumn = seconds * zoom.perSecond
  const first = (view.from / SECOND) * zoom.perSecond
  return Array.from({ length: width }, (_, column) => {
    const start = Math.floor(first + column * perColumn)
    const end = Math.max(start + 1, Math.floor(first + (column + 1) * perColumn))
    return zoom.peaks.subarray(start, end).reduce((loudest, peak) => Math.max(loudest, peak), 0)
  })
}
