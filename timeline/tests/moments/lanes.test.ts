import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { holdAt } from '../../src/moments/grab'
import { lanes, titlesAt } from '../../src/moments/lanes'

const spans = fc.array(
  fc.tuple(fc.nat({ max: 50 }), fc.integer({ min: 1, max: 20 })).map(([start, long]) => ({ start, end: start + long })),
)

describe('Moments on the timeline', () => {
  it('share one lane while they do not overlap', () => {
    expect(lanes([{ start: 0, end: 5 }, { start: 5, end: 8 }, { start: 9, end: 12 }])).toEqual([0, 0, 0])
  })

  it('step into a second lane where they do', () => {
    expect(lanes([{ start: 0, end: 5 }, { start: 3, end: 8 }, { start: 6, end: 9 }])).toEqual([0, 1, 0])
  })

  it('are called by their names where the film stands, from their first instant to before their end', () => {
    const moments = [{ start: 0, end: 5, title: 'Waits' }, { start: 3, end: 8, title: 'Smiles back' }]

    expect([0, 3, 4, 5, 8].map((at) => titlesAt(moments, at))).toEqual([
      ['Waits'], ['Waits', 'Smiles back'], ['Waits', 'Smiles back'], ['Smiles back'], [],
    ])
  })

  it('never cover each other', () => {
    fc.assert(
      fc.property(spans, (all) => {
        const placed = lanes(all)

        all.forEach((one, i) => {
          all.forEach((other, j) => {
            const overlaps = i !== j && one.start < other.end && other.start < one.end
            if (overlaps) expect(placed[i]).not.toBe(placed[j])
          })
        })
      }),
    )
  })

  it('take no more lanes than there are moments at one time', () => {
    fc.assert(
      fc.property(spans, (all) => {
        const deepest = Math.max(0, ...all.map(({ start }) => all.filter((each) => each.start <= start && start < each.end).length))

        expect(Math.max(0, ...lanes(all).map((lane) => lane + 1))).toBe(deepest)
      }),
    )
  })
})

describe('The pointer', () => {
  const view = { from: 0, to: 100 }
  const span = { start: 20, end: 60 }

  it('takes hold of an edge within reach, and of the body between', () => {
    expect(holdAt(span, 17, view, 100, 5)).toBe('start')
    expect(holdAt(span, 63, view, 100, 5)).toBe('end')
    expect(holdAt(span, 40, view, 100, 5)).toBe('body')
    expect(holdAt(span, 80, view, 100, 5)).toBeNull()
  })

  it('takes the nearer edge of a narrow moment', () => {
    expect(holdAt({ start: 20, end: 24 }, 21, view, 100, 10)).toBe('start')
    expect(holdAt({ start: 20, end: 24 }, 23, view, 100, 10)).toBe('end')
  })
})
