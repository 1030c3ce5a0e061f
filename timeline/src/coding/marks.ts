import { clamp, type Span } from '../time/span'
import type { Micros } from '../wire'

/** Stretches that were marked and wait for a code, in the order of time; the next code names the one in hand. */
export interface Marks {
  readonly markStart: Micros | null
  readonly marked: readonly Span[]
  readonly inHand: Span | null
}

export const markedIn = (marks: Marks, at: Micros): Marks => ({ ...marks, markStart: at })

/** A stretch up to `at`, or down to it where it lies before the beginning; as it was where nothing lies between. */
export function markedOut(marks: Marks, at: Micros): Marks {
  const { markStart } = marks
  if (markStart === null || markStart === at) return marks
  return added({ ...marks, markStart: null }, { start: Math.min(markStart, at), end: Math.max(markStart, at) })
}

/** A stretch around `at`, as far as a film of `length` allows. */
export const markedAround = (marks: Marks, at: Micros, lead: Micros, lag: Micros, length: Micros): Marks =>
  added(marks, { start: Math.max(0, at - lead), end: clamp(at + lag, at + 1, length) })

/** The first marked stretch that ends after `at` in hand, or the very first; none where none is marked. */
export function takenUp(marks: Marks, at: Micros): Marks {
  return { ...marks, inHand: marks.marked.find(({ end }) => end > at) ?? marks.marked[0] ?? null }
}

/** `marks` without the stretch in hand: it has its name, or is not wanted. */
export function named({ markStart, marked, inHand }: Marks): Marks {
  return { markStart, marked: marked.filter((stretch) => stretch !== inHand), inHand: null }
}

function added(marks: Marks, stretch: Span): Marks {
  const marked = [...marks.marked, stretch].sort((one, other) => one.start - other.start || one.end - other.end)
  return { ...marks, marked, inHand: stretch }
}
