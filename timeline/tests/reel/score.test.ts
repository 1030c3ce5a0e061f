import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { boxAt, captionsAt, decibelsAt, filmTime, goesOn, headroom, lastFrame, loudness, placeOf, reachOf, reelTimeOf, stepAt } from '../../src/reel/score'
import { Frames } from '../../src/time/frames'
import { card, clip, hold, run, showing } from './reels'

const SECOND = 1_000_000
// A card of 3 s; clip a from 10 s to 14 s, its second half at half pace, with a picture standing between; then clip b.
const words = card(0, 'For Hanna', 3)
const first = run('a', 3, 10, 2)
const standing = hold('a', 5, 12, 2)
const slow = run('a', 7, 12, 4, 50)
const steps = [words, first, standing, slow, run('b', 11, 30, 1)]

describe('What is seen at a time of the reel', () => {
  it('is a card, a stretch of film or a picture that stands', () => {
    expect([0, 3, 4.9, 5, 6.9, 7, 10.9, 11, 60].map((at) => stepAt(steps, at * SECOND))).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4])
    expect(stepAt([], 0)).toBe(-1)
  })

  it('goes on in the film at the pace of its step', () => {
    expect(filmTime(words, SECOND)).toBeNull()
    expect(filmTime(first, 4 * SECOND)).toBe(11 * SECOND)
    expect(filmTime(standing, 6 * SECOND)).toBe(12 * SECOND)
    expect(filmTime(slow, 9 * SECOND)).toBe(13 * SECOND)
  })

  it('never is a picture after the stretch', () => {
    expect(filmTime(first, 5 * SECOND)).toBe(12 * SECOND - 1)
  })

  it('is found again from the film', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10 * SECOND, max: 14 * SECOND - 1 }), (at) => {
        const there = reelTimeOf(steps, 'a', at) ?? -1
        const step = steps[stepAt(steps, there)]

        expect(step && filmTime(step, there)).toBe(at)
      }),
    )
    expect(reelTimeOf(steps, 'a', 20 * SECOND)).toBeNull()
  })

  it('belongs to a clip with all that stands around it', () => {
    expect(placeOf(steps, 'a')).toEqual({ start: 3 * SECOND, end: 11 * SECOND })
    expect(placeOf(steps, 'c')).toBeNull()
  })

  it('goes on without a break only where the film does', () => {
    expect(goesOn(run('a', 0, 10, 2), run('a', 2, 12, 4, 50))).toBe(true)
    expect(goesOn(run('a', 0, 10, 2), run('a', 2, 10, 2))).toBe(false)
    expect(goesOn(run('a', 0, 10, 2), run('b', 2, 12, 2))).toBe(false)
    expect(goesOn(first, standing)).toBe(false)
  })

  it('ends with the last frame that begins before its end', () => {
    const frames = new Frames([0, ...Array.from({ length: 99 }, () => 200_000)], 20 * SECOND)

    expect(frames.startOf(lastFrame(run('a', 0, 10, 2), frames))).toBe(11_800_000)
    expect(frames.startOf(lastFrame({ ...run('a', 0, 10, 2), lasting: 1_900_000 }, frames))).toBe(11_800_000)
  })
})

describe('What is done to a picture', () => {
  const box = (left: number): { left: number; top: number; width: number; height: number } => ({ left, top: 0, width: 0.2, height: 0.2 })
  const cover = { keys: [{ at: 10, box: box(0.1), isByHand: true }, { at: 20, box: box(0.5), isByHand: false }] }

  it('hides straight from key to key, and stays before the first and after the last', () => {
    expect([0, 10, 15, 20, 99].map((at) => boxAt(cover, at)?.left)).toEqual([0.1, 0.1, 0.30000000000000004, 0.5, 0.5])
    expect(boxAt({ keys: cover.keys.slice(0, 1) }, 99)?.left).toBe(0.1)
    expect(boxAt({ keys: [] }, 0)).toBeNull()
  })

  it('hides all the places that a cover takes in a while', () => {
    const turning = { keys: [...cover.keys, { at: 24, box: box(0.3), isByHand: true }] }

    const around = (from: number, to: number): readonly (number | undefined)[] => {
      const reach = reachOf(turning, from, to)
      return [reach?.left, reach?.width].map((each) => each && Number(each.toFixed(6)))
    }

    expect(around(15, 24)).toEqual([0.3, 0.4])
    expect(around(0, 5)).toEqual([0.1, 0.2])
    expect(reachOf({ keys: [] }, 0, 5)).toBeNull()
  })

  it('shows words from their beginning up to their end', () => {
    const captioned = clip('a', { showing: showing({ captions: [{ start: 10, end: 20, words: 'ננה' }] }) })

    expect([9, 10, 19, 20].map((at) => captionsAt(captioned, at).length)).toEqual([0, 1, 1, 0])
  })

  it('is silent where it is muted or anything there is silenced, and else as loud as it was made', () => {
    const volumes = [{ start: 0, end: 10, decibels: 6 }, { start: 5, end: 8, decibels: null }]
    const loud = clip('a', { showing: showing({ volumes }) })

    expect([0, 5, 9, 10].map((at) => decibelsAt(loud, at))).toEqual([6, null, 6, 0])
    expect(decibelsAt(clip('a', { showing: showing({ volumes, isMuted: true }) }), 0)).toBeNull()
  })

  it('is twice as loud by 6 decibels, which a player can only do by making the rest softer', () => {
    const room = headroom([clip('a'), clip('b', { showing: showing({ volumes: [{ start: 0, end: 1, decibels: 6 }] }) })])

    expect(room).toBe(6)
    expect(loudness(6, room)).toBe(1)
    expect(loudness(0, room)).toBeCloseTo(0.5, 2)
    expect(loudness(null, room)).toBe(0)
  })
})
