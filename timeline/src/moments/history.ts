import { changesNothing, same, undo } from './edits'
import type { Edit } from '../wire'

/** What was done, latest last, and what was taken back, latest last. */
export interface History {
  readonly past: readonly Edit[]
  readonly future: readonly Edit[]
}

export const noHistory: History = { past: [], future: [] }

/** A step through the history: the edit to make now, and the history after it. */
export interface Step {
  readonly edit: Edit
  readonly history: History
}

export function recorded(history: History, edit: Edit): History {
  return changesNothing(edit) ? history : { past: [...history.past, edit], future: [] }
}

/** `history` with `edit`, joined to the last one where both only write in the same moment. */
export function retyped(history: History, edit: Edit): History {
  const last = history.past.at(-1)
  if (last?.id !== edit.id || !onlyWrites(last)) return recorded(history, edit)
  return recorded({ past: history.past.slice(0, -1), future: [] }, { ...edit, before: last.before })
}

function onlyWrites({ before, after }: Edit): boolean {
  return before !== null && after !== null && same({ ...before, title: after.title, note: after.note }, after)
}

export function stepBack({ past, future }: History): Step | null {
  const last = past.at(-1)
  return last ? { edit: undo(last), history: { past: past.slice(0, -1), future: [...future, last] } } : null
}

export function stepOn({ past, future }: History): Step | null {
  const next = future.at(-1)
  return next ? { edit: next, history: { past: [...past, next], future: future.slice(0, -1) } } : null
}

/** `history` without the edits of one moment: what somebody else has changed cannot be taken back from here. */
export function forgotten({ past, future }: History, id: string): History {
  return { past: past.filter((edit) => edit.id !== id), future: future.filter((edit) => edit.id !== id) }
}
