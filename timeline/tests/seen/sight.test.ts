import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { gaps, heights, percent, seenAtAll, shareSeen } from '../../src/seen/sight'
import type { Track } from '../../src/wire'

const STEP = 80_000
const track = (...values: (number | null)[]): Track => ({ who: 'left', signal: 'smile', step: STEP, values })
const values = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 40 })

describe('what was out of sight', () => {
  it('is as long as it was, at the beginning, in between and at the end', () => {
    const seen = track(null, 0, 1, null, null, 0, null)

    expect(gaps(seen)).toEqual([
      { start: 0, end: STEP },
      { start: 3 * STEP, end: 5 * STEP },
      { start: 6 * STEP, end: 7 * STEP },
    ])
  })

  it('is nothing where all was seen, however low', () => {
    expect(gaps(track(0, 0, 0))).toEqual([])
  })

  it('and what was seen make up the whole', () => {
    fc.assert(fc.property(values, (all) => {
      const hidden = gaps(track(...all)).reduce((sum, { start, end }) => sum + end - start, 0)
      expect(hidden / (all.length * STEP) + seenAtAll(track(...all))).toBeCloseTo(1)
    }))
  })

  it('is never drawn as a low value', () => {
    expect(heights(track(null, 0.5, 3, -1), (value) => value).values).toEqual([null, 0.5, 1, 0])
  })
})

describe('the share in which somebody was seen', () => {
  it('is counted in the span alone', () => {
    const seen = track(null, null, 1, 1, 1, null, null, null)

    expect(shareSeen(seen, { start: 0, end: 5 * STEP })).toBe(0.6)
    expect(shareSeen(seen, { start: 2 * STEP, end: 5 * STEP })).toBe(1)
  })

  it('is nothing beyond the end of what was measured', () => {
    expect(shareSeen(track(1, 1), { start: 10 * STEP, end: 12 * STEP })).toBe(0)
  })

  it('is said in hundredths', () => {
    expect(percent(0.404)).toBe('40 %')
  })
})
