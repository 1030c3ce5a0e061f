import { describe, expect, it } from 'vitest'

import { changed, moved, shown, trimmed } from '../../src/reel/edits'
import { noHistory, recorded, stepBack } from '../../src/reel/history'
import { packed, unpacked } from '../../src/reel/memory'
import { answer, clip, moment, reel, showing } from './reels'

const WORDS = 'Hanna waits.'
const key = { at: 2_000_000, box: { left: 0.1, top: 0.1, width: 0.2, height: 0.2 }, isByHand: true }
const first = { ...reel(clip('a', { question: 'What do you see?', showing: showing({ covers: [{ keys: [key] }] }) }), clip('b')), why: WORDS }
const second = moved(first, 'a', 1)
const third = trimmed(second, 'a', { start: 1_000_000, end: 2_000_000 }, [moment('a', 1, 4)])

describe('What waits in the browser', () => {
  it('holds nothing that was written about a family', () => {
    const captioned = shown(first, 'a', { title: 'Jonas', captions: [{ start: 0, end: 1, words: 'He looks at me' }] })
    const text = packed({ reel: captioned, saved: first, number: 3, history: recorded(noHistory, first) })

    for (const word of [WORDS, 'What do you see?', 'Jonas', 'He looks at me']) expect(text).not.toContain(word)
  })

  it('lets everything be taken back after a reload', () => {
    const history = recorded(recorded(noHistory, first), second)
    const known = unpacked(packed({ reel: third, saved: third, number: 3, history }), answer(3, third))

    expect(known?.reel).toEqual(third)
    const back = known && stepBack(known.history, known.reel)
    expect(back?.reel).toEqual(second)
    expect(back && stepBack(back.history, back.reel)?.reel).toEqual(first)
  })

  it('keeps what the server does not have yet', () => {
    const known = unpacked(packed({ reel: third, saved: second, number: 3, history: recorded(noHistory, second) }), answer(3, second))

    expect(known?.reel).toEqual(third)
  })

  it('keeps the words that the server knows where those written last are lost', () => {
    const asked = moved(changed(first, 'a', { question: 'And now?' }), 'a', 1)
    const known = unpacked(packed({ reel: asked, saved: first, number: 3, history: noHistory }), answer(3, first))

    expect(known?.reel.clips.map(({ id, question }) => [id, question])).toEqual([['b', ''], ['a', 'What do you see?']])
  })

  it('is forgotten where the reel is another by now', () => {
    const text = packed({ reel: third, saved: second, number: 3, history: noHistory })

    expect(unpacked(text, answer(4, reel(clip('a'), clip('b'), clip('c'))))).toBeNull()
  })

  it('counts no step that does nothing any more', () => {
    const written = changed(first, 'a', { question: 'And now?' })
    const known = unpacked(packed({ reel: written, saved: written, number: 3, history: recorded(noHistory, first) }), answer(3, written))

    expect(known?.history.past).toEqual([])
  })

  it('keeps a long way of somebody hidden once, however much is done to the clip', () => {
    const keys = Array.from({ length: 600 }, (_, at) => ({ ...key, at: at * 40_000 }))
    const hidden = shown(first, 'a', { covers: [{ keys }] })
    const steps = Array.from({ length: 100 }, (_, at) => trimmed(hidden, 'a', { start: at, end: 5_000_000 }, []))
    const history = steps.reduce((all, step) => recorded(all, step), noHistory)

    expect(packed({ reel: hidden, saved: hidden, number: 3, history }).length).toBeLessThan(200_000)
  })
})
