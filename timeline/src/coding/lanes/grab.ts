import type { LaneIndex } from '.'
import { placeAt, type Layout } from './layout'
import { ROWS } from './stack'
import { nearestOf } from './times'
import { holdAt, type Hold } from '../../moments/grab'
import type { Frames } from '../../time/frames'
import { clamp, type Span } from '../../time/span'
import { timeAt, xOf, type View } from '../../time/view'
import type { CodedEvent, Micros } from '../../wire'

/** Pixels within which an edge jumps to what is near. */
const SNAP = 6
/** Pixels within which a narrow event or a point is taken by its body. */
const BODY = { mouse: 5, finger: 20 }
const EDGE = { mouse: 7, finger: 20 }
/** Half of the sign of a point. */
const POINT = 7

/** What a pointer is over. */
export interface Grip {
  readonly event: CodedEvent
  readonly part: Hold
}

/** All that says where events lie on the sheet of all lanes. */
export interface Ground {
  readonly layout: Layout
  readonly index: LaneIndex
  readonly view: View
  readonly width: number
  readonly selected: ReadonlySet<string>
}

/**
 * What lies at `x` and `y` on the sheet: the edge of a selected event before anything, then the event nearest.
 *
 * Only what is selected has edges to take, so that a press on anything else can move nothing.
 */
export function gripAt(ground: Ground, x: number, y: number, isFinger: boolean): Grip | null {
  const found = placeAt(ground.layout, y)
  if (!found || found.place.isFolded) return null
  const kind = isFinger ? 'finger' : 'mouse'
  const near = around(ground, found.place.lane.id, x, Math.max(BODY[kind], EDGE[kind], POINT))
  const inRow = isFinger ? near : near.filter(({ row }) => row === found.row)
  const edges = inRow.flatMap(({ event }) => (ground.selected.has(event.id) ? edgeOf(ground, event, x, EDGE[kind]) : []))
  return edges.at(0) ?? nearest(ground, inRow, found.row, x, BODY[kind])
}

type Near = readonly { readonly event: CodedEvent; readonly row: number }[]

function around({ index, view, width }: Ground, lane: string, x: number, reach: number): Near {
  const events = index.lane(lane)
  const found: { event: CodedEvent; row: number }[] = []
  const one = (place: number): void => {
    const event = events?.event(place)
    const row = events?.rowOf(place) ?? ROWS
    if (event && row < ROWS) found.push({ event, row })
  }
  events?.walk(timeAt(view, x - reach, width) - 1, timeAt(view, x + reach, width) + 1, { closest: 0, one, many: () => undefined })
  return found
}

function edgeOf({ view, width }: Ground, event: CodedEvent, x: number, reach: number): Grip[] {
  if (event.start === event.end) return []
  const part = holdAt(event, x, view, width, reach)
  return part === 'start' || part === 'end' ? [{ event, part }] : []
}

function nearest({ view, width }: Ground, near: Near, row: number, x: number, reach: number): Grip | null {
  const away = ({ start, end }: CodedEvent): number =>
    Math.max(0, xOf(view, start, width) - x, x - xOf(view, end, width)) - (start === end ? POINT : 0)
  const order = near
    .map((each) => ({ event: each.event, away: Math.max(0, away(each.event)), rows: Math.abs(each.row - row) }))
    .filter((each) => each.away <= reach)
    .sort((one, other) => one.rows - other.rows || one.away - other.away)
  const event = order.at(0)?.event
  return event ? { event, part: 'body' } : null
}

/** What edges jump to, and how far a pixel reaches. */
export interface Pull {
  readonly index: LaneIndex
  readonly frames: Frames
  readonly view: View
  readonly width: number
  /** The playhead, and whatever else should pull. */
  readonly points: readonly Micros[]
  /** Nothing pulls but the frames. */
  readonly isFree: boolean
}

/** How an event would lie, and the time that pulled it there, if any. */
export interface Dragged extends Span {
  readonly pulled: Micros | null
}

/** `event` with its `part` moved `by`, to what pulls or else to the nearest frame; a state keeps at least one frame. */
export function dragged(event: CodedEvent, part: Hold, by: Micros, pull: Pull): Dragged {
  if (part === 'body') return movedBody(event, by, pull)
  const edge = part === 'start' ? event.start : event.end
  const { at, pulled } = settled(edge + by, pull)
  const span = stretched(event, part, at, pull.frames)
  return { ...span, pulled: (part === 'start' ? span.start : span.end) === pulled ? pulled : null }
}

/** `span` with its `part` put at `at`, inside the film and with at least one frame between the edges. */
export function stretched(span: Span, part: 'start' | 'end', at: Micros, frames: Frames): Span {
  if (part === 'start') return { start: clamp(at, 0, frames.stepped(span.end - 1, 0)), end: span.end }
  const next = frames.startOf(frames.indexAt(span.start) + 1)
  return { start: span.start, end: clamp(at, Math.max(next, span.start + 1), frames.length) }
}

function movedBody(event: CodedEvent, by: Micros, pull: Pull): Dragged {
  const long = event.end - event.start
  const most = long === 0 ? pull.frames.startOf(pull.frames.count - 1) : pull.frames.length - long
  const [first, last] = [settled(event.start + by, pull), settled(event.end + by, pull)]
  const isLast = first.pulled === null && last.pulled !== null
  const start = clamp(isLast ? last.at - long : first.at, 0, Math.max(0, most))
  const pulled = isLast ? last.pulled : first.pulled
  return { start, end: start + long, pulled: pulled === start || pulled === start + long ? pulled : null }
}

function settled(at: Micros, { index, frames, view, width, points, isFree }: Pull): { at: Micros; pulled: Micros | null } {
  const within = (SNAP * (view.to - view.from)) / Math.max(1, width)
  const pulled = isFree ? null : nearestOf([index.nearestEdge(at, within), ...points], at, within)
  if (pulled !== null) return { at: pulled, pulled }
  const end = frames.length
  return { at: end - at < at - frames.nearest(at) ? end : frames.nearest(at), pulled: null }
}

/** The events that a frame drawn from one corner to the other touches. */
export function marked({ layout, index, view, width }: Ground, one: { x: number; y: number }, other: { x: number; y: number }): CodedEvent[] {
  const [from, to] = [one.x, other.x].sort((a, b) => a - b).map((x) => timeAt(view, x, width)) as [Micros, Micros]
  const [above, below] = [one.y, other.y].sort((a, b) => a - b) as [number, number]
  return layout.places
    .filter(({ top, height, isFolded }) => !isFolded && top < below && top + height > above)
    .flatMap(({ lane }) => index.between(from, Math.max(from + 1, to), lane.id))
}
