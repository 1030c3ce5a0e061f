import type { Book } from './book'
import type { Sheet } from './sheet'
import type { Span } from '../time/span'
import type { CodedEvent } from '../wire'

interface Coded {
  readonly sheet: Pick<Sheet, 'over'>
  readonly book: Book
}

/** What `event` is coded inside: all of it where there is such a one, else its beginning. Null where it needs nothing, or there is none. */
export function outerOf({ sheet, book }: Coded, { code, person, start, end }: CodedEvent): CodedEvent | null {
  const within = book.find(code)?.within ?? ''
  const found = within === '' ? [] : sheet.over({ start, end: start + 1 }).filter((each) => each.code === within && each.person === person)
  return found.find((each) => end <= each.end) ?? found[0] ?? null
}

/** Whether all of `event` lies inside what it belongs inside, or it belongs inside nothing. */
export function isHeld(on: Coded, event: CodedEvent): boolean {
  const outer = outerOf(on, event)
  return outer ? event.end <= outer.end : (on.book.find(event.code)?.within ?? '') === ''
}

/** What is coded inside one of `events`, and inside that, without `events` themselves. */
export function insideOf(on: Coded, events: readonly CodedEvent[]): readonly CodedEvent[] {
  const found = new Map<string, CodedEvent>()
  const known = new Set(events.map(({ id }) => id))
  const look = (outer: CodedEvent): void => {
    for (const inner of directlyInside(on, outer)) {
      if (known.has(inner.id) || found.has(inner.id)) continue
      found.set(inner.id, inner)
      look(inner)
    }
  }
  for (const event of events) look(event)
  return [...found.values()]
}

/** What is coded inside `outer`, and not deeper. */
export function directlyInside(on: Coded, outer: CodedEvent): readonly CodedEvent[] {
  if (!on.book.holds(outer.code)) return []
  return on.sheet.over(outer).filter((each) => on.book.find(each.code)?.within === outer.code && outerOf(on, each)?.id === outer.id)
}

/** The least that `outer` has to span for `inner` events to stay inside it, as far as they do now; null where there are none. */
export function leastOf(outer: Span, inner: readonly CodedEvent[]): Span | null {
  if (inner.length === 0) return null
  const [first, last] = [Math.min(...inner.map(({ start }) => start)), Math.max(...inner.map(({ start, end }) => Math.max(end, start + 1)))]
  return { start: Math.max(outer.start, first), end: Math.min(outer.end, last) }
}
