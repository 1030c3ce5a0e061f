import { dragged, gripAt, marked, type Dragged, type Grip, type Ground } from './grab'
import type { Lens } from './lens.svelte'
import type { Finger } from './window'
import type { Frames } from '../../time/frames'
import { clamp, holding, type Span } from '../../time/span'
import { panned, timeAt, type View } from '../../time/view'
import type { CodedEvent, Micros } from '../../wire'

/** Pixels that a hand may tremble before it means to move something. */
const TREMBLE = { mouse: 3, finger: 9 }

/** What a hand is told of, and whom it tells what it did. */
export interface Reach {
  readonly ground: () => Ground
  /** What pulls edges beside the edges of other events. */
  readonly points: () => readonly Micros[]
  /** What an event has to span at least, for what is coded inside it; null where it may be as short as it likes. */
  readonly least: (event: CodedEvent) => Span | null
  /** `isAdded`: the others stay selected, and one that is selected already is no more. */
  readonly onselect: (ids: readonly string[], isAdded: boolean) => void
  readonly onchange: (event: CodedEvent, span: Span) => void
  /** The frame to be looked at while something is moved; null when that is over. */
  readonly onlook: (at: Micros | null) => void
  readonly onseek: (at: Micros) => void
}

/** A pointer on the sheet of all lanes, in CSS pixels. */
export interface Touch {
  readonly id: number
  readonly x: number
  readonly y: number
  readonly isFinger: boolean
  readonly isShifted: boolean
  /** Nothing pulls while Alt is held. */
  readonly isFree: boolean
}

type Holding =
  | { readonly kind: 'event'; readonly grip: Grip; readonly from: Touch; readonly hasMoved: boolean }
  | { readonly kind: 'film'; readonly from: Touch; readonly view: View; readonly hasMoved: boolean }
  | { readonly kind: 'playhead' }
  | { readonly kind: 'frame'; readonly from: Touch; readonly to: Touch }

/** What pointers do on the lanes: select, move, stretch, mark, scrub, pan and pinch. */
export class Hand {
  /** What is being moved, as it would lie. */
  drag: { readonly event: CodedEvent; readonly shape: Dragged } | null = $state.raw(null)
  /** Two corners of a frame that is being drawn around events. */
  frame: { readonly from: Touch; readonly to: Touch } | null = $state.raw(null)
  cursor = $state('default')
  #holding: Holding | null = null
  #fingers: readonly (Finger & { readonly id: number })[] = []
  readonly #frames: Frames
  readonly #lens: Lens
  readonly #reach: Reach

  constructor(frames: Frames, lens: Lens, reach: Reach) {
    this.#frames = frames
    this.#lens = lens
    this.#reach = reach
  }

  get isHolding(): boolean {
    return this.#holding !== null || this.#fingers.length > 0
  }

  /** A pointer came down on the lanes. */
  take(touch: Touch): void {
    if (this.#pinches(touch)) return
    const ground = this.#reach.ground()
    const grip = gripAt(ground, touch.x, touch.y, touch.isFinger)
    if (grip && (!touch.isFinger || ground.selected.has(grip.event.id))) this.#hold({ kind: 'event', grip, from: touch, hasMoved: false })
    else if (touch.isFinger) this.takeFilm(touch)
    else if (touch.isShifted) this.#hold({ kind: 'frame', from: touch, to: touch })
    else {
      this.#hold({ kind: 'playhead' })
      this.#reach.onseek(this.#timeAt(touch))
    }
  }

  /** A pointer came down on the film itself, which moves along with it. */
  takeFilm(touch: Touch): void {
    this.#fingers = [...this.#fingers, this.#finger(touch)]
    this.#hold({ kind: 'film', from: touch, view: this.#lens.view, hasMoved: false })
  }

  move(touch: Touch): void {
    this.#fingers = this.#fingers.map((finger) => (finger.id === touch.id ? { ...finger, x: touch.x } : finger))
    const [one, other] = this.#fingers
    if (one && other) this.#lens.pinch(one.x < other.x ? [one, other] : [other, one], this.#reach.ground().width)
    else if (this.#holding) this.#moveHeld(this.#holding, touch)
    else this.cursor = cursorFor(gripAt(this.#reach.ground(), touch.x, touch.y, touch.isFinger))
  }

  release(touch: Touch): void {
    const held = this.#holding
    const wasPinch = this.#fingers.length > 1
    this.#fingers = this.#fingers.filter(({ id }) => id !== touch.id)
    if (wasPinch || !held) return
    if (held.kind === 'event' && this.drag) this.#change(this.drag)
    else if (held.kind === 'event') this.#reach.onselect([held.grip.event.id], touch.isShifted)
    else if (held.kind === 'film' && !held.hasMoved) this.#tap(touch)
    else if (held.kind === 'frame') this.#reach.onselect(marked(this.#reach.ground(), held.from, held.to).map(({ id }) => id), false)
    this.#let()
  }

  /** Give up what was begun; nothing is changed. The answer says whether there was anything. */
  cancel(): boolean {
    const wasHolding = this.#holding !== null
    this.#fingers = []
    this.#let()
    return wasHolding
  }

  #pinches(touch: Touch): boolean {
    if (this.#fingers.length === 0) return false
    this.#let()
    this.#fingers = [...this.#fingers, this.#finger(touch)]
    return true
  }

  #hold(holding: Holding): void {
    this.#holding = holding
  }

  #let(): void {
    if (this.drag) this.#reach.onlook(null)
    this.#holding = this.drag = this.frame = null
  }

  #moveHeld(held: Holding, touch: Touch): void {
    if (held.kind === 'playhead') this.#reach.onseek(this.#timeAt(touch))
    if (held.kind === 'frame') this.#holding = { ...(this.frame = { from: held.from, to: touch }), kind: 'frame' }
    if (held.kind !== 'event' && held.kind !== 'film') return
    const tremble = TREMBLE[touch.isFinger ? 'finger' : 'mouse']
    if (!held.hasMoved && Math.abs(touch.x - held.from.x) < tremble) return
    this.#holding = { ...held, hasMoved: true }
    if (held.kind === 'film') this.#pan(held.view, held.from.x - touch.x)
    else this.#drag(held.grip, touch.x - held.from.x, touch.isFree)
  }

  #pan(from: View, by: number): void {
    const { width } = this.#reach.ground()
    this.#lens.look(panned(from, (by * (from.to - from.from)) / Math.max(1, width), this.#frames.length))
  }

  #drag({ event, part }: Grip, by: number, isFree: boolean): void {
    const { index, view, width } = this.#reach.ground()
    const micros = Math.round((by * (view.to - view.from)) / Math.max(1, width))
    const free = dragged(event, part, micros, { index, frames: this.#frames, view, width, points: this.#reach.points(), isFree })
    const held = part === 'body' ? free : holding(free, this.#reach.least(event))
    const shape = held === free ? free : { ...held, pulled: null }
    this.drag = { event, shape }
    this.#reach.onlook(part === 'end' ? Math.max(shape.start, shape.end - 1) : shape.start)
  }

  #change({ event, shape: { start, end } }: NonNullable<Hand['drag']>): void {
    if (start !== event.start || end !== event.end) this.#reach.onchange(event, { start, end })
  }

  #tap(touch: Touch): void {
    const grip = touch.y < 0 ? null : gripAt(this.#reach.ground(), touch.x, touch.y, touch.isFinger)
    if (grip) this.#reach.onselect([grip.event.id], touch.isShifted)
    else this.#reach.onseek(this.#timeAt(touch))
  }

  #finger(touch: Touch): Finger & { readonly id: number } {
    return { id: touch.id, at: this.#timeAt(touch), x: touch.x }
  }

  #timeAt({ x }: Touch): Micros {
    const { view, width } = this.#reach.ground()
    return clamp(timeAt(view, x, width), 0, this.#frames.length)
  }
}

const cursorFor = (grip: Grip | null): string => (grip === null ? 'default' : grip.part === 'body' ? 'pointer' : 'ew-resize')
