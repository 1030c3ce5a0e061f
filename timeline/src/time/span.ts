import { SECOND } from './clock'
import type { Micros } from '../wire'

/** The stretch of film from `start` up to, but not including, `end`. */
export interface Span {
  readonly start: Micros
  readonly end: Micros
}

/** A moment shorter than this cannot be seen; the longest is the longest the server takes. */
export const SHORTEST: Micros = 40_000
export const LONGEST: Micros = 300 * SECOND

export const holds = (span: Span, at: Micros): boolean => span.start <= at && at < span.end

/** `span` beginning at `start`, as far as the film and the other end allow. */
export function beginning(span: Span, start: Micros): Span {
  return { start: clamp(start, Math.max(0, span.end - LONGEST), span.end - SHORTEST), end: span.end }
}

/** `span` ending at `end`, as far as a film of `length` and the other end allow. */
export function ending(span: Span, end: Micros, length: Micros): Span {
  return { start: span.start, end: clamp(end, span.start + SHORTEST, Math.min(length, span.start + LONGEST)) }
}

/** Three seconds around `at`, or all of a film of `length` that is shorter. */
export function around(at: Micros, length: Micros): Span {
  const long = Math.min(3 * SECOND, length)
  const start = clamp(at - SECOND, 0, length - long)
  return { start, end: start + long }
}

/** `shape` with all of what it has to span at `least`; itself where it does, or needs nothing. */
export function holding<Shape extends Span>(shape: Shape, least: Span | null): Shape {
  if (!least || (shape.start <= least.start && least.end <= shape.end)) return shape
  return { ...shape, start: Math.min(shape.start, least.start), end: Math.max(shape.end, least.end) }
}

/** `spans` with those that touch or overlap made one, in order. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = []
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    const last = found.at(-1)
    if (last && start <= last.end) found[found.length - 1] = { start: last.start, end: Math.max(last.end, end) }
    else found.push({ start, end })
  }
  return found
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}
