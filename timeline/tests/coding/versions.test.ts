import { describe, expect, it } from 'vitest'

import { book, event, people } from './codings'
import { Book } from '../../src/coding/book'
import { told } from '../../src/coding/versions'
import { SECOND } from '../../src/time/clock'
import type { CodedEvent } from '../../src/wire'

const its = new Book(book)
const own = (version: CodedEvent | null, other: CodedEvent | null): readonly string[] =>
  told(version, other, its, people).filter(({ isOwn }) => isOwn).map(({ words }) => words)

describe('of two versions of one event', () => {
  it('only what differs stands out', () => {
    const [one, other] = [event({ person: 'anna' }), event({ person: 'mia' })]

    expect(told(one, other, its, people).map(({ words }) => words)).toEqual(['face', 'Anna', '0:02.0 to 0:05.0'])
    expect([own(one, other), own(other, one)]).toEqual([['Anna'], ['Mia']])
  })

  it('a frame between two edges is seen', () => {
    const [one, other] = [event({ end: 5 * SECOND }), event({ end: 5 * SECOND + 33_000 })]

    expect([own(one, other), own(other, one)]).toEqual([['0:02.000 to 0:05.000'], ['0:02.000 to 0:05.033']])
  })

  it('what was said more closely, and the note, are told', () => {
    const one = event({ code: 'talk', modifiers: { tone: ['warm'], about: ['toy', 'food'] }, note: 'softly' })
    const other = event({ code: 'talk', modifiers: { tone: ['flat'], about: ['toy', 'food'] } })

    expect(own(one, other)).toEqual(['Tone: warm', 'softly'])
    expect(own(other, one)).toEqual(['Tone: flat'])
  })

  it('one that was taken out says nothing, and the other all of it', () => {
    expect(told(null, event(), its, people)).toEqual([])
    expect(own(event(), null)).toEqual(['face', 'Anna', '0:02.0 to 0:05.0'])
  })
})
