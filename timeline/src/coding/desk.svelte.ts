import type { CodingApi } from './api'
import type { Lane, Turn } from './lane'
import type { Sheet } from './sheet'
import type { Shuttle } from '../player/shuttle.svelte'
import type { Player } from '../player/player.svelte'
import type { Scope } from '../scope'
import type { Frames } from '../time/frames'
import type { Span } from '../time/span'
import type { Code, CodedEvent, Desk as Opening, Habit, Habits, Micros, Modifier, Person, Rating, Rival, Settling } from '../wire'

/** What the page shows of the strip that takes the modifiers of the event coded last, for three seconds. */
export interface Strip {
  readonly event: string
  readonly code: Code
  /** The modifier that the digits choose from now. */
  readonly modifier: Modifier
  readonly chosen: readonly string[]
}

/** INTERFACE SKELETON: the parts of the page may be written against these names; the bodies follow. */
export interface DeskSkeleton {
  readonly opening: Opening
  readonly player: Player
  readonly shuttle: Shuttle
  readonly frames: Frames
  readonly sheet: Sheet
  readonly lanes: readonly Lane[]
  readonly laneOf: (event: CodedEvent) => string | null
  /** Grows with every turn: read it in a $derived that reads the sheet. */
  readonly count: number
  /** Be told every turn (for the canvas); the answer ends it. */
  hear(act: (turn: Turn) => void): () => void

  /** The last thing that went otherwise than wished, in one sentence. */
  trouble: string
  readonly saving: 'saved' | 'not yet' | 'no connection'
  readonly canUndo: boolean
  readonly canRedo: boolean
  undo(): void
  redo(): void

  /** Who is coded; null for both together. */
  person: string | null
  readonly people: readonly Person[]
  /** What is running, each with its end at the frame shown. */
  readonly running: readonly CodedEvent[]
  /** Stretches that were marked and wait for a code. */
  readonly marked: readonly Span[]
  /** The stretch that the next code names, and whether a beginning was set without an end. */
  readonly inHand: Span | null
  readonly markStart: Micros | null
  readonly strip: Strip | null
  /** code -> key. */
  readonly keys: ReadonlyMap<string, string>
  /** A key, or a button, of a code: pressed and let go. Both take the time stamp of their event. */
  press(code: string, stamp: number, forOther?: boolean): void
  release(code: string, stamp: number): void
  /** The window has lost the focus: what is held ends. */
  blur(): void
  /** True where the key was ours (then prevent its default). */
  keyDown(event: KeyboardEvent): boolean
  keyUp(event: KeyboardEvent): boolean
  /** Choose (or unchoose) a value of a modifier of the event in the strip. */
  choose(value: string): void

  readonly selected: ReadonlySet<string>
  readonly chosen: readonly CodedEvent[]
  select(ids: readonly string[], isAdding?: boolean): void
  setStart(at: Micros): void
  setEnd(at: Micros): void
  /** A drag of the canvas: done once, at its end. */
  drag(id: string, hold: 'start' | 'end' | 'body', to: Micros): void
  nudge(edge: 'start' | 'end' | 'body', frames: number): void
  split(): void
  merge(): void
  copyTo(person: string | null): void
  recode(code: string): void
  giveTo(person: string | null): void
  say(modifier: string, values: readonly string[]): void
  write(id: string, note: string): void
  takeOut(): void

  readonly habits: Habits
  keepHabits(habits: Habits): void
  /** Gives `code` the key; the sentence where it clashes, otherwise empty. */
  remap(code: string, key: string): string
  setHabit(habit: Habit): void

  readonly ratings: readonly Rating[]
  rate(rating: Rating): void
  readonly rivals: readonly Rival[]
  settle(settling: Settling): void
}

export type DeskOf = (opening: Opening, api: CodingApi, scope: Scope) => DeskSkeleton
