import type { ReelEdit } from '../wire'

/** How the reel was before each thing done, latest last; and what was taken back. */
export interface History {
  readonly past: readonly ReelEdit[]
  readonly future: readonly ReelEdit[]
  /** What is being written just now: letter follows letter, and all are taken back as one. */
  readonly writing: string | null
}

export const noHistory: History = { past: [], future: [], writing: null }

/** A step through the history: the reel as it is then, and the history after it. */
export interface Step {
  readonly reel: ReelEdit
  readonly history: History
}

/** `history` after a change to what was `before`; `writing` names the field that was written in, if one was. */
export function recorded(history: History, before: ReelEdit, writing: string | null = null): History {
  const goesOn = writing !== null && writing === history.writing && history.future.length === 0
  return { past: goesOn ? history.past : [...history.past, before], future: [], writing }
}

export function stepBack({ past, future }: History, now: ReelEdit): Step | null {
  const reel = past.at(-1)
  return reel ? { reel, history: { past: past.slice(0, -1), future: [...future, now], writing: null } } : null
}

export function stepOn({ past, future }: History, now: ReelEdit): Step | null {
  const reel = future.at(-1)
  return reel ? { reel, history: { past: [...past, now], future: future.slice(0, -1), writing: null } } : null
}

/** The clip in which two reels differ first; null where that is none. */
export function firstDifference(one: ReelEdit, other: ReelEdit): string | null {
  const place = other.clips.findIndex((clip, index) => one.clips[index] !== clip)
  return other.clips[place]?.id ?? null
}
