import { HALF, traceGlyph } from './glyphs'
import type { Dragged } from './grab'
import type { LaneIndex } from '.'
import { paintBar, paintPoint, UNKNOWN, type Brush, type Drawn } from './paint'
import type { Layout, Place } from './layout'
import { ROWS } from './stack'
import { xOf } from '../../time/view'
import type { CodedEvent, Micros, Rival } from '../../wire'

/** What lies over the lanes and changes without them. */
export interface Over {
  readonly layout: Layout
  readonly index: LaneIndex
  readonly selected: ReadonlySet<string>
  /** What is being moved, as it would lie. */
  readonly drag: { readonly event: CodedEvent; readonly shape: Dragged } | null
  /** What has begun and not ended yet; each lasts until the playhead. */
  readonly running: readonly CodedEvent[]
  readonly at: Micros
}

/** The selected, what is being moved and what pulls it, and what is running. */
export function paintOver(brush: Brush, over: Over): void {
  for (const id of over.selected) {
    const event = over.index.get(id)
    if (event && event.id !== over.drag?.event.id) paintSelected(brush, over, event)
  }
  for (const event of over.running) paintRunning(brush, over, event)
  if (over.drag) paintDrag(brush, over, over.drag)
}

/** Another version of an event that two people changed, as a second outline; a cross where it was taken away. */
export function paintRivals(brush: Brush, { layout, index }: Pick<Over, 'layout' | 'index'>, rivals: readonly Rival[]): void {
  const { pen, view, palette } = brush.sheet
  for (const { event, version } of rivals) {
    const standing = index.get(event)
    const shown = version ?? standing
    if (!shown || shown.end < view.from || shown.start >= view.to) continue
    const spot = spotOf(brush, { layout, index }, standing ?? shown, shown)
    if (!spot) continue
    pen.setLineDash([4, 3])
    trace(brush, shown, spot, 2)
    outline(pen, palette.ink, 1.5)
    pen.setLineDash([])
    if (version === null) brush.ink.stamps.put(brush.sheet, '×', spot.left + spot.breadth - 12, spot.top + 5)
  }
}

function paintSelected(brush: Brush, over: Over, event: CodedEvent): void {
  const spot = spotOf(brush, over, event, event)
  if (!spot) return
  const { pen, palette } = brush.sheet
  trace(brush, event, spot, 0)
  outline(pen, palette.ink, 2.5)
  if (event.start === event.end || spot.breadth < 18) return
  pen.fillStyle = palette.ink
  for (const x of [spot.left - 1, spot.left + spot.breadth - 4]) pen.fillRect(x, spot.top + 5, 4, spot.height - 10)
}

function paintDrag(brush: Brush, over: Over, { event, shape }: NonNullable<Over['drag']>): void {
  const { pen, view, width, palette } = brush.sheet
  const before = spotOf(brush, over, event, event)
  const moved = { ...event, start: shape.start, end: shape.end }
  const spot = spotOf(brush, over, event, moved)
  if (!before || !spot) return
  pen.globalAlpha = 0.75
  pen.fillStyle = palette.raised
  pen.fillRect(before.left - 1, before.top, before.breadth + 2, before.height)
  pen.globalAlpha = 1
  if (event.start === event.end) paintPoint(brush, moved.start, drawn(brush, event, spot.place), { ...spot, room: Infinity })
  else paintBar(brush, moved, drawn(brush, event, spot.place), spot)
  trace(brush, moved, spot, 0)
  outline(pen, palette.ink, 2)
  if (shape.pulled === null) return
  const x = Math.round(xOf(view, shape.pulled, width))
  pen.setLineDash([2, 3])
  pen.beginPath()
  pen.moveTo(x + 0.5, 0)
  pen.lineTo(x + 0.5, pen.canvas.height)
  outline(pen, palette.accent, 1.5)
  pen.setLineDash([])
}

function paintRunning(brush: Brush, over: Over, event: CodedEvent): void {
  const grown = { ...event, end: Math.max(event.start + 1, over.at) }
  const place = placeOf(over, event)
  if (!place || place.isFolded) return
  const spot = spotIn(brush, place, freeRow(over, place, grown), grown)
  paintBar(brush, grown, drawn(brush, event, place), spot)
  const { pen, palette } = brush.sheet
  // Open at its end: it goes on.
  pen.fillStyle = palette.accent
  pen.fillRect(spot.left, spot.top, 3, spot.height)
}

const drawn = ({ signs, looks }: Brush, { code }: CodedEvent, { lane }: Place): Drawn => ({
  sign: signs.get(code) ?? UNKNOWN,
  look: looks.get(lane.id) ?? 'plain',
})

/** The first row in which nothing lies where `event` does; the last where all are taken. */
function freeRow({ index }: Pick<Over, 'index'>, place: Place, event: CodedEvent): number {
  const events = index.lane(place.lane.id)
  const taken = new Set<number>()
  events?.walk(event.start, event.end, { closest: 0, one: (at) => { taken.add(events.rowOf(at)) }, many: () => undefined })
  for (let row = 0; row < place.rows; row++) if (!taken.has(row)) return row
  return place.rows - 1
}

interface Spot {
  readonly place: Place
  readonly left: number
  readonly breadth: number
  readonly top: number
  readonly height: number
}

function placeOf({ layout, index }: Pick<Over, 'layout' | 'index'>, event: CodedEvent): Place | null {
  const lane = index.laneOf(event)
  return layout.places.find((place) => place.lane.id === lane) ?? null
}

/** Where `shape` lies in the row of `event`; null where it cannot be seen. */
function spotOf(brush: Brush, over: Pick<Over, 'layout' | 'index'>, event: CodedEvent, shape: CodedEvent): Spot | null {
  const place = placeOf(over, event)
  if (!place || place.isFolded) return null
  const events = over.index.lane(place.lane.id)
  const at = events?.placeOf(event) ?? -1
  const row = at === -1 ? freeRow(over, place, shape) : (events?.rowOf(at) ?? 0)
  return row < ROWS ? spotIn(brush, place, row, shape) : null
}

function spotIn({ sheet: { view, width }, scrolled }: Brush, place: Place, row: number, { start, end }: CodedEvent): Spot {
  const half = start === end ? HALF : 0
  const left = Math.max(-20, xOf(view, start, width) - half)
  const right = Math.min(width + 20, xOf(view, end, width) + half)
  return { place, left, breadth: Math.max(2, right - left), top: place.bars - scrolled + row * place.row, height: place.row - 2 }
}

function trace({ sheet: { pen, view, width }, signs }: Brush, event: CodedEvent, spot: Spot, beyond: number): void {
  if (event.start === event.end) {
    traceGlyph(pen, signs.get(event.code)?.glyph ?? 'disc', xOf(view, event.start, width), spot.top + spot.height / 2, HALF + 2 + beyond)
    return
  }
  pen.beginPath()
  pen.roundRect(spot.left + 0.5 - beyond, spot.top + 0.5 - beyond, Math.max(2, spot.breadth - 1.5) + 2 * beyond, spot.height - 1 + 2 * beyond, 5 + beyond)
}

function outline(pen: CanvasRenderingContext2D, colour: string, width: number): void {
  pen.strokeStyle = colour
  pen.lineWidth = width
  pen.stroke()
}
