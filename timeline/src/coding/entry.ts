import type { Book } from './book'
import { named, type Marks } from './marks'
import type { Sheet } from './sheet'
import { besidesInWords, Stroke } from './stroke'
import { begunStrip, type Strip } from './strip'
import { clamp, type Span } from '../time/span'
import type { Code, CodedEvent, Deed, Habit, Micros } from '../wire'

/** A second press of the same key within so many milliseconds is a slip of the finger, where nobody went elsewhere in the film meanwhile. */
export const SLIP = 250

/** Something begun and not ended yet. It becomes a deed once it has ended. */
export interface Open {
  readonly id: string
  readonly code: string
  readonly person: string | null
  readonly start: Micros
  readonly mode: 'toggle' | 'hold' | 'chain'
  readonly modifiers: CodedEvent['modifiers']
}

/** Where the entering of codes stands. */
export interface Entering extends Marks {
  readonly open: readonly Open[]
  readonly strip: Strip | null
  /** By code and person: when its key was pressed last and where the film was, and the event that came of it. */
  readonly latest: ReadonlyMap<string, Latest>
}

interface Latest extends Pick<Press, 'stamp' | 'at'> {
  readonly event: string
}

/** A key or button of a code, at film time `at` (that of the frame shown), which passes at `pace` (0 while it stands). */
export interface Press {
  readonly code: string
  readonly person: string | null
  readonly at: Micros
  /** Milliseconds of any clock. */
  readonly stamp: number
  readonly pace: number
}

/** What entering looks at. */
export interface Setting {
  readonly sheet: Sheet
  readonly book: Book
  readonly habit: (code: string) => Habit
  readonly reaction: Micros
  readonly length: Micros
  /** The beginning of the frame shown at a time. */
  readonly frame: (at: Micros) => Micros
}

export interface Entered {
  readonly state: Entering
  readonly deed: Deed | null
  /** What went otherwise than wished, in one sentence. */
  readonly words: string
}

export const nothingEntered: Entering = { open: [], strip: null, latest: new Map(), markStart: null, marked: [], inHand: null }

export function pressed(state: Entering, press: Press, setting: Setting): Entered {
  const code = setting.book.find(press.code)
  const last = state.latest.get(keyOf(press))
  const seen = { ...press, at: seenAt(press, setting) }
  if (!code || (last && isSlip(seen, last))) return unchanged(state)
  return new Attempt(state, seen, code, setting).done(last?.event)
}

const isSlip = ({ stamp, at, pace }: Press, last: Latest): boolean =>
  Math.abs(stamp - last.stamp) < SLIP && Math.abs(at - last.at) < SLIP * 1_000 * Math.max(1, Math.abs(pace))

/** The key of a code was let go: what it held ends. */
export function released(state: Entering, press: Omit<Press, 'person'>, setting: Setting): Entered {
  const held = state.open.filter(({ code, mode }) => mode === 'hold' && code === press.code)
  return ended(state, held, seenAt(press, setting), setting)
}

/** The window has lost the keys: what is held ends at `at`, the last frame shown. */
export function blurred(state: Entering, at: Micros, setting: Setting): Entered {
  return ended(state, state.open.filter(({ mode }) => mode === 'hold'), at, setting)
}

/** All that is under way ends at `at`. */
export const endedAll = (state: Entering, at: Micros, setting: Setting): Entered => ended(state, state.open, at, setting)

/** What is under way as it would be if it ended at `at`. */
export const shownOpen = (open: readonly Open[], at: Micros): readonly CodedEvent[] => open.map((each) => eventOf(each, at))

const unchanged = (state: Entering, words = ''): Entered => ({ state, deed: null, words })

function ended(state: Entering, which: readonly Open[], at: Micros, setting: Setting): Entered {
  if (which.length === 0) return unchanged(state)
  const stroke = new Stroke(setting.sheet, setting.book)
  const closing = new Closing(state.open, stroke, setting)
  closing.close(which, at)
  const words = closing.words || besidesInWords(stroke, setting.book)
  return { state: { ...state, open: closing.open }, deed: stroke.deed(), words }
}

/** Ends what is under way, and with it what is coded inside it. */
class Closing {
  open: readonly Open[]
  words = ''
  readonly #all: readonly Open[]
  readonly #stroke: Stroke
  readonly #setting: Setting

  constructor(open: readonly Open[], stroke: Stroke, setting: Setting) {
    this.open = open
    this.#all = open
    this.#stroke = stroke
    this.#setting = setting
  }

  close(which: readonly Open[], at: Micros): void {
    for (const each of which) {
      if (!this.open.includes(each)) continue
      this.open = this.open.filter((other) => other !== each)
      this.#finish(each, at)
      this.close(this.open.filter((inner) => this.#isInside(inner, each)), at)
    }
  }

  // Its two ends in the order of time: a film is also coded while it runs back.
  #finish(open: Open, at: Micros): void {
    const event = eventOf(open, at)
    const { book } = this.#setting
    const room = roomFor(open, open.start, this.#all, this.#stroke, book)
    const span = room ? within(event, room) : event
    if (span.start < span.end) this.#stroke.put({ ...event, ...span })
    else this.words = `“${book.label(open.code)}” began and ended in one frame and was not kept.`
  }

  #isInside(inner: Open, outer: Open): boolean {
    return inner.person === outer.person && this.#setting.book.find(inner.code)?.within === outer.code
  }
}

/** One press of a code, seen at film time `press.at`. */
class Attempt {
  readonly #state: Entering
  readonly #press: Press
  readonly #code: Code
  readonly #setting: Setting
  readonly #stroke: Stroke

  constructor(state: Entering, press: Press, code: Code, setting: Setting) {
    this.#state = state
    this.#press = press
    this.#code = code
    this.#setting = setting
    this.#stroke = new Stroke(setting.sheet, setting.book)
  }

  done(latest: string | undefined): Entered {
    if (this.#code.shape === 'point') return this.#put({ start: this.#point, end: this.#point })
    if (this.#state.inHand) return this.#name(this.#state.inHand)
    const { mode, lead, lag } = this.#setting.habit(this.#code.code)
    if (mode === 'marks') return unchanged(this.#state, 'Mark a stretch first: I where it begins, O where it ends.')
    if (mode === 'moment') return this.#moment(lead, lag, latest)
    const own = this.#state.open.filter((each) => each.code === this.#code.code && each.person === this.#press.person)
    if (own.length > 0 && mode === 'toggle') return this.#pressedAt(ended(this.#state, own, this.#press.at, this.#setting), own[0]?.id)
    return this.#begin(mode)
  }

  // A point at the very end of the film would lie behind its last frame.
  get #point(): Micros {
    return Math.min(this.#press.at, this.#setting.length - 1)
  }

  #begin(mode: Open['mode']): Entered {
    const { at, person } = this.#press
    if (!this.#roomAt(at)) return unchanged(this.#state, this.#noOuter)
    const closing = this.#makeWay(mode === 'chain')
    const id = crypto.randomUUID()
    const begun: Open = { id, code: this.#code.code, person, start: at, mode, modifiers: {} }
    return this.#entered({ ...this.#state, open: [...closing.open, begun] }, id, closing.words)
  }

  #moment(lead: Micros, lag: Micros, latest: string | undefined): Entered {
    const { at } = this.#press
    const last = latest === undefined ? null : this.#setting.sheet.get(latest)
    const end = Math.min(this.#setting.length, at + lag)
    if (last && last.start <= at && at < last.end) return this.#put({ start: last.start, end: Math.max(last.end, end) }, last)
    return this.#put({ start: Math.max(0, at - lead), end })
  }

  #name(stretch: Span): Entered {
    const entered = this.#put(stretch)
    return entered.deed ? { ...entered, state: { ...entered.state, ...named(this.#state) } } : entered
  }

  // `anchor` is where its outer code is looked for: a moment's lead may reach out of it and is cut there.
  #put(span: Span, known: CodedEvent | null = null): Entered {
    const room = this.#roomAt(this.#state.inHand && this.#code.shape === 'state' ? span.start : this.#press.at)
    if (!room) return unchanged(this.#state, this.#noOuter)
    const fitted = within(span, room)
    if (this.#code.shape === 'state' && fitted.start >= fitted.end) return unchanged(this.#state, 'A moment needs time before or after the press.')
    const closing = this.#code.shape === 'state' && !this.#state.inHand ? this.#makeWay(false) : null
    const id = known?.id ?? crypto.randomUUID()
    const words = { code: this.#code.code, person: this.#press.person, modifiers: known?.modifiers ?? {}, note: known?.note ?? '' }
    this.#stroke.put({ id, ...words, ...fitted })
    return this.#entered({ ...this.#state, open: closing?.open ?? this.#state.open }, id, closing?.words)
  }

  // What cannot be under way beside it ends here; a chain ends with each of its links.
  #makeWay(isChain: boolean): Closing {
    const { at, person } = this.#press
    const { book } = this.#setting
    const closing = new Closing(this.#state.open, this.#stroke, this.#setting)
    const ends = ({ code, mode }: Open): boolean =>
      book.relieves(code, this.#code.code) || code === this.#code.code || (isChain && mode === 'chain' && book.areOfOneLevel(code, this.#code.code))
    closing.close(this.#state.open.filter((each) => each.person === person && ends(each)), at)
    return closing
  }

  #roomAt(at: Micros): Span | null {
    const all = { start: 0, end: this.#setting.length }
    const open = { code: this.#code.code, person: this.#press.person }
    return this.#code.within === '' ? all : roomFor(open, at, this.#state.open, this.#stroke, this.#setting.book)
  }

  get #noOuter(): string {
    return `“${this.#code.label}” is coded inside “${this.#setting.book.label(this.#code.within)}”, and there is none here.`
  }

  #entered(state: Entering, id: string, words = ''): Entered {
    const covered = besidesInWords(this.#stroke, this.#setting.book)
    const strip = begunStrip(id, this.#code, this.#press.stamp)
    return this.#pressedAt({ state: { ...state, strip }, deed: this.#stroke.deed(), words: words || covered }, id)
  }

  #pressedAt({ state, deed, words }: Entered, event = ''): Entered {
    const latest = new Map(state.latest).set(keyOf(this.#press), { stamp: this.#press.stamp, at: this.#press.at, event })
    return { state: { ...state, latest }, deed, words }
  }
}

/** The span of the outer code that a nested one lies in at `at`; null where there is none, or where none is needed. */
function roomFor(inner: Pick<Open, 'code' | 'person'>, at: Micros, open: readonly Open[], stroke: Stroke, book: Book): Span | null {
  const outer = book.find(inner.code)?.within ?? ''
  const isOuter = ({ code, person }: Pick<Open, 'code' | 'person'>): boolean => outer !== '' && code === outer && person === inner.person
  const there = stroke.over({ start: at, end: at + 1 }).find(isOuter)
  if (there) return there
  const running = open.find(isOuter)
  if (!running) return null
  return running.start <= at ? { start: running.start, end: Infinity } : { start: 0, end: running.start }
}

const within = (span: Span, room: Span): Span => {
  const start = clamp(span.start, room.start, room.end)
  return { start, end: clamp(span.end, start, room.end) }
}

function eventOf({ id, code, person, start, modifiers }: Open, at: Micros): CodedEvent {
  return { id, code, person, start: Math.min(start, at), end: Math.max(start, at), modifiers, note: '' }
}

/** When what was pressed was seen: earlier than it was pressed by the time that a hand takes, while the film plays. */
export function seenAt({ at, pace }: Pick<Press, 'at' | 'pace'>, { reaction, length, frame }: Setting): Micros {
  if (pace === 0 || reaction === 0) return clamp(at, 0, length)
  return frame(clamp(Math.round(at - reaction * pace), 0, length))
}

const keyOf = ({ code, person }: Pick<Press, 'code' | 'person'>): string => `${person ?? ''}/${code}`
