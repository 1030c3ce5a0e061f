import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { identityAt, mended, named, naming, reworded, sideOf, spokenOf, swapped } from '../../src/seen/naming'
import type { Naming, Swap } from '../../src/wire'

const LEFT = { who: 'left', words: 'the person on the left' }
const RIGHT = { who: 'right', words: 'the person on the right' }
const SEEN = [LEFT, RIGHT]
const PEOPLE = [
  { id: 'a', name: 'Anna' },
  { id: 'm', name: 'Mia' },
]
const NOBODY: Naming = { names: [], swaps: [] }
const BOTH = naming(NOBODY, 'left', 'a', ['left', 'right'], PEOPLE)
const CALLED = named(SEEN, BOTH, PEOPLE)
const AT: Swap = { at: 10, one: 'left', other: 'right' }

const letters = fc.constantFrom('A', 'B', 'C')
const swaps = fc.array(fc.record({ at: fc.nat(100), one: letters, other: letters }))

describe('who is who', () => {
  it('is said once: where two are left on both sides, the second follows from the first', () => {
    expect(BOTH.names).toEqual([
      { who: 'left', person: 'a' },
      { who: 'right', person: 'm' },
    ])
  })

  it('is asked of each where there are more', () => {
    expect(naming(NOBODY, 'left', 'a', ['left', 'middle', 'right'], PEOPLE).names).toEqual([{ who: 'left', person: 'a' }])
  })

  it('is asked with where they sit, as long as that tells them apart', () => {
    const row = ['a', 'b', 'c', 'd'].map((who) => ({ who, words: 'a person' }))

    expect(sideOf('left', SEEN)).toBe('on the left')
    expect(sideOf('right', SEEN)).toBe('on the right')
    expect(sideOf('b', row.slice(0, 3))).toBe('in the middle')
    expect([sideOf('a', row), sideOf('a', row.slice(0, 1)), sideOf('nobody', SEEN)]).toEqual(['', '', ''])
  })

  it('makes nobody two people', () => {
    expect(naming(BOTH, 'right', 'a', ['left', 'right'], PEOPLE).names).toEqual([
      { who: 'right', person: 'a' },
      { who: 'left', person: 'm' },
    ])
  })

  it('is said in the words from then on', () => {
    const words = 'The person on the right made a sound at 0:43.4; the person on the left turned towards them 0.9 s later.'

    expect(reworded(words, 0, SEEN, CALLED, [])).toBe('Mia made a sound at 0:43.4; Anna turned towards them 0.9 s later.')
  })

  it('tells a short way of calling somebody from a longer one', () => {
    const seen = [{ who: 'left', words: 'the child' }, { who: 'right', words: 'the child on the right' }]
    const called = [{ who: 'left', words: 'Mia' }, { who: 'right', words: 'Ben' }]

    expect(reworded('The child on the right looked; the child’s children did not, the childish.', 0, seen, called, [])).toBe('Ben looked; Mia’s children did not, the childish.')
    expect(spokenOf('The child on the right smiled.', seen).map(({ who }) => who)).toEqual(['right'])
  })

  it('leaves words as they are where nobody is named', () => {
    fc.assert(fc.property(fc.lorem(), fc.constantFrom(...SEEN), (text, { words }) => {
      const sentence = `${text} ${words} ${text}`
      expect(reworded(sentence, 0, SEEN, SEEN, [])).toBe(sentence)
    }))
  })
})

describe('a swap', () => {
  it('holds from its second on', () => {
    expect([9, 10, 11].map((at) => identityAt('left', at, [AT]))).toEqual(['left', 'right', 'right'])
    expect(identityAt('middle', 11, [AT])).toBe('middle')
  })

  it('is mended again by a second one', () => {
    const { swaps } = swapped(swapped(NOBODY, 20, 'left', 'right'), 10, 'left', 'right')

    expect(swaps.map(({ at }) => at)).toEqual([10, 20])
    expect([5, 15, 25].map((at) => identityAt('left', at, swaps))).toEqual(['left', 'right', 'left'])
  })

  it('never makes two people one', () => {
    fc.assert(fc.property(swaps, fc.nat(100), (many, at) => {
      expect(new Set(['A', 'B', 'C'].map((who) => identityAt(who, at, many))).size).toBe(3)
    }))
  })

  it('re-labels what was measured and observed after it, and nothing before', () => {
    const track = (who: string, ...values: (number | null)[]) => ({ who, signal: 'smile', step: 10, values })
    const look = (who: string, start: number) => ({ who, start, end: start + 1, happening: 'smiles', strength: 1, words: '' })

    const found = mended({ seen: SEEN, tracks: [track('left', 1, 2, null), track('right', 5, 6, 7)], observations: [look('left', 3), look('left', 12)] }, [AT])

    expect(found.tracks.map(({ values }) => values)).toEqual([[1, 6, 7], [5, 2, null]])
    expect(found.observations.map(({ who }) => who)).toEqual(['left', 'right'])
  })

  it('is heeded by the words', () => {
    expect(reworded('The person on the left smiled.', 12, SEEN, CALLED, [AT])).toBe('Mia smiled.')
  })
})
