import type { Book } from './book'
import { nameOf, when } from './words'
import { clock } from '../time/clock'
import type { CodedEvent, Micros, Person } from '../wire'

/** One thing that a version of an event says; `isOwn` where the other version says otherwise. */
export interface Line {
  readonly words: string
  readonly isOwn: boolean
}

/** What `version` says, line by line, where it stands beside `other`; nothing where it was taken out. */
export function told(version: CodedEvent | null, other: CodedEvent | null, book: Book, people: readonly Person[]): readonly Line[] {
  if (!version) return []
  const areClose = other !== null && when(version) === when(other) && (version.start !== other.start || version.end !== other.end)
  const its = saying(version, book, people, areClose)
  const others = other ? saying(other, book, people, areClose) : []
  return its.map((words) => ({ words, isOwn: !others.includes(words) }))
}

function saying(event: CodedEvent, book: Book, people: readonly Person[], areClose: boolean): readonly string[] {
  const modifiers = book.modifiers(event.code).flatMap(({ code, label }) => {
    const values = event.modifiers[code] ?? []
    return values.length > 0 ? [`${label}: ${values.join(', ')}`] : []
  })
  return [book.label(event.code), nameOf(people, event.person), areClose ? closely(event) : when(event), ...modifiers, ...(event.note ? [event.note] : [])]
}

// By tenths of a second, two edges that are a frame apart would look the same.
const closely = ({ start, end }: CodedEvent): string => (start === end ? fine(start) : `${fine(start)} to ${fine(end)}`)

const fine = (at: Micros): string => `${clock(at)}${String(Math.floor(at / 1000) % 100).padStart(2, '0')}`
