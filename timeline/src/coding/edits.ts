import type { Book } from './book'
import { directlyInside, insideOf, leastOf, outerOf } from './nested'
import { said } from './strip'
import type { Sheet } from './sheet'
import { besidesInWords, listed, Stroke } from './stroke'
import type { Hold } from '../moments/grab'
import type { Frames } from '../time/frames'
import { clamp, holding, type Span } from '../time/span'
import type { CodedEvent, Deed, Micros } from '../wire'

/** What an edit works on. */
export interface Desktop {
  readonly sheet: Sheet
  readonly book: Book
  readonly frames: Frames
  readonly length: Micros
}

/** What came of an edit: a deed, or one sentence why there is none; and what is selected after it. */
export interface Edited {
  readonly deed: Deed | null
  readonly words: string
  readonly selected: readonly string[]
}

const MOST_AT_ONCE = 10_000

/** `events` moved by `by`, together and as far as the film goes, and what lies inside them along. */
export function moved(on: Desktop, events: readonly CodedEvent[], by: Micros): Edited {
  const all = [...events, ...insideOf(on, events)]
  const [first, last] = [Math.min(...all.map(({ start }) => start)), Math.max(...all.map(lastOf))]
  const fitted = clamp(by, -first, on.length - last)
  return { ...replaced(on, all, ({ start, end }) => ({ start: start + fitted, end: end + fitted })), selected: idsOf(events) }
}

/** `events` beginning at `at`; a point stands there. */
export const started = (on: Desktop, events: readonly CodedEvent[], at: Micros): Edited => ending(on, events, 'start', at)

/** `events` ending at `at`; a point stands there. */
export const finished = (on: Desktop, events: readonly CodedEvent[], at: Micros): Edited => ending(on, events, 'end', at)

/** One edge, or the whole, of `events` by `steps` frames. */
export function nudged(on: Desktop, events: readonly CodedEvent[], hold: Hold, steps: number): Edited {
  const [first] = events
  if (!first) return nothing([])
  if (hold === 'body') return moved(on, events, stepped(on, first.start, steps) - first.start)
  return replaced(on, events, (event) => edged(on, event, hold, stepped(on, event[hold], steps)) ?? {})
}

/** Each of `events` that runs at `at` as two, parted there, and so is what runs on inside it. */
export function split(on: Desktop, events: readonly CodedEvent[], at: Micros): Edited {
  const runs = ({ start, end }: CodedEvent): boolean => start < at && at < end
  const running = events.filter(runs)
  const inside = insideOf(on, running).filter(runs)
  if (running.length === 0) return nothing(idsOf(events), 'Nothing that is selected runs on here.')
  const edited = done(on, events, (stroke) => {
    for (const event of [...running, ...inside]) stroke.put({ ...event, end: at })
    for (const event of inside) put(stroke, { ...event, start: at, note: '' })
    return running.map((event) => put(stroke, { ...event, start: at, note: '' }))
  })
  return { ...edited, words: edited.words || (inside.length > 0 ? `${listed(inside, on.book)} inside was split too.` : '') }
}

/** `events` as one where they are several of one code and person; a single one with the next of its kind. */
export function merged(on: Desktop, events: readonly CodedEvent[]): Edited {
  const [first, ...others] = events.length === 1 ? withNext(on.sheet, events) : events
  if (!first || others.length === 0) return nothing(idsOf(events), 'There is nothing after this that it could be joined with.')
  if (first.start === first.end || others.some((each) => !areAlike(each, first))) return nothing(idsOf(events), 'Only states of one code and person can be joined.')
  const all = [first, ...others]
  const rooms = new Set(all.map((each) => outerOf(on, each)?.id))
  if (rooms.size > 1) return nothing(idsOf(events), `They do not lie inside one “${on.book.label(on.book.find(first.code)?.within ?? '')}”: join that first.`)
  const note = all.flatMap((each) => each.note || []).join('\n')
  const [start, end] = [Math.min(...all.map((each) => each.start)), Math.max(...all.map((each) => each.end))]
  return done(on, all, (stroke) => {
    for (const { id } of others) stroke.take(id)
    stroke.put({ ...first, start, end, note })
    return [first.id]
  })
}

/** `events` once more, of another person. */
export const copied = (on: Desktop, events: readonly CodedEvent[], person: string | null): Edited =>
  done(on, [], (stroke) => events.filter((event) => event.person !== person).map((event) => put(stroke, { ...event, person })))

/** `events` as another person's, and what lies inside them along. */
export const given = (on: Desktop, events: readonly CodedEvent[], person: string | null): Edited =>
  ({ ...replaced(on, [...events, ...insideOf(on, events)], () => ({ person })), selected: idsOf(events) })

/** `events` by another code of the same shape, with those modifiers that it has too. */
export function recoded(on: Desktop, events: readonly CodedEvent[], code: string): Edited {
  const { book } = on
  if (!book.find(code) || events.some((event) => book.isPoint(event.code) !== book.isPoint(code))) return nothing(idsOf(events), 'A point cannot become a state, nor a state a point.')
  return replaced(on, events, ({ modifiers }) => ({ code, modifiers: book.fitting(code, modifiers) }))
}

/** `events` with `values` of one modifier. */
export const told = (on: Desktop, events: readonly CodedEvent[], modifier: string, values: readonly string[]): Edited =>
  replaced(on, events.filter(({ code }) => on.book.find(code)?.modifiers.includes(modifier)), (event) => ({ modifiers: said(event.modifiers, modifier, values) }))

export const noted = (on: Desktop, event: CodedEvent, note: string): Edited => replaced(on, [event], () => ({ note: readable(note) }))

export function takenOut(on: Desktop, events: readonly CodedEvent[]): Edited {
  return done(on, events, (stroke) => {
    for (const { id } of events) stroke.take(id)
    return []
  })
}

/** The nearest of `edges` within `reach` of `at`, otherwise `at`. */
export function snapped(at: Micros, edges: readonly Micros[], reach: Micros): Micros {
  const near = edges.filter((edge) => Math.abs(edge - at) <= reach)
  return near.reduce((best, edge) => (Math.abs(edge - at) < Math.abs(best - at) ? edge : best), near[0] ?? at)
}

function ending(on: Desktop, events: readonly CodedEvent[], hold: 'start' | 'end', at: Micros): Edited {
  const can = events.filter((event) => edged(on, event, hold, at) !== null)
  if (can.length === 0) return nothing(idsOf(events), 'An event begins before it ends.')
  return replaced(on, can, (event) => edged(on, event, hold, at) ?? {})
}

function edged({ length }: Desktop, { start, end }: CodedEvent, hold: 'start' | 'end', at: Micros): Partial<CodedEvent> | null {
  if (start === end) return { start: clamp(at, 0, length - 1), end: clamp(at, 0, length - 1) }
  const span = hold === 'start' ? { start: Math.max(0, at), end } : { start, end: Math.min(length, at) }
  return span.start < span.end ? span : null
}

// The end of the film is an edge too, behind its last frame.
function stepped({ frames, length }: Desktop, at: Micros, steps: number): Micros {
  const index = at >= length ? frames.count : frames.indexAt(at)
  return frames.startOf(clamp(index + steps, 0, frames.count))
}

function replaced(on: Desktop, events: readonly CodedEvent[], fields: (event: CodedEvent) => Partial<CodedEvent>): Edited {
  const going = new Set(idsOf(events))
  const after = events.map((event) => {
    const outer = outerOf(on, event)
    return held(event, { ...event, ...fields(event) }, outer && going.has(outer.id) ? null : outer)
  })
  const inside = events.map((event) => directlyInside(on, event).filter(({ id }) => !going.has(id)))
  const kept = after.map((each, place) => holding(each, leastOf(events[place] ?? each, inside[place] ?? [])))
  const stopped = kept.findIndex((each, place) => each !== after[place])
  const edited = done(on, events, (stroke) => {
    // All give up their old places first, so that none is in the way of another that moves with it.
    for (const { id } of events) stroke.take(id)
    for (const event of kept) stroke.put(event)
    return idsOf(events)
  })
  const [outer, inner] = [kept[stopped], inside[stopped] ?? []]
  return outer ? { ...edited, words: `“${on.book.label(outer.code)}” cannot be shorter than ${listed(inner, on.book)} inside it.` } : edited
}

/** `after` as far as it stays in `room`, where it lies elsewhere than `before`: moved whole it keeps its length. */
function held(before: CodedEvent, after: CodedEvent, room: Span | null): CodedEvent {
  const [hasOtherStart, hasOtherEnd] = [before.start !== after.start, before.end !== after.end]
  if (!room || !(hasOtherStart || hasOtherEnd)) return after
  if (!hasOtherEnd) return { ...after, start: Math.max(after.start, room.start) }
  if (!hasOtherStart) return { ...after, end: Math.min(after.end, room.end) }
  const length = after.end - after.start
  const start = clamp(after.start, room.start, Math.max(room.start, room.end - Math.max(length, 1)))
  return { ...after, start, end: Math.min(start + length, room.end) }
}

function done({ sheet, book }: Desktop, events: readonly CodedEvent[], act: (stroke: Stroke) => readonly string[]): Edited {
  if (events.length > MOST_AT_ONCE) return nothing(idsOf(events), `At most ${MOST_AT_ONCE} can be changed at once.`)
  const stroke = new Stroke(sheet, book)
  const selected = act(stroke)
  return { deed: stroke.deed(), words: besidesInWords(stroke, book, idsOf(events)), selected }
}

function put(stroke: Stroke, event: CodedEvent): string {
  const id = crypto.randomUUID()
  stroke.put({ ...event, id })
  return id
}

const nothing = (selected: readonly string[], words = ''): Edited => ({ deed: null, words, selected })

const idsOf = (events: readonly CodedEvent[]): readonly string[] => events.map(({ id }) => id)

// The film's last moment belongs to its last frame: a point stands before the end, a state may reach it.
const lastOf = ({ start, end }: CodedEvent): Micros => (start === end ? end + 1 : end)

const areAlike = (one: CodedEvent, other: CodedEvent): boolean => one.code === other.code && one.person === other.person

function withNext(sheet: Sheet, [event]: readonly CodedEvent[]): readonly CodedEvent[] {
  if (!event) return []
  for (let next = sheet.next(0, event); next; next = sheet.next(0, next)) if (areAlike(next, event)) return [event, next]
  return [event]
}

// Control characters and halves of characters are written by no keyboard, and the server does not take them.
const readable = (text: string): string => text.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
