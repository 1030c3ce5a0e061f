import { SECOND } from '../src/time/clock'
import type { Edit, Moment } from '../src/wire'

/** A moment of Anna and Mia, with whatever a test wants different. */
export function moment(fields: Partial<Moment> = {}): Moment {
  return {
    id: 'first',
    film: 'film',
    start: 3 * SECOND,
    end: 9 * SECOND,
    title: 'Both smile',
    principle: null,
    person: null,
    origin: 'suggested',
    standing: 'open',
    codebook: 'vig@1',
    reasons: [{ at: 4 * SECOND, words: 'Mia smiles.' }],
    note: '',
    ...fields,
  }
}

export const edit = (before: Moment | null, after: Moment | null): Edit => ({ id: (before ?? after)?.id ?? '', before, after })
