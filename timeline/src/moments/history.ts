import { changesNothing, same, undo } from './edits'
import type { Edit, NamingEdit } from '../wire'

/** One thing done: a change to a moment, or to who is who. */
export type Deed = Edit | NamingEdit

export const isNaming = (deed: Deed | undefined): deed is NamingEdit => deed !== undefined && !('id' in deed)

/** What was done, latest last, and what was taken back, latest last. */
export interface History {
  readonly past: readonly Deed[]
  readonly future: readonly Deed[]
}

export const noHistory: History = { past: [], future: [] }

/** A step through the history: what to do now, and the history after it. */
export interface Step {
  readonly deed: Deed
  readonly history: History
}

export function recorded(history: History, deed: Deed): History {
  return !isNaming(deed) && changesNothing(deed) ? history : { past: [...history.past, deed], future: [] }
}

/** `history` with `edit`, joined to the last one where both only write in the same moment. */
export function retyped(history: History, edit: Edit): History {
  const last = history.past.at(-1)
  if (!last || isNaming(last) || last.id !== edit.id || !onlyWrites(last)) return recorded(history, edit)
  return recorded({ past: history.past.slice(0, -1), future: [] }, { ...edit, before: last.before })
}

function onlyWrites({ before, after }: Edit): boolean {
  return before !== null && after !== null && same({ ...before, title: after.title, note: after.note }, after)
}

const undone = (deed: Deed): Deed => (isNaming(deed) ? { before: deed.after, after: deed.before } : undo(deed))

export function stepBack({ past, future }: History): Step | null {
  const last = past.at(-1)
  return last ? { deed: undone(last), history: { past: past.slice(0, -1), future: [...future, last] } } : null
}

export function stepOn({ past, future }: History): Step | null {
  const next = future.at(-1)
  return next ? { deed: next, history: { past: [...past, next], future: future.slice(0, -1) } } : null
}

/** `history` without the edits of one moment: what somebody else has changed cannot be taken back from here. */
export const forgotten = (history: History, id: string): History => without(history, (deed) => !isNaming(deed) && deed.id === id)

/** `history` without what was said of who is who. */
export const forgottenNaming = (history: History): History => without(history, isNaming)

function without({ past, future }: History, isGone: (deed: Deed) => boolean): History {
  return { past: past.filter((deed) => !isGone(deed)), future: future.filter((deed) => !isGone(deed)) }
}
