import type { Edit, Moment } from '../wire'

export const undo = ({ id, before, after }: Edit): Edit => ({ id, before: after, after: before })

/** Whether both sides say the same; two absent moments do. */
export function same(one: Moment | null, other: Moment | null): boolean {
  if (one === null || other === null) return one === other
  return written(one) === written(other)
}

export const changesNothing = (edit: Edit): boolean => same(edit.before, edit.after)

/** `moment` without what no keyboard writes and the server does not take: control characters and halves of characters. */
export const plain = (moment: Moment): Moment => ({ ...moment, title: readable(moment.title), note: readable(moment.note) })

const readable = (text: string): string => text.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')

/** `queue` with `edit` behind it: one edit per moment, and none where it came back to what it was. */
export function merged(queue: readonly Edit[], edit: Edit): readonly Edit[] {
  const earlier = queue.find((each) => each.id === edit.id)
  const others = queue.filter((each) => each.id !== edit.id)
  const joined = earlier ? { ...edit, before: earlier.before } : edit
  return changesNothing(joined) ? others : [...others, joined]
}

// A browser sends on what a page leaves behind only up to 64 KiB, and the server takes 200 edits at once.
const MOST_AT_ONCE = 100
const MOST_BYTES = 48_000

/** What of `queue` can be sent in one go, at least one edit, and what waits behind it. */
export function portion(queue: readonly Edit[]): readonly [now: readonly Edit[], later: readonly Edit[]] {
  let size = 0
  const end = queue.findIndex((each, index) => {
    size += new TextEncoder().encode(JSON.stringify(each)).length
    return index > 0 && (size > MOST_BYTES || index >= MOST_AT_ONCE)
  })
  return end === -1 ? [queue, []] : [queue.slice(0, end), queue.slice(end)]
}

/** `moments` after `edit`, in the order of the film. */
export function applied(moments: readonly Moment[], edit: Edit): readonly Moment[] {
  const others = moments.filter((each) => each.id !== edit.id)
  return inOrder(edit.after ? [...others, edit.after] : others)
}

export const inOrder = (moments: readonly Moment[]): readonly Moment[] =>
  [...moments].sort((one, other) => one.start - other.start || one.end - other.end || compare(one.id, other.id))

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

// Field by field and in one order: the server may write the fields of a moment in another.
function written(moment: Moment): string {
  const { id, film, start, end, title, principle, person, origin, standing, codebook, note } = moment
  const reasons = moment.reasons.map(({ at, words }) => [at, words])
  return JSON.stringify([id, film, start, end, title, principle, person, origin, standing, codebook, note, reasons])
}
