import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Frames } from '../../src/time/frames'

/** A film whose frames stay 40, 20, 60 and 40 ms. */
const uneven = new Frames([0, 40_000, 20_000, 60_000], 160_000)

const films = fc
  .array(fc.integer({ min: 4_000, max: 200_000 }), { minLength: 1, maxLength: 60 })
  .map((steps) => {
    const length = steps.reduce((sum, step) => sum + step, 0)
    return { frames: new Frames([0, ...steps.slice(0, -1)], length), length }
  })

describe('The frames of a film', () => {
  it('begin where the film says, however uneven that is', () => {
    expect([0, 1, 2, 3].map((index) => uneven.startOf(index))).toEqual([0, 40_000, 60_000, 120_000])
  })

  it('stay on the screen until the next one begins', () => {
    expect(uneven.indexAt(39_999)).toBe(0)
    expect(uneven.indexAt(40_000)).toBe(1)
    expect(uneven.indexAt(119_999)).toBe(2)
  })

  it('are sought in the middle of their time, the last one as well', () => {
    expect(uneven.middleOf(2)).toBe(90_000)
    expect(uneven.middleOf(3)).toBe(140_000)
  })

  it('are known again when a player reports their time a little early or late', () => {
    expect(uneven.nearest(59_990)).toBe(60_000)
    expect(uneven.nearest(60_010)).toBe(60_000)
  })

  it('can be stepped through without leaving the film', () => {
    expect(uneven.stepped(50_000, 1)).toBe(60_000)
    expect(uneven.stepped(50_000, -1)).toBe(0)
    expect(uneven.stepped(0, -1)).toBe(0)
    expect(uneven.stepped(130_000, 5)).toBe(120_000)
  })

  it('are taken to be 40 ms long where the film does not say', () => {
    expect(new Frames([], 1_000_000).count).toBe(25)
  })

  it('are found again by the middle of their time', () => {
    fc.assert(
      fc.property(films, ({ frames }) => {
        for (let index = 0; index < frames.count; index++) expect(frames.indexAt(frames.middleOf(index))).toBe(index)
      }),
    )
  })

  it('are back where they were after a step on and a step back', () => {
    fc.assert(
      fc.property(films, fc.nat(), ({ frames }, seed) => {
        const start = frames.startOf(seed % frames.count)

        const there = frames.stepped(start, 1)

        if (there !== start) expect(frames.stepped(there, -1)).toBe(start)
      }),
    )
  })
})
