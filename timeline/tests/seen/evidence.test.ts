import { describe, expect, it } from 'vitest'

import { accounts, evidenceAt } from '../../src/seen/evidence'
import { SECOND } from '../../src/time/clock'
import type { Observation } from '../../src/wire'

const observed = (who: string, happening: string, from: number, to: number): Observation => ({
  who,
  happening,
  start: from * SECOND,
  end: to * SECOND,
  strength: 1,
  words: happening,
})
const SEEN = [
  { who: 'left', words: 'the person on the left' },
  { who: 'right', words: 'the person on the right' },
]

describe('the evidence of a second', () => {
  it('is what was going on there and what began within two seconds', () => {
    const gone = observed('left', 'smiles', 5, 10)
    const going = observed('left', 'looks towards the other', 8, 11)
    const answer = observed('right', 'voice', 11.5, 12)
    const late = observed('right', 'voice', 12.5, 13)

    expect(evidenceAt([gone, going, answer, late], 10 * SECOND)).toEqual([going, answer])
  })

  it('is told person by person from the left, what belongs to both last', () => {
    const events = [observed('', 'both smile', 1, 2), observed('', 'voice', 1, 2), observed('right', 'smiles', 1, 2), observed('left', 'smiles', 1, 2)]

    expect(accounts(events, SEEN).map(({ name }) => name)).toEqual(['The person on the left', 'The person on the right', 'Somebody', 'Together'])
  })

  it('keeps silent about people of whom nothing was noted', () => {
    expect(accounts([observed('right', 'smiles', 1, 2)], SEEN).map(({ name }) => name)).toEqual(['The person on the right'])
  })
})
