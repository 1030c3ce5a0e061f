import { spoken, clock } from '../time/clock'
import type { CodedEvent, Person } from '../wire'

/** What somebody is called; those who are coded together are both. */
export function nameOf(people: readonly Person[], person: string | null): string {
  return person === null ? 'Both' : (people.find(({ id }) => id === person)?.name ?? '')
}

/** When `event` is, as a list shows it: 0:12.3 to 0:14.0, or for a point 0:12.3. */
export const when = ({ start, end }: CodedEvent): string => (start === end ? clock(start) : `${clock(start)} to ${clock(end)}`)

/** When `event` is, as it is said aloud. */
export const whenSpoken = ({ start, end }: CodedEvent): string => (start === end ? `at ${spoken(start)}` : `${spoken(start)} to ${spoken(end)}`)
