import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { between, movedBy, nextByHand, sizedBy, SMALLEST, withFound, withKey } from '../../src/reel/covers'
import { nearest } from '../../src/reel/drag'
import { commonShape } from '../../src/reel/shape'
import type { Box } from '../../src/wire'

const share = fc.double({ min: -0.5, max: 1.5, noNaN: true })
const inPicture = ({ left, top, width, height }: Box): boolean =>
  left >= 0 && top >= 0 && width > 0 && height > 0 && left + width <= 1.000_001 && top + height <= 1.000_001
const box = { left: 0.2, top: 0.3, width: 0.4, height: 0.5 }
const key = (at: number, isByHand: boolean): { at: number; box: Box; isByHand: boolean } => ({ at, box, isByHand })

describe('A box', () => {
  it('stays in the picture, however it is drawn, moved and sized', () => {
    fc.assert(
      fc.property(share, share, share, share, (x, y, otherX, otherY) => {
        const drawn = between({ x, y }, { x: otherX, y: otherY })

        expect(inPicture(drawn)).toBe(true)
        expect(inPicture(movedBy(drawn, otherX, otherY))).toBe(true)
        expect(inPicture(sizedBy(drawn, otherX - 0.5, otherY - 0.5))).toBe(true)
        expect(sizedBy(drawn, -2, -2).width).toBeGreaterThanOrEqual(SMALLEST - 1e-9)
      }),
    )
  })

  it('is put by hand at one picture, once', () => {
    const cover = withKey(withKey({ keys: [key(10, false), key(20, false)] }, 15, box), 15, { ...box, left: 0 })

    expect(cover.keys.map(({ at, isByHand }) => [at, isByHand])).toEqual([[10, false], [15, true], [20, false]])
    expect(cover.keys[1]?.box.left).toBe(0)
    expect(nextByHand(cover, 10)).toBe(15)
    expect(nextByHand(cover, 15)).toBeNull()
  })

  it('follows anew from where it was helped, and keeps what was found before', () => {
    const cover = withFound({ keys: [key(0, true), key(10, false), key(20, true), key(30, false)] }, [key(20, true), key(25, false), key(40, false)])

    expect(cover.keys.map(({ at }) => at)).toEqual([0, 10, 20, 25, 40])
  })

  it('has its keys in order and each time once, whatever is found', () => {
    const keys = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 1 }).map((times) => [...times].sort((a, b) => a - b).map((at) => key(at, false)))
    fc.assert(
      fc.property(keys, keys, (one, other) => {
        const times = withFound({ keys: one }, other).keys.map(({ at }) => at)

        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
      }),
    )
  })
})

describe('On the screen', () => {
  it('a dragged clip goes to the place that is nearest to it', () => {
    const homes = [{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 0, y: 80 }]

    expect([{ x: 40, y: 5 }, { x: 70, y: 5 }, { x: 10, y: 60 }].map((hand) => nearest(homes, hand))).toEqual([0, 1, 2])
  })

  it('a reel is upright only where all of its films are', () => {
    const [phone, camera] = [{ width: 720, height: 1280 }, { width: 1280, height: 720 }]

    expect(commonShape([phone])).toBeCloseTo(9 / 16)
    expect(commonShape([camera, phone])).toBeCloseTo(16 / 9)
    expect(commonShape([])).toBeCloseTo(16 / 9)
  })
})
