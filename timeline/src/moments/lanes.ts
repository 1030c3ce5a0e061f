import type { Span } from '../time/span'
import type { Micros, Moment } from '../wire'

/** The lane of each span, counted from 0, in the order given: no two in one lane overlap, and lanes are few. */
export function lanes(spans: readonly Span[]): number[] {
  const ends: number[] = []
  const placed = new Array<number>(spans.length).fill(0)
  const order = spans.map((span, index) => ({ span, index })).sort((a, b) => a.span.start - b.span.start)
  for (const { span, index } of order) {
    const free = ends.findIndex((end) => end <= span.start)
    const lane = free === -1 ? ends.length : free
    ends[lane] = span.end
    placed[index] = lane
  }
  return placed
}

/** What the moments are called in which `at` lies. */
export function titlesAt(moments: readonly Pick<Moment, 'start' | 'end' | 'title'>[], at: Micros): string[] {
  return moments.filter(({ start, end }) => start <= at && at < end).map(({ title }) => title)
}
