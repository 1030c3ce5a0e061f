import type { Book } from './book'
import { givesWay, same } from './changes'
import { insideOf, isHeld } from './nested'
import type { Sheet } from './sheet'
import type { Span } from '../time/span'
import type { Change, CodedEvent, Deed } from '../wire'

/**
 * A deed while it is put together: what it does to one event is seen by what it does next.
 *
 * An event put in ends, shortens or takes out what cannot be beside it of the same person, at the same microsecond.
 */
export class Stroke {
  readonly #sheet: Sheet
  readonly #book: Book
  readonly #after = new Map<string, CodedEvent | null>()

  constructor(sheet: Sheet, book: Book) {
    this.#sheet = sheet
    this.#book = book
  }

  get(id: string): CodedEvent | null {
    return this.#after.has(id) ? (this.#after.get(id) ?? null) : this.#sheet.get(id)
  }

  put(event: CodedEvent): void {
    for (const other of this.over(event)) if (isInTheWay(this.#book, other, event)) this.#cut(other, event)
    this.#after.set(event.id, event)
  }

  take(id: string): void {
    this.#after.set(id, null)
  }

  /** As `Sheet.over`, with what this stroke has done. */
  over(span: Span): readonly CodedEvent[] {
    const untouched = this.#sheet.over(span).filter(({ id }) => !this.#after.has(id))
    const touched = [...this.#after.values()].filter((event) => event !== null)
    return [...untouched, ...touched.filter(({ start, end }) => start < span.end && Math.max(end, start + 1) > span.start)]
  }

  /** Events that were there before and are not any more, though nobody asked for that: something lies over all of them. */
  covered(asked: readonly string[] = []): readonly CodedEvent[] {
    const gone = [...this.#after].filter(([id, after]) => after === null && !asked.includes(id))
    return gone.flatMap(([id]) => this.#sheet.get(id) ?? [])
  }

  /** What lay inside what it belongs inside, and after this stroke does not. */
  stranded(): readonly CodedEvent[] {
    const [before, now] = [{ sheet: this.#sheet, book: this.#book }, { sheet: this, book: this.#book }]
    const outer = [...this.#after.keys()].flatMap((id) => this.#sheet.get(id) ?? [])
    const ids = new Set([...this.#after.keys(), ...insideOf(before, outer).map(({ id }) => id)])
    return [...ids].flatMap((id) => {
      const [was, is] = [this.#sheet.get(id), this.get(id)]
      return was && is && isHeld(before, was) && !isHeld(now, is) ? [is] : []
    })
  }

  /** The deed; null where it would change nothing. */
  deed(undoes: string | null = null): Deed | null {
    const all: Change[] = [...this.#after].map(([event, after]) => ({ event, before: this.#sheet.get(event), after }))
    const changes = all.filter(({ before, after }) => !same(before, after))
    return changes.length > 0 ? { id: crypto.randomUUID(), changes: [...changes, ...this.#kept(changes)], undoes } : null
  }

  /** What stays where something that cannot be beside it gives way: whoever keeps the other one at the same time is asked. */
  #kept(changes: readonly Change[]): readonly Change[] {
    const changed = new Set(changes.map(({ event }) => event))
    const beside = changes.filter(givesWay).flatMap(({ before }) =>
      before && this.#book.exclusiveLevel(before.code) !== null ? this.#sheet.over(before).filter((other) => isInTheWay(this.#book, other, before)) : [])
    const kept = new Map(beside.filter(({ id }) => !changed.has(id)).map((event) => [event.id, event]))
    return [...kept.values()].map((event) => ({ event: event.id, before: event, after: event }))
  }

  #cut(other: CodedEvent, { start, end }: Span): void {
    const [hasLeft, hasRight] = [other.start < start, other.end > end]
    if (hasLeft) this.#after.set(other.id, { ...other, end: start })
    if (hasLeft && hasRight) this.#anew({ ...other, start: end })
    else if (hasRight) this.#after.set(other.id, { ...other, start: end })
    if (!hasLeft && !hasRight) this.take(other.id)
  }

  #anew(event: CodedEvent): void {
    const id = crypto.randomUUID()
    this.#after.set(id, { ...event, id })
  }
}

/** Whether `other` cannot be beside `event` at the same time. */
export const isInTheWay = (book: Book, other: CodedEvent, event: CodedEvent): boolean =>
  other.id !== event.id && other.person === event.person && book.exclude(other.code, event.code)

/** One sentence about what else came of `stroke`: what it took out from under something, or left outside; empty where nothing did. */
export function besidesInWords(stroke: Stroke, book: Book, asked: readonly string[] = []): string {
  const covered = stroke.covered(asked)
  const [first] = covered
  if (first) return `${listed(covered, book)} lay wholly under this and was taken out.`
  const stranded = stroke.stranded()
  const [outside] = stranded
  if (!outside) return ''
  return `${listed(stranded, book)} ${stranded.length > 1 ? 'lie' : 'lies'} inside no “${book.label(book.find(outside.code)?.within ?? '')}” now.`
}

/** The first of `events` by its words, and how many more there are. */
export function listed(events: readonly CodedEvent[], book: Book): string {
  const [first, ...rest] = events
  return first ? `“${book.label(first.code)}”${rest.length > 0 ? ` and ${rest.length} more` : ''}` : ''
}
