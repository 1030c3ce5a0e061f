import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { SECOND } from '../../src/time/clock'
import { pictureAt, placeOf, strip, type Sheet } from '../../src/time/pictures'
import { xOf } from '../../src/time/view'

/** A film of ten minutes: 300 pictures of 160 by 90, one for every two seconds. */
const sheet: Sheet = { width: 160, height: 90, columns: 20, every: 2 * SECOND, count: 300 }
const row = { width: 900, height: 45 }

const views = fc
  .tuple(fc.integer({ min: 0, max: 590 * SECOND }), fc.integer({ min: 2 * SECOND, max: 600 * SECOND }))
  .map(([from, breadth]) => ({ from, to: Math.min(600 * SECOND, from + breadth) }))

describe('The small pictures of a film', () => {
  it('show the time that is pointed at', () => {
    expect(pictureAt(sheet, 0)).toBe(0)
    expect(pictureAt(sheet, 2 * SECOND - 1)).toBe(0)
    expect(pictureAt(sheet, 2 * SECOND)).toBe(1)
    expect(pictureAt(sheet, 600 * SECOND)).toBe(299)
  })

  it('lie on their sheet row after row', () => {
    expect(placeOf(sheet, 0)).toEqual({ left: 0, top: 0 })
    expect(placeOf(sheet, 19)).toEqual({ left: 19 * 160, top: 0 })
    expect(placeOf(sheet, 41)).toEqual({ left: 160, top: 180 })
  })

  it('stand at their own time', () => {
    fc.assert(
      fc.property(views, (view) => {
        for (const { picture, x, breadth } of strip(sheet, view, row.width, row.height)) {
          const [left, right] = [picture * sheet.every, view.to].map((at) => xOf(view, at, row.width))
          expect(x).toBeGreaterThanOrEqual((left ?? 0) - 1e-6)
          expect(x + breadth).toBeGreaterThan(0)
          expect(x).toBeLessThanOrEqual(right ?? 0)
        }
      }),
    )
  })

  it('never cover one another, nor grow beyond their shape', () => {
    fc.assert(
      fc.property(views, (view) => {
        const placed = strip(sheet, view, row.width, row.height)
        placed.forEach(({ x, breadth }, index) => {
          expect(breadth).toBeLessThanOrEqual(80)
          expect(x + breadth).toBeLessThanOrEqual((placed[index + 1]?.x ?? Infinity) + 1e-6)
        })
        expect(placed.length).toBeGreaterThan(0)
      }),
    )
  })

  it('are the same ones while the view is moved along', () => {
    const at = (from: number): number[] =>
      strip(sheet, { from: from * SECOND, to: (from + 300) * SECOND }, row.width, row.height).map(({ picture }) => picture)
    const before = at(100)

    for (const picture of at(103)) expect(before.includes(picture) || picture > Math.max(...before)).toBe(true)
  })
})
