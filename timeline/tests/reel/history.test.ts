import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { changed, moved } from '../../src/reel/edits'
import { firstDifference, noHistory, recorded, stepBack, stepOn } from '../../src/reel/history'
import { clip, reel } from './reels'

const first = reel(clip('a'), clip('b'))
const second = moved(first, 'a', 1)
const asking = (words: string): typeof first => changed(first, 'a', { question: words })

describe('Undo and redo', () => {
  it('take back the last thing first, and do it again', () => {
    const back = stepBack(recorded(noHistory, first), second)

    expect(back?.reel).toBe(first)
    expect(back && stepOn(back.history, back.reel)?.reel).toBe(second)
  })

  it('have nothing to do at the ends', () => {
    expect(stepBack(noHistory, first)).toBeNull()
    expect(stepOn(recorded(noHistory, first), second)).toBeNull()
  })

  it('take back what was written in one field as one, however many letters it has', () => {
    const history = recorded(recorded(noHistory, first, 'a question'), asking('W'), 'a question')

    expect(stepBack(history, asking('Wh'))?.reel).toBe(first)
  })

  it('take back two fields one after the other', () => {
    const history = recorded(recorded(noHistory, first, 'a question'), asking('W'), 'b question')

    expect(stepBack(history, second)?.reel).toEqual(asking('W'))
  })

  it('do not join what is written to what was taken back', () => {
    const back = stepBack(recorded(noHistory, first, 'a question'), asking('W'))
    const history = back && recorded(back.history, back.reel, 'a question')

    expect(history && stepBack(history, asking('What'))?.reel).toBe(first)
  })

  it('come back to where they began, however long the way', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 150 }), (words) => {
        let [now, history] = [first, noHistory]
        for (const each of words) [history, now] = [recorded(history, now), asking(each)]
        for (let step = stepBack(history, now); step; step = stepBack(history, now)) [now, history] = [step.reel, step.history]

        expect(now).toEqual(first)
        for (let step = stepOn(history, now); step; step = stepOn(history, now)) [now, history] = [step.reel, step.history]
        expect(now).toEqual(asking(words.at(-1) ?? ''))
      }),
    )
  })

  it('say which clip they changed', () => {
    expect(firstDifference(first, asking('What?'))).toBe('a')
    expect(firstDifference(first, first)).toBeNull()
  })
})
