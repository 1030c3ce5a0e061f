import { SECOND } from '../time/clock'
import type { Frames } from '../time/frames'
import { clamp, type Span } from '../time/span'
import type { View } from '../time/view'
import type { Micros } from '../wire'

const LEAST_MARGIN: Micros = 2 * SECOND

/** What a clip's edges keep to: the frames of its film, and the longest that the programme allows. */
export interface Bounds {
  readonly frames: Frames
  readonly longest: Micros
}

/** Where a stretch of film can begin or end: between two frames, and at both ends of the film; counted from 0. */
function seamAt(frames: Frames, at: Micros): number {
  const before = frames.indexAt(at)
  return frames.startOf(before + 1) - at < at - frames.startOf(before) ? before + 1 : before
}

/** `span` beginning at the seam nearest to `at`: one frame long at the least, as long as is allowed at the most. */
export function startingAt(span: Span, at: Micros, bounds: Bounds): Span {
  const { frames } = bounds
  const last = Math.max(0, frames.indexAt(span.end - 1))
  const least = firstSeamFrom(frames, span.end - bounds.longest)
  return { start: frames.startOf(clamp(seamAt(frames, at), Math.min(least, last), last)), end: span.end }
}

/** `span` ending at the seam nearest to `at`. */
export function endingAt(span: Span, at: Micros, bounds: Bounds): Span {
  const { frames } = bounds
  const first = frames.indexAt(span.start) + 1
  const most = lastSeamUpTo(frames, span.start + bounds.longest)
  return { start: span.start, end: frames.startOf(clamp(seamAt(frames, at), first, Math.max(first, most))) }
}

/** `span` with one edge `by` frames later (or earlier, where negative). */
export function startingFrames(span: Span, by: number, bounds: Bounds): Span {
  return startingAt(span, beside(bounds.frames, span.start, by), bounds)
}

export function endingFrames(span: Span, by: number, bounds: Bounds): Span {
  return endingAt(span, beside(bounds.frames, span.end, by), bounds)
}

/** `span` with one edge moved by a time, and by one frame where that is longer. */
export function startingBy(span: Span, by: Micros, bounds: Bounds): Span {
  return startingAt(span, further(bounds.frames, span.start, by), bounds)
}

export function endingBy(span: Span, by: Micros, bounds: Bounds): Span {
  return endingAt(span, further(bounds.frames, span.end, by), bounds)
}

/** `span` with the picture at `at` as its last. */
export function endingWith(span: Span, at: Micros, bounds: Bounds): Span {
  return endingAt(span, bounds.frames.startOf(bounds.frames.indexAt(at) + 1), bounds)
}

/** The picture that is seen last in a stretch of film. */
export const lastPicture = (span: Span, frames: Frames): Micros => frames.startOf(frames.indexAt(span.end - 1))

/** As much of `part` as lies in `whole`; null where that is nothing. */
export function within(part: Span, whole: Span): Span | null {
  const [start, end] = [Math.max(part.start, whole.start), Math.min(part.end, whole.end)]
  return start < end ? { start, end } : null
}

/** What is left of `part` where `gone` is taken from it: nothing, one stretch or two. */
export function outside<T extends Span>(part: T, gone: Span): T[] {
  const before = within(part, { start: -Infinity, end: gone.start })
  const after = within(part, { start: gone.end, end: Infinity })
  return [before, after].flatMap((left) => (left ? [{ ...part, ...left }] : []))
}

/** `stretches` with `next` instead of what they said of its time, in order. */
export function laidOver<T extends Span>(stretches: readonly T[], next: T): T[] {
  return [...stretches.flatMap((each) => outside(each, next)), next].sort((one, other) => one.start - other.start)
}

function beside(frames: Frames, at: Micros, by: number): Micros {
  const seam = seamAt(frames, at) + by
  return seam < 0 ? 0 : frames.startOf(seam)
}

function further(frames: Frames, at: Micros, by: Micros): Micros {
  const one = beside(frames, at, Math.sign(by))
  return by < 0 ? Math.min(one, at + by) : Math.max(one, at + by)
}

function firstSeamFrom(frames: Frames, at: Micros): number {
  const index = frames.indexAt(at)
  return frames.startOf(index) >= at ? index : index + 1
}

function lastSeamUpTo(frames: Frames, at: Micros): number {
  const index = frames.indexAt(at)
  return frames.startOf(index + 1) <= at ? index + 1 : index
}

/** The part of a film of `length` in which a clip is trimmed: itself, and a while before and after. */
export function loupeView(span: Span, length: Micros): View {
  const margin = Math.max(LEAST_MARGIN, Math.round((span.end - span.start) / 4))
  return { from: Math.max(0, span.start - margin), to: Math.min(Math.max(length, span.end), span.end + margin) }
}
