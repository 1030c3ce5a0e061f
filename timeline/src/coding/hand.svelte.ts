import type { Book } from './book'
import { blurred, endedAll, nothingEntered, pressed, released, seenAt, shownOpen, type Entered, type Entering, type Press, type Setting } from './entry'
import { spellings } from './finding'
import { keyFor, Letters, printed } from './keyboard'
import { habitOf, keyboardOf, keysOf, type Keyboard } from './keys'
import { markedAround, markedIn, markedOut, named, takenUp } from './marks'
import type { Sheet } from './sheet'
import { chosen, modifierOf, STRIP, takesKeys, wentOn } from './strip'
import type { Unfinished } from './drafts'
import type { Shuttle } from '../player/shuttle.svelte'
import type { Player } from '../player/player.svelte'
import type { Scope } from '../scope'
import type { Frames } from '../time/frames'
import type { CodedEvent, Deed, Habits, Micros, Modifier, Person } from '../wire'

/** What the hand works with. */
export interface Reach {
  readonly sheet: Sheet
  readonly book: Book
  readonly frames: Frames
  readonly player: Player
  readonly shuttle: Shuttle
  readonly people: readonly Person[]
  readonly scope: Scope
  readonly habits: () => Habits
  readonly do: (deed: Deed) => void
  readonly tell: (words: string) => void
  /** What is under way is another than before. */
  readonly changed: (unfinished: Unfinished) => void
}

const MOMENT: Micros = 4_000_000

/** The coder's hand on the keys: whom they code, what is running, what is marked. */
export class Hand {
  /** Who is coded; null for both together. */
  person: string | null = $state(null)
  /** The frame, and whom, a code is looked for; null while none is. */
  lookedFor: Omit<Press, 'code' | 'stamp'> | null = $state.raw(null)
  #entering: Entering = $state.raw(nothingEntered)
  readonly #reach: Reach
  readonly letters = new Letters()
  readonly #spellings: ReadonlyMap<string, string>

  constructor(reach: Reach) {
    this.#reach = reach
    this.#spellings = spellings(reach.book)
    this.person = reach.people[0]?.id ?? null
  }

  /** What is running, each with its end at the frame that is shown. */
  readonly running: readonly CodedEvent[] = $derived.by(() => shownOpen(this.#entering.open, this.#reach.player.at))
  readonly marked = $derived.by(() => this.#entering.marked)
  /** The stretch that the next code names. */
  readonly inHand = $derived.by(() => this.#entering.inHand)
  readonly markStart = $derived.by(() => this.#entering.markStart)
  readonly strip = $derived.by(() => this.#entering.strip)
  /** The event that came of what was pressed last; null before anything was. */
  readonly latest = $derived.by(() => [...this.#entering.latest.values()].reduce<{ stamp: number; event: string } | null>((last, each) => (last && last.stamp > each.stamp ? last : each), null)?.event ?? null)
  /** The modifier that the digits choose from now; null where they choose the person. */
  readonly modifier: Modifier | null = $derived.by(() => this.#entering.strip && modifierOf(this.#entering.strip, this.#reach.book))
  /** The key of each code. */
  readonly keys = $derived.by(() => keysOf(this.#reach.habits(), this.#reach.book))
  readonly keyboard: Keyboard = $derived.by(() => keyboardOf(this.#reach.habits(), this.#reach.book))

  /** The key that does what the standard one did at first, as it is printed. */
  printed(standard: string): string {
    return printed(keyFor(standard, this.#reach.habits()))
  }

  /** How `code` is pressed, as it is printed: its key, or the key that finds and its short name. */
  pressing(code: string): string {
    return this.keys.get(code)?.toUpperCase() ?? `${this.printed(';')} ${this.#spellings.get(code) ?? ''}`
  }

  /** Whether `code` is running of the person in hand. */
  isRunning(code: string): boolean {
    return this.#entering.open.some((each) => each.code === code && each.person === this.person)
  }

  /** Person number `place` from 1, or both together with 0. */
  choosePerson(place: number): void {
    const person = this.#reach.people[place - 1]
    if (place === 0) this.person = null
    else if (person) this.person = person.id
  }

  /** Whom Shift writes for: the person after the one in hand. */
  get other(): string | null {
    const { people } = this.#reach
    const place = people.findIndex(({ id }) => id === this.person)
    return people.length < 2 ? null : (people[(place + 1) % people.length]?.id ?? null)
  }

  /** The key or button of a code goes down at `stamp`, the time its event carries. */
  press(code: string, stamp: number, forOther = false): void {
    const person = forOther ? this.other : this.person
    this.#take(pressed(this.#entering, { code, person, ...this.#seen(stamp) }, this.#setting))
    this.#clearStripLater()
  }

  /** A code is looked for by its name, for the frame shown at `stamp`: the film goes on meanwhile. */
  lookFor(stamp: number): void {
    const { at, pace } = this.#seen(stamp)
    this.lookedFor = { at, pace, person: this.person }
  }

  /** The code that was looked for is found at `stamp`, or given up. */
  found(code: string | null, stamp: number, forOther = false): void {
    const its = this.lookedFor
    this.lookedFor = null
    if (!its || code === null) return
    const isHeld = this.#entering.open.some((each) => each.code === code && each.mode === 'hold')
    if (isHeld) this.#take(released(this.#entering, { code, stamp, at: its.at, pace: its.pace }, this.#setting))
    else this.#take(pressed(this.#entering, { ...its, code, stamp, person: forOther ? this.other : its.person }, this.#setting))
    this.#clearStripLater()
  }

  release(code: string, stamp: number): void {
    this.#take(released(this.#entering, { code, ...this.#seen(stamp) }, this.#setting))
  }

  /** The window has lost the keys: what is held ends at the last frame shown. */
  blur(): void {
    this.#take(blurred(this.#entering, this.#reach.player.at, this.#setting))
  }

  endAll(stamp: number): void {
    const { open, inHand } = this.#entering
    if (open.length === 0 && inHand) this.#enter({ ...this.#entering, inHand: null })
    else this.#take(endedAll({ ...this.#entering, strip: null }, this.#at(stamp), this.#setting))
  }

  markIn(stamp: number): void {
    this.#enter({ ...this.#entering, ...markedIn(this.#entering, this.#at(stamp)) })
  }

  markOut(stamp: number): void {
    if (this.#entering.markStart === null) this.#reach.tell(`Mark a beginning first: ${this.printed('i')}.`)
    else this.#enter({ ...this.#entering, ...markedOut(this.#entering, this.#at(stamp)) })
  }

  markAround(stamp: number): void {
    const { player } = this.#reach
    this.#enter({ ...this.#entering, ...markedAround(this.#entering, this.#at(stamp), MOMENT, MOMENT, player.length) })
  }

  /** Take up the next marked stretch, for a code to name it; the film repeats it. */
  takeUp(): void {
    this.#enter({ ...this.#entering, ...takenUp(this.#entering, this.inHand?.end ?? this.#reach.player.at) })
    if (this.inHand) this.#reach.player.repeat(this.inHand)
    else this.#reach.tell('No stretch is marked.')
  }

  /** Do without the stretch in hand. */
  dropMark(): void {
    this.#enter({ ...this.#entering, ...named(this.#entering) })
  }

  /** Whether a digit is for the strip now. */
  takesDigit(stamp: number): boolean {
    return takesKeys(this.#entering.strip, stamp)
  }

  /** Choose value number `place` (from 1) of the strip's modifier. */
  chooseAt(place: number, stamp: number): void {
    const value = this.modifier?.values[place - 1]
    if (value !== undefined) this.choose(value, stamp)
  }

  choose(value: string, stamp: number): void {
    const { strip, open } = this.#entering
    const { modifier } = this
    if (!strip || !modifier) return
    const running = open.find(({ id }) => id === strip.event)
    const there = this.#reach.sheet.get(strip.event)
    const say = (modifiers: CodedEvent['modifiers']): CodedEvent['modifiers'] => chosen(modifiers, modifier, value)
    const next = wentOn(strip, this.#reach.book, stamp)
    this.#enter({ ...this.#entering, strip: next, open: open.map((each) => (each === running ? { ...each, modifiers: say(each.modifiers) } : each)) })
    if (there) this.#reach.do({ id: crypto.randomUUID(), changes: [{ event: there.id, before: there, after: { ...there, modifiers: say(there.modifiers) } }], undoes: null })
    this.#clearStripLater()
  }

  /** On to the next modifier of the strip, or none after the last. */
  skip(stamp: number): void {
    const { strip } = this.#entering
    if (strip) this.#enter({ ...this.#entering, strip: wentOn(strip, this.#reach.book, stamp, true) })
    this.#clearStripLater()
  }

  /** What was under way when the page was left goes on. */
  restore({ open, marked, markStart }: Unfinished): void {
    this.#enter({ ...this.#entering, open: [...open, ...this.#entering.open], marked: [...marked, ...this.#entering.marked], markStart })
  }

  get #setting(): Setting {
    const { sheet, book, frames, player, habits } = this.#reach
    const now = habits()
    const frame = (at: Micros): Micros => frames.stepped(at, 0)
    return { sheet, book, habit: (code) => habitOf(code, now, book), reaction: now.reaction, length: player.length, frame }
  }

  #seen(stamp: number): { at: Micros; stamp: number; pace: number } {
    const { player, shuttle } = this.#reach
    return { at: player.shownAt(stamp), stamp, pace: shuttle.pace }
  }

  // Less the time that a hand takes, while the film plays.
  #at(stamp: number): Micros {
    return seenAt(this.#seen(stamp), this.#setting)
  }

  #take({ state, deed, words }: Entered): void {
    this.#enter(state)
    if (deed) this.#reach.do(deed)
    if (words) this.#reach.tell(words)
  }

  #enter(state: Entering): void {
    const before = this.#entering
    this.#entering = state
    if (before.open !== state.open || before.marked !== state.marked || before.markStart !== state.markStart) this.#reach.changed(state)
  }

  #clearStripLater(): void {
    const { strip } = this.#entering
    if (strip) this.#reach.scope.after(STRIP, () => { if (this.#entering.strip === strip) this.#enter({ ...this.#entering, strip: null }) })
  }
}
