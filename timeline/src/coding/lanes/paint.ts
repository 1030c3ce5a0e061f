import { Density } from './density'
import { HALF, traceGlyph } from './glyphs'
import type { Ink } from './ink'
import type { LaneEvents } from './lane-events'
import { GHOST, type Place } from './layout'
import type { Look, Sign } from './signs'
import { ROWS } from './stack'
import type { Sheet } from '../../strip/sheet'
import type { Span } from '../../time/span'
import { xOf } from '../../time/view'
import type { Micros } from '../../wire'

/** From this breadth on an event is a bar of its own; below, and among others, its column only grows denser. */
const ALONE = 3
/** From this breadth on a bar has an outline and round corners. */
const ROUND = 14
/** From this breadth on the code's name stands beside its mark. */
const NAMED = 72
/** Points nearer to the one before than this are drawn as ticks. */
const CROWDED = 2 * HALF + 1
const PADDING = 5
/** What lies beyond the last row is counted from this breadth on; below, its column grows denser. */
const COUNTED = 8
/** As near as two of these numbers may stand. */
const LABEL = 28
/** How far back the event before is looked for in the same row. */
const BACK = 8
export const UNKNOWN: Sign = { mark: '?', label: '', glyph: 'disc', tone: 0 }

/** What lanes are painted with. */
export interface Brush {
  readonly sheet: Sheet
  readonly ink: Ink
  readonly signs: ReadonlyMap<string, Sign>
  readonly looks: ReadonlyMap<string, Look>
  /** Pixels of the sheet of all lanes above the first that can be seen. */
  readonly scrolled: number
}

const density = new Density()

/** One lane with all that can be seen of it: bars and signs where there is room, and how dense it is where there is none. */
export function paintLane(brush: Brush, place: Place, events: LaneEvents): void {
  const { sheet } = brush
  const { view, width } = sheet
  const pixel = (view.to - view.from) / Math.max(1, width)
  const look = brush.looks.get(place.lane.id) ?? 'plain'
  const more: Micros[] = []
  const bars: number[] = []
  // Told by the whole lane, so that nothing changes its look while the view moves.
  const isDense = events.apart < ALONE * pixel
  density.begin(sheet)
  events.walk(view.from - HALF * pixel, view.to + HALF * pixel, {
    closest: pixel,
    one: (at, start, last) => {
      const isSmall = isDense && last - start < ALONE * pixel && start - events.startOf(at - 1) < ALONE * pixel
      if (isSmall || place.isFolded) density.spread(start, last, view)
      else if (events.rowOf(at) < ROWS) bars.push(at)
      else if (!isDense || (last - start) / pixel >= COUNTED) more.push(start)
      else density.spread(start, last, view)
    },
    many: (start, _last, covered) => { density.add(start, covered) },
  })
  density.paint(sheet, place.bars - brush.scrolled, place.rows * place.row - 2, brush.ink.colour(look))
  for (const at of bars) paintEvent(brush, place, look, { events, at, pixel })
  paintMore(brush, place, more)
}

interface Spot {
  readonly events: LaneEvents
  readonly at: number
  readonly pixel: Micros
}

function paintEvent(brush: Brush, place: Place, look: Look, { events, at, pixel }: Spot): void {
  const [start, last] = [events.startOf(at), events.lastOf(at)]
  const sign = brush.signs.get(place.lane.codes[events.codeOf(at)] ?? '') ?? UNKNOWN
  const band = { top: place.bars - brush.scrolled + events.rowOf(at) * place.row, height: place.row - 2 }
  if (last - start > 1) paintBar(brush, { start, end: last }, { sign, look }, band)
  else paintPoint(brush, start, { sign, look }, { ...band, room: (start - endBefore(events, at)) / pixel })
}

/** What is drawn in place of a code, and of a person. */
export interface Drawn {
  readonly sign: Sign
  readonly look: Look
}

/** When what lies before, in the same row, is over; far away where there is nothing near. */
function endBefore(events: LaneEvents, at: number): Micros {
  const row = events.rowOf(at)
  for (let before = at - 1; before >= Math.max(0, at - BACK); before--) {
    if (events.rowOf(before) === row) return events.lastOf(before)
  }
  return -Infinity
}

export interface Band {
  readonly top: number
  readonly height: number
}

export function paintBar(brush: Brush, span: Span, { sign, look }: Drawn, { top, height }: Band): void {
  const { sheet, ink } = brush
  const { pen, view, width } = sheet
  const left = Math.max(-ROUND, xOf(view, span.start, width))
  const breadth = Math.min(width + ROUND, xOf(view, span.end, width)) - left
  if (breadth < ROUND) {
    pen.fillStyle = ink.colour(look)
    pen.globalAlpha = 0.4 + 0.1 * sign.tone
    pen.fillRect(left, top, Math.max(1.5, breadth - 0.75), height)
    pen.globalAlpha = 1
    return
  }
  pen.beginPath()
  pen.roundRect(left + 0.5, top + 0.5, breadth - 1.5, height - 1, 5)
  pen.fillStyle = ink.fill(look, sign.tone)
  pen.fill()
  pen.lineWidth = 1
  pen.strokeStyle = ink.colour(look)
  pen.stroke()
  paintWords(brush, sign, Math.max(left, 0), left + breadth, top + height / 2)
}

function paintWords({ sheet, ink: { stamps } }: Brush, { mark, label }: Sign, left: number, right: number, middle: number): void {
  const wide = stamps.width(mark)
  const start = Math.min(left + PADDING, (left + right - wide) / 2)
  if (right - left < wide + 3) return
  stamps.put(sheet, mark, start, middle)
  const room = right - start - wide - 2 * PADDING
  if (right - left < NAMED || label === '') return
  sheet.pen.globalAlpha = 0.8
  stamps.put(sheet, label, start + wide + PADDING, middle, room)
  sheet.pen.globalAlpha = 1
}

export function paintPoint(brush: Brush, at: Micros, { sign, look }: Drawn, { top, height, room }: Band & { readonly room: number }): void {
  const { sheet, ink } = brush
  const { pen, view, width, palette } = sheet
  const x = xOf(view, at, width)
  pen.fillStyle = ink.colour(look)
  if (room < CROWDED) {
    pen.globalAlpha = 0.8
    pen.fillRect(x - 0.75, top + 2, 1.5, height - 4)
    pen.globalAlpha = 1
    return
  }
  const middle = top + height / 2
  traceGlyph(pen, sign.glyph, x, middle)
  pen.fillStyle = look === 'slanted' || look === 'dotted' ? palette.raised : ink.colour(look)
  pen.fill()
  pen.lineWidth = 1.75
  pen.strokeStyle = ink.colour(look)
  pen.stroke()
  const wide = ink.stamps.width(sign.mark)
  // The letter stands before its sign, where the one before leaves room.
  if (room > CROWDED + wide + 4) ink.stamps.put(sheet, sign.mark, x - HALF - wide - 2, middle)
}

/** How many more lie where four already do; `more` are when they begin, in order. */
function paintMore({ sheet, ink, scrolled }: Brush, place: Place, more: readonly Micros[]): void {
  const { pen, view, width, palette } = sheet
  const labels: { left: number; count: number }[] = []
  for (const start of more) {
    const left = Math.max(0, xOf(view, start, width))
    const last = labels.at(-1)
    if (last && left < last.left + LABEL) last.count += 1
    else labels.push({ left, count: 1 })
  }
  const top = place.bars - scrolled + ROWS * place.row - 15
  for (const { left, count } of labels) {
    const words = `+${count}`
    pen.fillStyle = palette.raised
    pen.fillRect(left, top, ink.stamps.numberWidth(words) + 5, 13)
    ink.stamps.putNumber(sheet, words, left + 2, top + 6)
  }
}

/** What somebody else coded in the same lane: thin, and lighter. */
export function paintGhosts({ sheet, scrolled }: Brush, place: Place, events: LaneEvents): void {
  const { pen, view, width, palette } = sheet
  if (place.ghosts === null) return
  const pixel = (view.to - view.from) / Math.max(1, width)
  const top = place.ghosts - scrolled
  density.begin(sheet)
  pen.globalAlpha = 0.5
  pen.fillStyle = palette.soft
  events.walk(view.from, view.to, {
    closest: pixel,
    one: (_at, start, last) => {
      const breadth = (last - start) / pixel
      if (breadth < ALONE && last - start > 1) density.spread(start, last, view)
      else pen.fillRect(xOf(view, start, width), top, Math.max(1.5, breadth - 1), GHOST - 3)
    },
    many: (start, _last, covered) => { density.add(start, covered) },
  })
  pen.globalAlpha = 1
  density.paint(sheet, top, GHOST - 3, palette.soft)
}
