import { changesNothing } from './edits'
import type { Edit, Moment } from '../wire'

type Words = 'title' | 'note' | 'reasons'

/** A moment without its words: what may wait in the browser holds ids and times, and nothing about a family. */
export type Bare = Omit<Moment, Words>

/** An edit that has not been acknowledged, as it waits in the browser. */
export interface Draft {
  readonly id: string
  readonly before: Bare | null
  readonly after: Bare | null
}

export const draftOf = ({ id, before, after }: Edit): Draft => ({ id, before: bare(before), after: bare(after) })

/** The edit that makes `draft` true of the moment as it is `now`; null where nothing is left to do. */
export function restored(draft: Draft, now: Moment | null): Edit | null {
  const after = now ? changed(now, draft) : anew(draft)
  const edit = { id: draft.id, before: now, after }
  return changesNothing(edit) ? null : edit
}

function changed(now: Moment, { before, after }: Draft): Moment | null {
  if (after === null) return null
  const fields = Object.entries(after).filter(([name, value]) => before?.[name as keyof Bare] !== value)
  return { ...now, ...(Object.fromEntries(fields) as Partial<Bare>) }
}

// A moment that was there and is gone was taken away by somebody else: it stays away.
function anew({ before, after }: Draft): Moment | null {
  return before === null && after !== null ? { ...after, title: OWN_TITLE, note: '', reasons: [] } : null
}

export const OWN_TITLE = 'My moment'

function bare(moment: Moment | null): Bare | null {
  if (moment === null) return null
  const { id, film, start, end, principle, person, origin, standing, codebook } = moment
  return { id, film, start, end, principle, person, origin, standing, codebook }
}
