import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { followed, frameTicks, pinched, showing, turned, zoomedTo } from '../../../src/coding/lanes/window'
import { Frames } from '../../../src/time/frames'
import { timeAt } from '../../../src/time/view'

const FRAME = 40_000
const SECOND = 1_000_000
const LENGTH = 600 * SECOND
const frames = new Frames(Array.from({ length: LENGTH / FRAME }, (_, place) => (place === 0 ? 0 : FRAME)), LENGTH)

describe('The part of the film that is shown', () => {
  it('reaches from the whole film to a single frame', () => {
    const closest = zoomedTo({ from: 0, to: LENGTH }, 1e-9, 100 * SECOND, frames)

    expect(closest.to - closest.from).toBe(FRAME)
    expect(zoomedTo(closest, 1e9, 100 * SECOND, frames)).toEqual({ from: 0, to: LENGTH })
  })

  it('waits until the playhead has come to a third, and then goes along', () => {
    const view = { from: 0, to: 30 * SECOND }

    expect(followed(view, 9 * SECOND, LENGTH)).toEqual(view)
    expect(followed(view, 11 * SECOND, LENGTH)).toEqual({ from: SECOND, to: 31 * SECOND })
    expect(followed(view, LENGTH - SECOND, LENGTH)).toEqual({ from: LENGTH - 30 * SECOND, to: LENGTH })
  })

  it('turns a page only when the playhead has left it', () => {
    const view = { from: 0, to: 30 * SECOND }

    expect(turned(view, 29 * SECOND, LENGTH)).toEqual(view)
    expect(turned(view, 30 * SECOND, LENGTH)).toEqual({ from: 20 * SECOND, to: 50 * SECOND })
  })

  it('keeps under each of two fingers what it took hold of', () => {
    const finger = fc.tuple(fc.integer({ min: 200 * SECOND, max: 290 * SECOND }), fc.integer({ min: 310 * SECOND, max: 400 * SECOND }))
    fc.assert(
      fc.property(finger, fc.integer({ min: 100, max: 400 }), fc.integer({ min: 600, max: 900 }), ([one, other], left, right) => {
        // Beyond the film's own ends there is nothing to be kept under a finger.
        const apart = (other - one) / (right - left)
        fc.pre(one - left * apart >= 0 && one + (1000 - left) * apart <= LENGTH)
        const view = pinched({ from: 200 * SECOND, to: 400 * SECOND }, [{ at: one, x: left }, { at: other, x: right }], 1000, frames)
        const pixel = (view.to - view.from) / 1000

        expect(Math.abs(timeAt(view, left, 1000) - one)).toBeLessThan(pixel)
        expect(Math.abs(timeAt(view, right, 1000) - other)).toBeLessThan(pixel)
      }),
    )
  })

  it('shows every frame of a phone film where it really begins, once there is room', () => {
    const phone = new Frames([0, 33_000, 34_000, 66_000, 33_000], 200_000)

    expect(frameTicks({ from: 0, to: 200_000 }, 300, phone, 6).map((frame) => phone.startOf(frame))).toEqual([0, 33_000, 67_000, 133_000, 166_000])
    expect(frameTicks({ from: 0, to: LENGTH }, 300, frames, 6)).toEqual([])
  })

  it('moves to what should be seen, and only if it cannot be seen yet', () => {
    const view = { from: 0, to: 30 * SECOND }

    expect(showing(view, { start: SECOND, end: 2 * SECOND }, LENGTH)).toEqual(view)
    expect(showing(view, { start: 100 * SECOND, end: 110 * SECOND }, LENGTH)).toEqual({ from: 90 * SECOND, to: 120 * SECOND })
  })
})
