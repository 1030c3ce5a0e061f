import { clamp } from '../../time/span'
import { fitted, zoomed, type View } from '../../time/view'
import type { Frames } from '../../time/frames'
import type { Micros } from '../../wire'

/** Where the playhead stays on the screen while the film plays. */
const THIRD = 1 / 3

/** `view` with `at` at a third of it, as far as the film allows. */
export function atThird(view: View, at: Micros, length: Micros): View {
  const breadth = view.to - view.from
  return fitted(Math.round(at - breadth * THIRD), breadth, length)
}

/** `view` moved along with a film that plays: nothing moves until `at` has come to a third. */
export function followed(view: View, at: Micros, length: Micros): View {
  const place = (at - view.from) / (view.to - view.from)
  return place >= 0 && place <= THIRD ? view : atThird(view, at, length)
}

/** `view` turned over where `at` has left it, so that it lies at a third, otherwise itself. */
export function turned(view: View, at: Micros, length: Micros): View {
  return view.from <= at && at < view.to ? view : atThird(view, at, length)
}

/** `view` made `factor` times as wide around `anchor`, down to the one frame that is shown there. */
export function zoomedTo(view: View, factor: number, anchor: Micros, frames: Frames): View {
  const frame = frames.indexAt(anchor)
  const closest = Math.max(1, frames.startOf(frame + 1) - frames.startOf(frame))
  return zoomed(view, factor, anchor, frames.length, closest)
}

/** A time in the film that one finger holds, and where it is on a sheet of `width` pixels. */
export interface Finger {
  readonly at: Micros
  readonly x: number
}

/** The view in which both fingers hold the times they took hold of; `view` where they lie on each other. */
export function pinched(view: View, [one, other]: readonly [Finger, Finger], width: number, frames: Frames): View {
  const apart = other.x - one.x
  const perPixel = (other.at - one.at) / (apart === 0 ? 1 : apart)
  if (apart === 0 || perPixel <= 0) return view
  const wanted = zoomedTo(view, (perPixel * width) / (view.to - view.from), one.at, frames)
  const breadth = wanted.to - wanted.from
  return fitted(Math.round(one.at - (one.x / Math.max(1, width)) * breadth), breadth, frames.length)
}

/** The frames that begin in `view`, where each is at least `apart` pixels wide; none where they lie closer. */
export function frameTicks(view: View, width: number, frames: Frames, apart: number): readonly number[] {
  const first = frames.indexAt(view.from)
  const last = frames.indexAt(view.to)
  if ((last - first + 1) * apart > width + apart) return []
  return Array.from({ length: last - first + 1 }, (_, place) => first + place)
}

/** `view` so that all of `span` is in it, with a little air; itself where it is already. */
export function showing(view: View, span: { readonly start: Micros; readonly end: Micros }, length: Micros): View {
  if (span.start >= view.from && span.end <= view.to) return view
  const breadth = clamp(Math.max(view.to - view.from, (span.end - span.start) * 1.2), 1, length)
  return fitted(Math.round((span.start + span.end - breadth) / 2), Math.round(breadth), length)
}
