import { describe, expect, it } from 'vitest'

import type { Lane } from '../../../src/coding/lane'
import { LaneIndex } from '../../../src/coding/lanes'
import { layoutOf, placeAt } from '../../../src/coding/lanes/layout'
import { coded } from './coded'

const LANES: Lane[] = ['one', 'two'].map((id) => ({ id, person: id, level: 'A', title: id, codes: ['A1'] }))
const together = (count: number): LaneIndex =>
  new LaneIndex(LANES, ({ person }) => person, Array.from({ length: count }, (_, number) => coded({ id: `e${number}`, start: number, end: 50 })))
const layout = (index: LaneIndex, folded: readonly string[] = []) => layoutOf(LANES, index, { folded: new Set(folded), heading: 0, hasGhosts: false })

describe('A lane', () => {
  it('grows a row for what overlaps, up to four', () => {
    expect([0, 1, 2, 4, 9].map((count) => layout(together(count)).places[0]?.rows)).toEqual([1, 1, 2, 4, 4])
  })

  it('lies below the one before, folded or not', () => {
    for (const folded of [[], ['one'], ['one', 'two']]) {
      const [one, two] = layout(together(3), folded).places

      expect(two?.top).toBeGreaterThanOrEqual((one?.top ?? 0) + (one?.height ?? 0))
    }
  })

  it('is a single row while it is folded, and can still be unfolded', () => {
    const [one] = layout(together(4), ['one']).places

    expect(one?.rows).toBe(1)
    expect(one?.height).toBeGreaterThanOrEqual(24)
  })

  it('is found where it lies, row by row', () => {
    const its = layout(together(2))
    const bars = its.places[0]?.bars ?? 0
    const row = its.places[0]?.row ?? 0

    expect([placeAt(its, bars + 1)?.row, placeAt(its, bars + row + 1)?.row]).toEqual([0, 1])
    expect(placeAt(its, its.height + 5)).toBeNull()
  })
})
