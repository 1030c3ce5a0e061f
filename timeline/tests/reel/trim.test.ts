import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { endingAt, endingBy, endingFrames, endingWith, laidOver, lastPicture, loupeView, startingAt, startingBy, startingFrames, within } from '../../src/reel/trim'
import { Frames } from '../../src/time/frames'
import { phoneFilm } from './reels'

const SECOND = 1_000_000
/** Ten pictures a second for ten seconds. */
const frames = new Frames([0, ...Array.from({ length: 99 }, () => 100_000)], 10 * SECOND)
const bounds = { frames, longest: 5 * SECOND }
const span = { start: 2 * SECOND, end: 4 * SECOND }

describe('A clip is trimmed by frames', () => {
  it('begins and ends one frame earlier or later', () => {
    expect(startingFrames(span, 1, bounds)).toEqual({ start: 2_100_000, end: 4 * SECOND })
    expect(startingFrames(span, -1, bounds)).toEqual({ start: 1_900_000, end: 4 * SECOND })
    expect(endingFrames(span, 1, bounds)).toEqual({ start: 2 * SECOND, end: 4_100_000 })
    expect(endingFrames(span, -1, bounds)).toEqual({ start: 2 * SECOND, end: 3_900_000 })
  })

  it('moves by a tenth of a second and by a second', () => {
    expect(startingBy(span, -SECOND, bounds).start).toBe(SECOND)
    expect(endingBy(span, 100_000, bounds).end).toBe(4_100_000)
  })

  it('moves by one frame at the least, where frames are longer than what was asked for', () => {
    const slow = { frames: new Frames([0, 500_000, 500_000, 500_000], 2 * SECOND), longest: 5 * SECOND }

    expect(startingBy({ start: 0, end: 2 * SECOND }, 100_000, slow).start).toBe(500_000)
  })

  it('ends with the picture under the playhead as its last', () => {
    const trimmed = endingWith(span, 3_040_000, bounds)

    expect(trimmed.end).toBe(3_100_000)
    expect(lastPicture(trimmed, frames)).toBe(3_000_000)
  })

  it('never leaves the film, and keeps one picture', () => {
    expect(startingBy(span, -60 * SECOND, bounds).start).toBe(0)
    expect(endingBy({ start: 6 * SECOND, end: 9 * SECOND }, 60 * SECOND, bounds).end).toBe(10 * SECOND)
    expect(startingAt(span, 9 * SECOND, bounds)).toEqual({ start: 3_900_000, end: 4 * SECOND })
    expect(endingAt(span, 0, bounds)).toEqual({ start: 2 * SECOND, end: 2_100_000 })
  })

  it('never grows longer than the programme allows', () => {
    expect(endingAt(span, 9 * SECOND, bounds).end).toBe(7 * SECOND)
    expect(startingAt({ start: 6 * SECOND, end: 8 * SECOND }, 0, bounds).start).toBe(3 * SECOND)
  })

  it('holds whole frames, inside the film and the longest, whatever is asked of a phone film', () => {
    const asked = fc.record({ film: phoneFilm, at: fc.integer({ min: -2 * SECOND, max: 12 * SECOND }), longest: fc.integer({ min: 100_000, max: 3 * SECOND }) })
    fc.assert(
      fc.property(asked, ({ film, at, longest }) => {
        const its = { frames: new Frames(film.deltas, film.length), longest }
        const first = { start: 0, end: its.frames.startOf(1) }

        for (const next of [endingAt(first, at, its), startingAt(endingAt(first, film.length, its), at, its)]) {
          expect(next.start).toBeGreaterThanOrEqual(0)
          expect(next.end).toBeLessThanOrEqual(film.length)
          expect(next.end - next.start).toBeGreaterThan(0)
          expect(next.end - next.start).toBeLessThanOrEqual(longest)
          expect(its.frames.stepped(next.start, 0)).toBe(next.start)
        }
      }),
    )
  })

  it('comes back when what was done is done the other way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 15 }), (by) => {
        expect(endingFrames(endingFrames(span, by, bounds), -by, bounds)).toEqual(span)
        expect(startingFrames(startingFrames(span, -by, bounds), by, bounds)).toEqual(span)
      }),
    )
  })
})

describe('Stretches of a clip', () => {
  const stretch = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 200 }), fc.constantFrom(25, 50)).map(([start, length, speed]) => ({ start, end: start + length, speed }))

  it('have one pace each, and the last word counts', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 12 }), stretch, (before, next) => {
        const laid = laidOver(before.reduce<typeof before>((all, one) => laidOver(all, one), []), next)

        for (const [place, one] of laid.entries()) expect(laid.slice(place + 1).every((other) => one.end <= other.start)).toBe(true)
        const at = next.start
        expect(laid.find((one) => one.start <= at && at < one.end)?.speed).toBe(next.speed)
      }),
    )
  })

  it('are cut to the clip, and gone where they lie outside it', () => {
    expect(within({ start: 1, end: 5 }, { start: 3, end: 9 })).toEqual({ start: 3, end: 5 })
    expect(within({ start: 1, end: 3 }, { start: 3, end: 9 })).toBeNull()
  })

  it('are seen with a while of film before and after, as far as there is any', () => {
    expect(loupeView({ start: SECOND, end: 3 * SECOND }, 4 * SECOND)).toEqual({ from: 0, to: 4 * SECOND })
    expect(loupeView({ start: 20 * SECOND, end: 40 * SECOND }, 60 * SECOND)).toEqual({ from: 15 * SECOND, to: 45 * SECOND })
  })
})
