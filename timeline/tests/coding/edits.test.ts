import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { book, event, events, FRAME, LENGTH, overlapping, persons, times } from './codings'
import { Book } from '../../src/coding/book'
import { copied, finished, given, merged, moved, noted, nudged, recoded, snapped, split, started, takenOut, told, type Desktop, type Edited } from '../../src/coding/edits'
import { Sheet } from '../../src/coding/sheet'
import { Stroke } from '../../src/coding/stroke'
import { SECOND } from '../../src/time/clock'
import { Frames } from '../../src/time/frames'
import type { CodedEvent } from '../../src/wire'

const frames = new Frames(Array.from({ length: LENGTH / FRAME }, (_, place) => (place === 0 ? 0 : FRAME)), LENGTH)

const desktop = (...all: readonly CodedEvent[]): Desktop => ({ sheet: new Sheet(all), book: new Book(book), frames, length: LENGTH })

/** What stands once the edit is done: who, what, and from when to when in seconds. */
function after(on: Desktop, { deed }: Edited): readonly string[] {
  if (deed) expect(on.sheet.apply(deed, 'anna').rivals).toEqual([])
  return [...on.sheet].map(({ code, person, start, end }) => `${person === 'anna' ? '' : `${person ?? 'both'} `}${code} ${start / SECOND}-${end / SECOND}`)
}

const face = event()
const game = event({ id: 'game', code: 'game', start: 4 * SECOND, end: 9 * SECOND })
const smile = event({ id: 'smile', code: 'smile', start: 6 * SECOND, end: 6 * SECOND })

describe('What is selected', () => {
  it('moves together, and only as far as there is film', () => {
    expect(after(desktop(face, game, smile), moved(desktop(face, game, smile), [face, game], SECOND))).toEqual(['face 3-6', 'game 5-10', 'smile 6-6'])
    expect(after(desktop(face, game), moved(desktop(face, game), [face, game], -9 * SECOND))).toEqual(['face 0-3', 'game 2-7'])
    expect(after(desktop(smile), moved(desktop(smile), [smile], 99 * SECOND))).toEqual(['smile 59.999999-59.999999'])
  })

  it('begins and ends where it is told, and never the wrong way round', () => {
    expect(after(desktop(face, game), started(desktop(face, game), [face, game], 4.5 * SECOND))).toEqual(['face 4.5-5', 'game 4.5-9'])
    expect(after(desktop(face), finished(desktop(face), [face], 99 * SECOND))).toEqual(['face 2-60'])
    expect(started(desktop(face), [face], 5 * SECOND)).toEqual({ deed: null, words: 'An event begins before it ends.', selected: ['one'] })
  })

  it('as a point stays a point', () => {
    expect(after(desktop(smile), finished(desktop(smile), [smile], 7 * SECOND))).toEqual(['smile 7-7'])
    expect(after(desktop(smile), nudged(desktop(smile), [smile], 'start', -1))).toEqual(['smile 5.96-5.96'])
    expect(recoded(desktop(smile), [smile], 'game').words).toContain('A point cannot become a state')
  })

  it('stays inside what it is coded in, by one edge or whole, and goes along with that', () => {
    const touch = event({ id: 'touch', code: 'touch', start: 5 * SECOND, end: 7 * SECOND })
    const [on, alone] = [(): Desktop => desktop(game, touch), (): Desktop => desktop(touch)]

    expect(after(on(), finished(on(), [touch], 12 * SECOND))).toEqual(['game 4-9', 'touch 5-9'])
    expect(after(on(), started(on(), [touch], SECOND))).toEqual(['touch 4-7', 'game 4-9'])
    expect(after(on(), moved(on(), [touch], 9 * SECOND))).toEqual(['game 4-9', 'touch 7-9'])
    expect(after(on(), moved(on(), [touch], -9 * SECOND))).toEqual(['touch 4-6', 'game 4-9'])
    expect(after(on(), moved(on(), [game, touch], 9 * SECOND))).toEqual(['game 13-18', 'touch 14-16'])
    expect(after(alone(), moved(alone(), [touch], 9 * SECOND))).toEqual(['touch 14-16'])
  })

  it('takes along what is coded inside it, moved or given to another person, in one deed', () => {
    const [touch, tail] = [event({ id: 'touch', code: 'touch', start: 5 * SECOND, end: 7 * SECOND }), event({ id: 'tail', code: 'touch', start: 8 * SECOND, end: 9 * SECOND })]
    const on = (): Desktop => desktop(game, touch, tail, smile)
    const edited = moved(on(), [game], 9 * SECOND)

    expect(after(on(), edited)).toEqual(['smile 6-6', 'game 13-18', 'touch 14-16', 'touch 17-18'])
    expect([edited.selected, edited.words]).toEqual([['game'], ''])
    expect(after(on(), nudged(on(), [game], 'body', -25))).toEqual(['game 3-8', 'touch 4-6', 'smile 6-6', 'touch 7-8'])
    expect(after(on(), given(on(), [game], 'mia'))).toEqual(['mia game 4-9', 'mia touch 5-7', 'smile 6-6', 'mia touch 8-9'])
  })

  it('cannot be made shorter than what is coded inside it, and says so, by whichever edge', () => {
    const touch = event({ id: 'touch', code: 'touch', start: 5 * SECOND, end: 7 * SECOND })
    const on = (): Desktop => desktop(game, touch)
    const words = '“game” cannot be shorter than “touch” inside it.'

    expect(after(on(), finished(on(), [game], 6 * SECOND))).toEqual(['game 4-7', 'touch 5-7'])
    expect(after(on(), started(on(), [game], 6 * SECOND))).toEqual(['touch 5-7', 'game 5-9'])
    expect(after(on(), nudged(on(), [game], 'end', -75))).toEqual(['game 4-7', 'touch 5-7'])
    expect([finished(on(), [game], 6 * SECOND), started(on(), [game], 6 * SECOND)].map((each) => each.words)).toEqual([words, words])
    expect(finished(on(), [game], 8 * SECOND).words).toBe('')
    expect(after(on(), finished(on(), [game, touch], 6 * SECOND))).toEqual(['game 4-6', 'touch 5-6'])
  })

  it('is parted with what runs on inside it, and says so; parts of two are joined once these are', () => {
    const touch = event({ id: 'touch', code: 'touch', start: 5 * SECOND, end: 7 * SECOND })
    const on = desktop(game, touch)
    const parted = split(on, [game], 6 * SECOND)
    expect(after(on, parted)).toEqual(['game 4-6', 'touch 5-6', 'touch 6-7', 'game 6-9'])
    expect([parted.words, parted.selected.length]).toEqual(['“touch” inside was split too.', 1])

    const of = (code: string): readonly CodedEvent[] => [...on.sheet].filter((each) => each.code === code)
    expect(merged(on, of('touch'))).toMatchObject({ deed: null, words: 'They do not lie inside one “game”: join that first.' })
    after(on, merged(on, of('game')))
    expect(after(on, merged(on, of('touch')))).toEqual(['game 4-9', 'touch 5-7'])
  })

  it('says what lies outside of what it belongs inside from then on', () => {
    const touches = [5, 7].map((start) => event({ id: `touch ${start}`, code: 'touch', start: start * SECOND, end: (start + 1) * SECOND }))
    const on = desktop(game, ...touches)

    expect(takenOut(on, [game]).words).toBe('“touch” and 1 more lie inside no “game” now.')
    expect(recoded(on, [game], 'talk').words).toBe('“touch” and 1 more lie inside no “game” now.')
    expect(given(on, touches.slice(0, 1), 'mia').words).toBe('“touch” lies inside no “game” now.')
    expect(takenOut(on, [game, ...touches]).words).toBe('')
  })

  it('goes by single frames, up to the very end of the film', () => {
    const last = event({ start: LENGTH - 2 * FRAME, end: LENGTH - FRAME })

    expect(after(desktop(last), nudged(desktop(last), [last], 'end', 1))).toEqual(['face 59.92-60'])
    expect(after(desktop(face), nudged(desktop(face), [face], 'start', 2))).toEqual(['face 2.08-5'])
    expect(after(desktop(face), nudged(desktop(face), [face], 'body', -1))).toEqual(['face 1.96-4.96'])
  })

  it('is parted at the playhead, and joined again', () => {
    const on = desktop(face, smile)
    const parted = split(on, [face, smile], 3 * SECOND)
    expect(after(on, parted)).toEqual(['face 2-3', 'face 3-5', 'smile 6-6'])

    const [first] = on.sheet
    expect(after(on, merged(on, first ? [first] : []))).toEqual(['face 2-5', 'smile 6-6'])
    expect(split(on, [face], 5 * SECOND).words).toContain('Nothing')
  })

  it('joins with the next of its code and person, keeping both notes', () => {
    const next = event({ id: 'next', start: 7 * SECOND, end: 8 * SECOND, note: 'again' })
    const on = desktop({ ...face, note: 'first' }, event({ id: 'hers', person: 'mia', start: 6 * SECOND, end: 7 * SECOND }), next)
    const edited = merged(on, [{ ...face, note: 'first' }])

    expect(after(on, edited)).toEqual(['face 2-8', 'mia face 6-7'])
    expect(on.sheet.get('one')?.note).toBe('first\nagain')
    expect(merged(on, [next, game]).words).toContain('one code and person')
  })

  it('is copied to another person, who has no two states that exclude each other', () => {
    const on = desktop(face, event({ id: 'toy', code: 'toy', person: 'mia', start: 0, end: 9 * SECOND }))

    expect([...after(on, copied(on, [face], 'mia'))].sort()).toEqual(['face 2-5', 'mia face 2-5', 'mia toy 0-2', 'mia toy 5-9'])
  })

  it('gets another code with those modifiers that it has too, another person, other modifiers, a note', () => {
    const talk = event({ id: 'talk', code: 'talk', modifiers: { tone: ['warm'] } })
    const on = desktop(talk)
    after(on, told(on, [talk], 'about', ['toy', 'food']))
    expect(on.sheet.get('talk')?.modifiers).toEqual({ tone: ['warm'], about: ['toy', 'food'] })
    after(on, noted(on, on.sheet.get('talk') ?? talk, 'she\u0000 asks'))
    expect(on.sheet.get('talk')?.note).toBe('she asks')

    expect(after(on, recoded(on, [...on.sheet], 'game'))).toEqual(['game 2-5'])
    expect(on.sheet.get('talk')?.modifiers).toEqual({})
    expect(after(on, given(on, [...on.sheet], null))).toEqual(['both game 2-5'])
  })

  it('says what lay wholly under it and was taken out', () => {
    const on = desktop(face, event({ id: 'toy', code: 'toy', start: 6 * SECOND, end: 7 * SECOND }))
    const edited = finished(on, [face], 8 * SECOND)

    expect(after(on, edited)).toEqual(['face 2-8'])
    expect(edited.words).toBe('“toy” lay wholly under this and was taken out.')
  })
})

describe('A dragged edge', () => {
  it('snaps to the nearest edge within reach', () => {
    fc.assert(fc.property(times, fc.array(times), times, (at, edges, reach) => {
      const found = snapped(at, edges, reach)
      const closest = Math.min(...edges.map((edge) => Math.abs(edge - at)))
      expect(Math.abs(found - at)).toBe(closest <= reach ? closest : 0)
    }))
  })
})

describe('Whatever is done to whichever events', () => {
  const edits: fc.Arbitrary<(on: Desktop, all: readonly CodedEvent[]) => Edited> = fc.oneof(
    times.map((by) => (on: Desktop, all: readonly CodedEvent[]) => moved(on, all, by - SECOND)),
    times.map((at) => (on: Desktop, all: readonly CodedEvent[]) => started(on, all, at)),
    times.map((at) => (on: Desktop, all: readonly CodedEvent[]) => finished(on, all, at)),
    times.map((at) => (on: Desktop, all: readonly CodedEvent[]) => split(on, all, at)),
    persons.map((person) => (on: Desktop, all: readonly CodedEvent[]) => copied(on, all, person)),
    persons.map((person) => (on: Desktop, all: readonly CodedEvent[]) => given(on, all, person)),
    fc.constantFrom('face', 'toy', 'blink').map((code) => (on: Desktop, all: readonly CodedEvent[]) => recoded(on, all, code)),
    fc.tuple(fc.constantFrom('start' as const, 'end' as const, 'body' as const), fc.integer({ min: -3, max: 3 })).map(([hold, steps]) => (on: Desktop, all: readonly CodedEvent[]) => nudged(on, all, hold, steps)),
    fc.constant(merged),
    fc.constant(takenOut),
  )
  const gazes = fc.tuple(events, fc.constantFrom('face', 'toy', 'away', 'touch')).map(([each, code]) => (each.start === each.end ? each : { ...each, code }))
  /** What lies wholly inside a game of the same person. */
  const inGames = (all: readonly CodedEvent[]): readonly string[] => all.filter(({ code, person, start, end }) =>
    code === 'touch' && all.some((each) => each.code === 'game' && each.person === person && each.start <= start && end <= each.end)).map(({ id }) => id)

  it('no two states exclude each other, shapes stay, all lies in the film, and one deed takes it all back', () => {
    fc.assert(fc.property(fc.array(fc.oneof(gazes, events)), fc.array(fc.tuple(edits, fc.nat(), fc.nat(3)), { maxLength: 12 }), (first, steps) => {
      const on = desktop()
      for (const each of first) {
        const stroke = new Stroke(on.sheet, on.book)
        stroke.put(each)
        const deed = stroke.deed()
        if (deed) on.sheet.apply(deed, 'anna')
      }
      for (const [edit, from, count] of steps) {
        const all = [...on.sheet]
        const chosen = all.slice(from % Math.max(1, all.length)).slice(0, count)
        const { deed, words } = chosen.length > 0 ? edit(on, chosen) : { deed: null, words: '' }
        if (!deed) continue
        const { turn, rivals } = on.sheet.apply(deed, 'anna')
        on.sheet.turn({ gone: turn.come, come: turn.gone })
        expect([...on.sheet]).toEqual(all)
        on.sheet.turn(turn)

        expect(rivals).toEqual([])
        expect(overlapping([...on.sheet])).toEqual([])
        if (words === '') expect(inGames([...on.sheet])).toEqual(expect.arrayContaining(inGames(all).filter((id) => on.sheet.get(id)?.code === 'touch')))
        for (const each of on.sheet) {
          expect(each.start === each.end).toBe(on.book.isPoint(each.code))
          expect(0 <= each.start && each.start < LENGTH && each.end <= LENGTH).toBe(true)
        }
      }
    }))
  })
})
