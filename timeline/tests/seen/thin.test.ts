import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { thinnedTrack } from '../../src/seen/thin'
import type { Track } from '../../src/wire'

const track = (values: readonly (number | null)[]): Track => ({ who: 'left', signal: 'smile', step: 100_000, values })

describe('A track seen from far away', () => {
  it('keeps the highest of what falls together, and is unseen only where nothing was seen', () => {
    expect(thinnedTrack(track([0.1, 0.9, null, 0.2, null, null, 0.4]), 2)).toEqual({ ...track([0.9, 0.2, null, 0.4]), step: 200_000 })
  })

  it('never loses the highest of all', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1 }), fc.integer({ min: 1, max: 9 }), (values, factor) => {
        const highest = (all: readonly (number | null)[]): number => Math.max(...all.map((value) => value ?? -1))

        expect(highest(thinnedTrack(track(values), factor).values)).toBe(highest(values))
      }),
    )
  })
})
