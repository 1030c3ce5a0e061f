import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { changed, moved, placed, plain, same, shown, spanOf, trimmed, withMoment, without } from '../../src/reel/edits'
import { clip, moment, reel } from './reels'

const three = reel(clip('a'), clip('b'), clip('c'))
const ids = (of: typeof three): string[] => of.clips.map(({ id }) => id)

describe('The order of clips', () => {
  it('changes by one place, and stays inside the reel', () => {
    expect(ids(moved(three, 'b', -1))).toEqual(['b', 'a', 'c'])
    expect(ids(moved(three, 'b', 1))).toEqual(['a', 'c', 'b'])
    expect(ids(moved(three, 'a', -1))).toEqual(['a', 'b', 'c'])
    expect(ids(moved(three, 'c', 9))).toEqual(['a', 'b', 'c'])
  })

  it('loses no clip and doubles none, wherever one is dragged', () => {
    fc.assert(
      fc.property(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -5, max: 8 }), (id, place) => {
        const next = placed(three, id, place)

        expect([...ids(next)].sort()).toEqual(['a', 'b', 'c'])
        expect(ids(next).filter((each) => each !== id)).toEqual(ids(three).filter((each) => each !== id))
      }),
    )
  })

  it('is as it was when what was moved is moved back', () => {
    expect(moved(moved(three, 'a', 2), 'a', -2)).toEqual(three)
  })
})

describe('A reel', () => {
  it('takes a moment in behind all others, and gives a clip back', () => {
    const four = withMoment(three, moment('d', 1, 2), 'd', 'She asked for it.')

    expect(ids(four)).toEqual(['a', 'b', 'c', 'd'])
    expect(four.clips.at(-1)).toMatchObject({ moment: 'moment d', override: 'She asked for it.', trim: null })
    expect(without(four, 'd')).toEqual(three)
  })

  it('shows a clip as long as its moment until it is trimmed, and again when it is trimmed back', () => {
    const moments = [moment('a', 2, 5)]
    const short = trimmed(three, 'a', { start: 2_500_000, end: 5_000_000 }, moments)

    expect(short.clips.map((each) => spanOf(each, moments))[0]).toEqual({ start: 2_500_000, end: 5_000_000 })
    expect(trimmed(short, 'a', { start: 2_000_000, end: 5_000_000 }, moments)).toEqual(three)
  })

  it('changes one clip and no other', () => {
    const asked = shown(changed(three, 'b', { question: 'What do you see?' }), 'b', { asks: true })

    expect(asked.clips[1]).toMatchObject({ question: 'What do you see?', showing: { asks: true } })
    expect([asked.clips[0], asked.clips[2]]).toEqual([three.clips[0], three.clips[2]])
  })

  it('says the same in whatever order its fields come', () => {
    expect(same({ why: 'a', clips: [{ id: '1', film: '2' }] }, { clips: [{ film: '2', id: '1' }], why: 'a' })).toBe(true)
    expect(same(three, moved(three, 'a', 1))).toBe(false)
  })

  it('takes words of any script, and no control characters', () => {
    expect(plain('أنت تنتظر\u0000, und er kommt.\n')).toBe('أنت تنتظر, und er kommt.\n')
  })
})
