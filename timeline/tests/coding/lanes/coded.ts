import type { CodedEvent } from '../../../src/wire'

/** Something coded of the first person, with whatever a test wants different. */
export function coded(fields: Partial<CodedEvent>): CodedEvent {
  return { id: 'first', code: 'A1', person: 'one', start: 0, end: 10, modifiers: {}, note: '', ...fields }
}
