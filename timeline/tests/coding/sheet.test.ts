import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import vectors from './vectors.json'
import { book, columns, deed, event, events, FRAME, people, times } from './codings'
import { same } from '../../src/coding/changes'
import { Sheet, unpacked } from '../../src/coding/sheet'
import type { CodedEvent, Deed, Rival } from '../../src/wire'

interface Vector {
  readonly name: string
  readonly before: readonly CodedEvent[]
  readonly rivalsBefore: readonly Rival[]
  readonly steps: readonly { readonly coder: string; readonly deed: Deed }[]
  readonly after: readonly CodedEvent[]
  readonly rivalsAfter: readonly Rival[]
}

const byId = (all: Iterable<CodedEvent>): readonly CodedEvent[] => [...all].sort((one, other) => (one.id < other.id ? -1 : 1))

describe('The sheet of a coding', () => {
  it.each(vectors as unknown as readonly Vector[])('keeps the examples that the server keeps: $name', ({ before, rivalsBefore, steps, after, rivalsAfter }) => {
    const sheet = new Sheet(before, rivalsBefore)

    for (const step of steps) sheet.apply(step.deed, step.coder)

    expect(byId(sheet)).toEqual(byId(after))
    expect(sheet.rivals).toEqual(rivalsAfter)
  })

  it('says of each deed what is gone and what has come, so that going the other way round leaves no trace', () => {
    fc.assert(fc.property(fc.uniqueArray(events, { selector: ({ id }) => id }), fc.array(fc.tuple(events, fc.boolean())), (first, changes) => {
      const sheet = new Sheet(first)
      const turns = changes.map(([after, isGone]) => sheet.apply(deed([sheet.get(after.id), isGone && sheet.get(after.id) ? null : after]), 'anna').turn)

      for (const { gone, come } of turns.reverse()) sheet.turn({ gone: come, come: gone })

      expect(byId(sheet)).toEqual(byId(first))
    }))
  })

  it('finds what a look through all of it would find', () => {
    fc.assert(fc.property(fc.array(events, { maxLength: 40 }), times, fc.integer({ min: 0, max: 10 }), (changes, start, frames) => {
      const sheet = new Sheet()
      for (const after of changes) sheet.apply(deed([sheet.get(after.id), after]), 'anna')
      const all = [...sheet]
      const end = start + frames * FRAME

      expect(all).toEqual([...all].sort((one, other) => one.start - other.start || one.end - other.end || (one.id < other.id ? -1 : 1)))
      expect(sheet.over({ start, end })).toEqual(all.filter((each) => isIn(each, start, end)))
      expect(sheet.underWay(start, 'mia')).toEqual(all.filter((each) => isIn(each, start, start) && each.person === 'mia'))
      expect(sheet.next(start)).toEqual(all.find((each) => each.start >= start) ?? null)
      expect(sheet.previous(start)).toEqual(all.findLast((each) => each.start <= start) ?? null)
      const edges = all.flatMap((each) => [each.start, each.end])
      expect(sheet.edgeAfter(start)).toBe(nearest(edges.filter((edge) => edge > start), Math.min))
      expect(sheet.edgeBefore(start)).toBe(nearest(edges.filter((edge) => edge < start), Math.max))
    }))
  })

  it('goes from event to event without missing or repeating one', () => {
    fc.assert(fc.property(fc.array(events), (changes) => {
      const sheet = new Sheet()
      for (const after of changes) sheet.apply(deed([sheet.get(after.id), after]), 'anna')
      const [forth, back]: [CodedEvent[], CodedEvent[]] = [[], []]
      for (let each = sheet.next(0); each; each = sheet.next(0, each)) forth.push(each)
      for (let each = sheet.previous(Infinity); each; each = sheet.previous(0, each)) back.unshift(each)

      expect(forth).toEqual([...sheet])
      expect(back).toEqual([...sheet])
    }))
  })

  it('keeps ten thousand events in order while they come and go', () => {
    const all = Array.from({ length: 10_000 }, (_, place) => event({ id: `${place}`, start: (place * 7919) % 100_003, end: ((place * 7919) % 100_003) + 1 + (place % 900) }))
    const sheet = new Sheet(all.slice(0, 5_000))
    for (const each of all.slice(5_000)) sheet.apply(deed([null, each]), 'anna')
    for (const each of all) if (Number(each.id) % 3 === 0) sheet.apply(deed([each, null]), 'anna')
    const left = all.filter(({ id }) => Number(id) % 3 !== 0)

    expect([...sheet].map(({ id }) => id)).toEqual([...left].sort((one, other) => one.start - other.start || one.end - other.end).map(({ id }) => id))
    expect(byId(sheet.underWay(50_000))).toEqual(byId(left.filter(({ start, end }) => start <= 50_000 && 50_000 < end)))
  })

  it('reads the columns of the server', () => {
    const all = [event(), event({ id: 'two', code: 'smile', person: null, start: 7, end: 7, note: 'at last' }), event({ id: 'three', code: 'talk', person: 'mia', modifiers: { tone: ['warm'] } })]

    expect(unpacked(columns(all), book, people)).toEqual(all)
  })

  it('takes events for the same whatever order their modifiers were written in', () => {
    expect(same(event({ modifiers: { tone: ['warm'], about: ['toy'] } }), event({ modifiers: { about: ['toy'], tone: ['warm'] } }))).toBe(true)
    expect(same(event({ modifiers: { about: ['toy', 'food'] } }), event({ modifiers: { about: ['food', 'toy'] } }))).toBe(false)
  })
})

const isIn = (each: CodedEvent, start: number, end: number): boolean =>
  each.start === each.end ? start <= each.start && (each.start < end || each.start === start) : each.start < Math.max(end, start + 1) && each.end > start

const nearest = (edges: readonly number[], pick: (...edges: number[]) => number): number | null => (edges.length > 0 ? pick(...edges) : null)
