import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { book, event, FRAME, LENGTH, overlapping, persons, times } from './codings'
import { Browser, closePage, openPage, Server, standing } from './simulated'
import { Book } from '../../src/coding/book'
import { mayOverlap, overlapsOf, waysOut, wentOut, type Overlap } from '../../src/coding/overlaps'
import { Sheet } from '../../src/coding/sheet'
import { Frames } from '../../src/time/frames'
import { SECOND } from '../../src/time/clock'
import type { CodedEvent } from '../../src/wire'

beforeEach(openPage)
afterEach(closePage)

const little = new Book(book)
const frames = new Frames(Array.from({ length: LENGTH / FRAME }, (_, place) => (place === 0 ? 0 : FRAME)), LENGTH)
const deskOf = (all: readonly CodedEvent[]): { sheet: Sheet; book: Book; frames: Frames; length: number } => ({ sheet: new Sheet(all), book: little, frames, length: LENGTH })

const state = fc.record({ code: fc.constantFrom('face', 'toy', 'away', 'game'), person: persons, start: times, lasting: fc.integer({ min: 1, max: 30 }), note: fc.constantFrom('', 'sees her') })
const states = fc.array(state, { maxLength: 12 }).map((all) => all.map(({ lasting, ...its }, place) => event({ ...its, id: String(place), end: its.start + lasting * FRAME })))

const said = ({ first, second }: Overlap): string => `${first.id} ${second.id}`

describe('Two states of one person that exclude each other', () => {
  it('overlap where both go on at one time, and not where one ends as the other begins', () => {
    const [one, next, other] = [event({ id: 'one' }), event({ id: 'next', code: 'toy', start: 5 * SECOND, end: 7 * SECOND }), event({ id: 'other', code: 'toy', start: 6 * SECOND, end: 8 * SECOND })]

    expect(overlapsOf(new Sheet([one, next]), little)).toEqual([])
    expect(overlapsOf(new Sheet([one, next, other]), little).map(said)).toEqual(['next other'])
    expect(overlapsOf(new Sheet([event({ id: 'long', end: 9 * SECOND }), event({ id: 'in it', code: 'toy', start: 3 * SECOND, end: 4 * SECOND }), next]), little).map(said)).toEqual(['long in it', 'long next'])
    expect(overlapsOf(new Sheet([next, { ...other, person: 'mia' }]), little)).toEqual([])
    expect(overlapsOf(new Sheet([next, event({ id: 'smile', code: 'blink', start: 6 * SECOND, end: 6 * SECOND })]), little)).toEqual([])
  })

  it('are found wherever there are any, and looking at what comes misses none', () => {
    fc.assert(fc.property(states, (all) => {
      const on = deskOf(all)

      expect(overlapsOf(on.sheet, little).length > 0).toBe(overlapping(all).length > 0)
      expect(mayOverlap(all, on)).toBe(overlapping(all).length > 0)
    }))
  })

  it('are none any more once each was decided, whichever way, and every decision can be taken back', () => {
    fc.assert(fc.property(states, fc.infiniteStream(fc.nat(2)), (all, choices) => {
      const on = deskOf(all)
      for (let [overlap] = overlapsOf(on.sheet, little); overlap; [overlap] = overlapsOf(on.sheet, little)) {
        const [before, count] = [standing(on.sheet), overlapping([...on.sheet]).length]
        const ways = waysOut(overlap)
        const { deed } = wentOut(on, overlap, ways[(choices.next().value ?? 0) % ways.length] ?? 'first')
        if (!deed) throw new Error('Nothing was decided.')
        expect(on.sheet.apply(deed, '').rivals).toEqual([])
        const after = standing(on.sheet)
        on.sheet.apply({ id: 'back', changes: deed.changes.map((each) => ({ event: each.event, before: each.after, after: each.before })).reverse(), undoes: deed.id }, '')
        expect(standing(on.sheet)).toEqual(before)
        on.sheet.apply({ ...deed, id: 'again' }, '')
        expect(standing(on.sheet)).toEqual(after)
        expect(overlapping([...on.sheet]).length).toBeLessThan(count)
      }

      expect(overlapping([...on.sheet])).toEqual([])
    }))
  })

  it('can follow each other where one begins first, and become one where both say the same', () => {
    const [face, toy] = [event({ note: 'up' }), event({ id: 'two', code: 'toy', start: 4 * SECOND, end: 9 * SECOND })]
    const again = { ...toy, code: 'face', note: 'still' }
    const after = (second: CodedEvent, way: 'after each other' | 'one'): readonly string[] => {
      const on = deskOf([face, second])
      const { deed } = wentOut(on, { first: face, second }, way)
      if (deed) on.sheet.apply(deed, '')
      return [...on.sheet].map(({ code, start, end, note }) => `${code} ${start / SECOND}-${end / SECOND} ${note}`)
    }

    expect(waysOut({ first: face, second: toy })).toEqual(['first', 'second', 'after each other'])
    expect(waysOut({ first: face, second: { ...toy, start: face.start } })).toEqual(['first', 'second'])
    expect(waysOut({ first: face, second: again })).toEqual(['first', 'second', 'one'])
    expect(after(toy, 'after each other')).toEqual(['face 2-4 up', 'toy 4-9 '])
    expect(after(again, 'one')).toEqual(['face 2-9 up\nstill'])
  })

  it('that two people code at once are found by both of them, and by a page that is loaded anew', async () => {
    const server = new Server()
    const [anna, mia] = [new Browser(server, 'anna'), new Browser(server, 'mia')]
    await anna.open('first')
    await mia.open('first')
    mia.line.isDown = true
    mia.put('first', event({ id: 'hers', code: 'toy', start: 4 * SECOND, end: 9 * SECOND }))
    anna.put('first', event({ id: 'his' }))
    await anna.send()
    mia.line.isDown = false
    await mia.send()
    await anna.desk('first')?.neighbours.poll()
    await mia.desk('first')?.neighbours.poll()
    await mia.open('second')

    for (const desk of [...anna.desks, ...mia.desks]) expect(overlapsOf(desk.sheet, desk.book).map(said)).toEqual(['his hers'])
    anna.closeAll()
    mia.closeAll()
  })
})
