import type { Span } from '../time/span'
import { xOf, type View } from '../time/view'

/** What a pointer takes hold of. */
export type Hold = 'start' | 'end' | 'body'

/** The part of `span` within `reach` pixels of `x`; an edge before the body, and in a narrow span the nearer edge. */
export function holdAt(span: Span, x: number, view: View, width: number, reach: number): Hold | null {
  const [left, right] = [xOf(view, span.start, width), xOf(view, span.end, width)]
  const [toStart, toEnd] = [Math.abs(x - left), Math.abs(x - right)]
  if (Math.min(toStart, toEnd) <= reach) return toStart < toEnd ? 'start' : 'end'
  return left < x && x < right ? 'body' : null
}
