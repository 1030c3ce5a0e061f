import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { SECOND } from '../../src/time/clock'
import { following, panned, ticks, timeAt, viewAround, whole, xOf, zoomed } from '../../src/time/view'

const length = 600 * SECOND

describe('What the timeline shows', () => {
  it('is all of the film at first', () => {
    expect(whole(length)).toEqual({ from: 0, to: length })
  })

  it('keeps the place that is looked at where it is while zooming', () => {
    const closer = zoomed(whole(length), 0.5, 300 * SECOND, length)

    expect(closer).toEqual({ from: 150 * SECOND, to: 450 * SECOND })
  })

  it('is looked at closely around a second, as far as there is film on both sides', () => {
    expect(viewAround(100 * SECOND, 30 * SECOND, length)).toEqual({ from: 85 * SECOND, to: 115 * SECOND })
    expect(viewAround(2 * SECOND, 30 * SECOND, length)).toEqual({ from: 0, to: 30 * SECOND })
    expect(viewAround(2 * SECOND, 30 * SECOND, 9 * SECOND)).toEqual({ from: 0, to: 9 * SECOND })
  })

  it('never leaves the film', () => {
    const views = fc.tuple(fc.double({ min: 0.01, max: 10, noNaN: true }), fc.integer({ min: 0, max: length }))
    fc.assert(
      fc.property(fc.array(views, { maxLength: 8 }), (steps) => {
        const view = steps.reduce(
          (shown, [factor, anchor]) => panned(zoomed(shown, factor, anchor, length), anchor - length / 2, length),
          whole(length),
        )

        expect(view.from).toBeGreaterThanOrEqual(0)
        expect(view.to).toBeLessThanOrEqual(length)
        expect(view.to).toBeGreaterThan(view.from)
      }),
    )
  })

  it('turns the page when the film has played out of it', () => {
    const view = { from: 0, to: 10 * SECOND }

    expect(following(view, 5 * SECOND, length)).toBe(view)
    expect(following(view, 11 * SECOND, length)).toEqual({ from: 10 * SECOND, to: 20 * SECOND })
  })

  it('puts a time at a place and finds it there again', () => {
    const view = { from: 20 * SECOND, to: 40 * SECOND }

    expect(xOf(view, 25 * SECOND, 800)).toBe(200)
    expect(timeAt(view, 200, 800)).toBe(25 * SECOND)
  })

  it('writes round times on the ruler, with room to read them', () => {
    expect(ticks({ from: 0, to: 60 * SECOND }, 450)).toEqual([0, 10, 20, 30, 40, 50, 60].map((at) => at * SECOND))
  })
})
