import type { Change, CodedEvent } from '../wire'

/** Whether both say the same; two absent events do. */
export function same(one: CodedEvent | null, other: CodedEvent | null): boolean {
  if (one === null || other === null || one === other) return one === other
  return one.id === other.id && one.code === other.code && one.person === other.person && one.start === other.start
    && one.end === other.end && one.note === other.note && sameModifiers(one.modifiers, other.modifiers)
}

function sameModifiers(one: CodedEvent['modifiers'], other: CodedEvent['modifiers']): boolean {
  const names = Object.keys(one)
  if (names.length !== Object.keys(other).length) return false
  return names.every((name) => {
    const [these, those] = [one[name] ?? [], Object.hasOwn(other, name) ? other[name] : undefined]
    return those?.length === these.length && these.every((value, place) => value === those[place])
  })
}

/** Whether a change only says that its event stays as it is: what else its deed does rests on that. As `domain/coding.py` has it. */
export const keeps = ({ before, after }: Change): boolean => same(before, after)

/** Whether the event is taken out, or made shorter and is otherwise as it was. */
export function givesWay(change: Change): boolean {
  const { before, after } = change
  if (before === null || keeps(change)) return false
  return after === null || (before.start <= after.start && after.end <= before.end && same({ ...before, start: after.start, end: after.end }, after))
}

/** Whether the event is, where it now is `now`, as this change found it, or so already. */
export function fits(change: Change, now: CodedEvent | null): boolean {
  const { before, after } = change
  if (!keeps(change)) return same(now, before) || same(now, after)
  return now !== null && after !== null && now.code === after.code && now.person === after.person && now.start <= after.start && after.end <= now.end
}

/** Whether the event of `change` gives way to what `other` keeps or puts in. */
export function restsOn(change: Change, other: Change): boolean {
  const [{ before }, { after }] = [change, other]
  if (before === null || after === null || !givesWay(change) || other.event === change.event) return false
  return before.person === after.person && before.start < after.end && after.start < before.end
}
