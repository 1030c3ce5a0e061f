import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { SECOND } from '../../src/time/clock'
import { around, beginning, ending, holds, joined, LONGEST, SHORTEST } from '../../src/time/span'

const length = 600 * SECOND
const times = fc.integer({ min: -10 * SECOND, max: 610 * SECOND })
const span = { start: 10 * SECOND, end: 14 * SECOND }

describe('A stretch of film', () => {
  it('holds its beginning and not its end', () => {
    expect(holds(span, 10 * SECOND)).toBe(true)
    expect(holds(span, 14 * SECOND)).toBe(false)
  })

  it('begins and ends where it is asked to', () => {
    expect(beginning(span, 12 * SECOND)).toEqual({ start: 12 * SECOND, end: 14 * SECOND })
    expect(ending(span, 20 * SECOND, length)).toEqual({ start: 10 * SECOND, end: 20 * SECOND })
  })

  it('never turns inside out', () => {
    expect(beginning(span, 15 * SECOND).start).toBe(14 * SECOND - SHORTEST)
    expect(ending(span, 9 * SECOND, length).end).toBe(10 * SECOND + SHORTEST)
  })

  it('stays inside the film and is never too long, wherever its ends are pulled', () => {
    fc.assert(
      fc.property(times, times, (start, end) => {
        const pulled = ending(beginning(span, start), end, length)

        expect(pulled.start).toBeGreaterThanOrEqual(0)
        expect(pulled.end).toBeLessThanOrEqual(length)
        expect(pulled.end - pulled.start).toBeGreaterThanOrEqual(SHORTEST)
        expect(pulled.end - pulled.start).toBeLessThanOrEqual(LONGEST)
      }),
    )
  })

  it('is laid around the playhead, from a second before it', () => {
    expect(around(30 * SECOND, length)).toEqual({ start: 29 * SECOND, end: 32 * SECOND })
  })

  it('is laid inside a film that begins, ends or is over there', () => {
    expect(around(0, length)).toEqual({ start: 0, end: 3 * SECOND })
    expect(around(length, length).end).toBe(length)
    expect(around(SECOND, 2 * SECOND)).toEqual({ start: 0, end: 2 * SECOND })
  })
})

describe('Stretches that touch or overlap', () => {
  it('are one stretch', () => {
    expect(joined([{ start: 5, end: 9 }, { start: 1, end: 3 }, { start: 3, end: 4 }, { start: 6, end: 7 }])).toEqual([
      { start: 1, end: 4 },
      { start: 5, end: 9 },
    ])
  })
})
