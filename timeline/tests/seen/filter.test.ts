import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { asking, choices, everything, filterFrom, passes, type Cast } from '../../src/seen/filter'
import type { Codebook, Moment, Principle } from '../../src/wire'
import { moment as plain } from '../people'

const LEFT = { who: 'left', words: 'the person on the left' }
const RIGHT = { who: 'right', words: 'the person on the right' }
const NOBODY = { names: [], swaps: [] }
const CAST: Cast = { seen: [LEFT, RIGHT], naming: NOBODY }

const moment = (principle: string | null, ...reasons: string[]): Moment => plain({ principle, reasons: reasons.map((words) => ({ at: 0, words })) })
const principle = (code: string): Principle => ({ code, label: `Principle ${code}`, hint: '', isAttuned: true })
const BOOK: Codebook = {
  reference: 'vig@1',
  title: '',
  levels: [
    { letter: 'A', title: 'Being attentive', principles: [principle('A1'), principle('A2')] },
    { letter: 'B', title: 'Encouraging', principles: [principle('B1')] },
  ],
}

describe('the filter', () => {
  it('lets everything pass until something is chosen', () => {
    expect(passes(moment(null), everything, CAST)).toBe(true)
  })

  it('knows a principle by its code', () => {
    expect(passes(moment('A1'), { principle: 'A1', who: null }, CAST)).toBe(true)
    expect(passes(moment('A2'), { principle: 'A1', who: null }, CAST)).toBe(false)
  })

  it('finds a person in the reasons, at the beginning of a sentence too, and in what both did', () => {
    const left = { principle: null, who: 'left' }

    expect(passes(moment('A1', 'The person on the left made a sound.'), left, CAST)).toBe(true)
    expect(passes(moment('A1', 'The person on the right smiled; the person on the left answered.'), left, CAST)).toBe(true)
    expect(passes(moment('A1', 'Both smiled at 0:08.7.'), left, CAST)).toBe(true)
    expect(passes(moment('A1', 'The person on the right made a sound.'), left, CAST)).toBe(false)
  })

  it('follows a person through a swap, and a moment of the guider\'s own by its name', () => {
    const right = { principle: null, who: 'right' }
    const swapped = { ...CAST, naming: { names: [], swaps: [{ at: 0, one: 'left', other: 'right' }] } }
    const mia = { ...CAST, naming: { names: [{ who: 'right', person: 'mia' }], swaps: [] } }

    expect(passes(moment(null, 'The person on the left made a sound.'), right, swapped)).toBe(true)
    expect(passes({ ...moment(null), person: 'mia' }, right, mia)).toBe(true)
    expect(passes({ ...moment(null), person: 'mia' }, right, CAST)).toBe(false)
  })

  it('offers the principles that are there, level by level, and says how many moments show each', () => {
    const [level, ...others] = choices([moment('A2'), moment('A2'), moment(null)], [BOOK])

    expect(others).toEqual([])
    expect(level?.title).toBe('Being attentive')
    expect(level?.choices.map((choice) => [choice.principle.code, choice.count])).toEqual([['A2', 2]])
  })

  it('offers each principle once, in the newest words that have it', () => {
    const older: Codebook = { ...BOOK, levels: [{ letter: 'A', title: 'Before', principles: [principle('A2'), principle('A9')] }] }

    const offered = choices([moment('A2'), moment('A9')], [BOOK, older])

    expect(offered.map(({ title, choices: its }) => [title, its.map((each) => each.principle.code)])).toEqual([['Being attentive', ['A2']], ['Before', ['A9']]])
  })
})

describe('the address of a filtered page', () => {
  it('names nobody and keeps whatever else it asks for', () => {
    expect(asking('https://vignette.example/films/1?from=reel#top', { principle: 'C1', who: 'left' })).toBe(
      'https://vignette.example/films/1?from=reel&shows=C1&who=left#top',
    )
  })

  it('brings the same filter back', () => {
    const part = fc.option(fc.string({ minLength: 1 }))
    fc.assert(fc.property(part, part, (code, who) => {
      const filter = { principle: code, who }
      expect(filterFrom(new URL(asking('https://vignette.example/films/1', filter)).search)).toEqual(filter)
    }))
  })
})
