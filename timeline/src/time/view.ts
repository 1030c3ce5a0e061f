import { clamp } from './span'
import { SECOND } from './clock'
import type { Micros } from '../wire'

/** The part of a film that the timeline shows. */
export interface View {
  readonly from: Micros
  readonly to: Micros
}

const CLOSEST: Micros = 2 * SECOND
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600].map((seconds) => seconds * SECOND)

export const whole = (length: Micros): View => ({ from: 0, to: Math.max(1, length) })

export const xOf = (view: View, at: Micros, width: number): number =>
  ((at - view.from) / (view.to - view.from)) * width

export const timeAt = (view: View, x: number, width: number): Micros =>
  Math.round(view.from + (x / Math.max(1, width)) * (view.to - view.from))

/** `view` made `factor` times as wide, but not narrower than `closest`, keeping `anchor` where it is on the screen. */
export function zoomed(view: View, factor: number, anchor: Micros, length: Micros, closest = CLOSEST): View {
  const breadth = view.to - view.from
  const wanted = clamp(breadth * factor, Math.min(closest, length), length)
  const share = clamp((anchor - view.from) / breadth, 0, 1)
  return fitted(Math.round(anchor - share * wanted), Math.round(wanted), length)
}

export const panned = (view: View, by: Micros, length: Micros): View =>
  fitted(Math.round(view.from + by), view.to - view.from, length)

/** A view of `breadth`, or of all of a shorter film, with `at` in its middle. */
export const viewAround = (at: Micros, breadth: Micros, length: Micros): View =>
  fitted(Math.round(at - breadth / 2), Math.min(breadth, length), length)

/** `view` turned over like a page where `at` has left it, otherwise itself. */
export function following(view: View, at: Micros, length: Micros): View {
  if (view.from <= at && at <= view.to) return view
  const breadth = view.to - view.from
  return fitted(Math.round(at - breadth / 10), breadth, length)
}

/** The times to write on the ruler, far enough apart to be read on `width` pixels. */
export function ticks(view: View, width: number): Micros[] {
  const room = ((view.to - view.from) * 72) / Math.max(1, width)
  const step = STEPS.find((each) => each >= room) ?? 1800 * SECOND
  const first = Math.ceil(view.from / step) * step
  return Array.from({ length: Math.max(0, Math.floor((view.to - first) / step) + 1) }, (_, n) => first + n * step)
}

/** A view of `breadth` that begins at `from`, as far as a film of `length` allows. */
export function fitted(from: Micros, breadth: Micros, length: Micros): View {
  const start = clamp(from, 0, Math.max(0, length - breadth))
  return { from: start, to: start + breadth }
}
