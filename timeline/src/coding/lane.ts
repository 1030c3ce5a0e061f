import type { CodedEvent, CodeLevel, CodingBook, Person } from '../wire'

/** One row of the timeline: what one person does at one level of the codebook; `person` is null for both together. */
export interface Lane {
  readonly id: string
  readonly person: string | null
  readonly level: string
  /** Who and what, such as "Hanna: Being attentive". */
  readonly title: string
  readonly codes: readonly string[]
}

/** What one deed changed: the events that are no more as they were, and those that are new. */
export interface Turn {
  readonly gone: readonly CodedEvent[]
  readonly come: readonly CodedEvent[]
}

/** A row for each person and level, person by person, and for both together at the end. */
export function lanesOf(people: readonly Person[], book: CodingBook): readonly Lane[] {
  const rows = [...people.map(({ id, name }) => ({ id, name })), { id: null, name: 'Both' }]
  return rows.flatMap(({ id, name }) => book.levels.map((level) => lane(id, name, level)))
}

const lane = (person: string | null, name: string, level: CodeLevel): Lane => ({
  id: laneId(person, level.letter),
  person,
  level: level.letter,
  title: `${name}: ${level.title}`,
  codes: level.codes.map(({ code }) => code),
})

const laneId = (person: string | null, level: string): string => `${person ?? 'both'}/${level}`

/** The lane of an event, by the level its code is of; an event whose code the book does not know lies in none. */
export function laneFinder(book: CodingBook): (event: CodedEvent) => string | null {
  const levels = new Map(book.levels.flatMap(({ letter, codes }) => codes.map(({ code }) => [code, letter] as const)))
  return ({ code, person }) => {
    const level = levels.get(code)
    return level === undefined ? null : laneId(person, level)
  }
}
