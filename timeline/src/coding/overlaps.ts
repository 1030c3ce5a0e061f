import type { Book } from './book'
import { merged, type Desktop, type Edited } from './edits'
import { same } from './changes'
import { besidesInWords, isInTheWay, Stroke } from './stroke'
import type { CodedEvent } from '../wire'

/** Two states of one person at one time that their level does not allow: such as two people code who do not see each other. */
export interface Overlap {
  /** The one that begins first, and of two that begin together the one that ends first. */
  readonly first: CodedEvent
  readonly second: CodedEvent
}

/** What becomes of an overlap: one of the two is taken out, the first ends where the second begins, or both are one. */
export type Way = 'first' | 'second' | 'after each other' | 'one'

/** So many at once are not asked one by one. */
const MANY = 100

/**
 * The overlaps among `events`, which come in the order of time: each state with the one before it that reaches farthest.
 *
 * Where none is found, no two states of one person and one exclusive level are at one time.
 */
export function overlapsOf(events: Iterable<CodedEvent>, book: Book): readonly Overlap[] {
  const farthest = new Map<string, CodedEvent>()
  const found: Overlap[] = []
  for (const event of events) {
    const level = book.exclusiveLevel(event.code)
    if (level === null) continue
    const lane = `${level}/${event.person ?? ''}`
    const before = farthest.get(lane)
    if (before && event.start < before.end) found.push({ first: before, second: event })
    if (!before || event.end > before.end) farthest.set(lane, event)
  }
  return found
}

/** What stands where `event` is, or would be, and cannot be there together with it. */
export const inTheWay = ({ sheet, book }: Pick<Desktop, 'sheet' | 'book'>, event: CodedEvent): readonly CodedEvent[] =>
  sheet.over(event).filter((other) => isInTheWay(book, other, event))

/** Whether something is in the way of one of `events`; of many at once, that may be. */
export const mayOverlap = (events: readonly CodedEvent[], { sheet, book }: Pick<Desktop, 'sheet' | 'book'>): boolean =>
  events.length > MANY || events.some((event) => inTheWay({ sheet, book }, event).length > 0)

/** The ways out of `overlap` that leave something of all they keep. */
export function waysOut({ first, second }: Overlap): readonly Way[] {
  const { id, start, end, note } = first
  if (same(first, { ...second, id, start, end, note })) return ['first', 'second', 'one']
  return first.start < second.start ? ['first', 'second', 'after each other'] : ['first', 'second']
}

/** What `way` out of `overlap` comes to. */
export function wentOut(on: Desktop, { first, second }: Overlap, way: Way): Edited {
  if (way === 'one') return merged(on, [first, second])
  const stroke = new Stroke(on.sheet, on.book)
  if (way === 'after each other') stroke.put({ ...first, end: second.start })
  else stroke.take(way === 'first' ? second.id : first.id)
  const asked = [first.id, second.id]
  return { deed: stroke.deed(), words: besidesInWords(stroke, on.book, asked), selected: asked.filter((id) => stroke.get(id)) }
}

/** `version` in the place of `others`, which go. */
export function hadInstead(on: Desktop, version: CodedEvent, others: readonly CodedEvent[]): Edited {
  const stroke = new Stroke(on.sheet, on.book)
  for (const { id } of others) stroke.take(id)
  stroke.put(version)
  return { deed: stroke.deed(), words: besidesInWords(stroke, on.book, others.map(({ id }) => id)), selected: [version.id] }
}
