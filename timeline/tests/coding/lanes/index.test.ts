import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Lane, Turn } from '../../../src/coding/lane'
import { LaneIndex } from '../../../src/coding/lanes'
import type { CodedEvent } from '../../../src/wire'
import { coded } from './coded'

const LANES: Lane[] = ['one', 'two'].map((id) => ({ id, person: id, level: 'A', title: id, codes: ['A1'] }))
const laneOf = ({ person }: CodedEvent): string | null => person

const event = (id: string): fc.Arbitrary<CodedEvent> =>
  fc
    .tuple(fc.nat({ max: 60 }), fc.oneof(fc.constant(0), fc.integer({ min: 2, max: 40 })), fc.constantFrom('one', 'two', null))
    .map(([start, long, person]) => coded({ id, person, start, end: start + long }))
const some = fc.array(fc.nat({ max: 120 }), { maxLength: 120 })
  .chain((ids): fc.Arbitrary<CodedEvent[]> => fc.tuple(...[...new Set(ids)].map((id) => event(`e${id}`))))
/** What stood at first, and, deed by deed, the ids of what goes and what comes in its place. */
const history = fc.tuple(some, fc.array(fc.tuple(fc.array(fc.nat({ max: 200 }), { maxLength: 20 }), some), { maxLength: 5 }))

/** The index after all deeds, and what a plain list makes of them. */
function after([first, deeds]: [CodedEvent[], [number[], CodedEvent[]][]]): { index: LaneIndex; list: CodedEvent[] } {
  const index = new LaneIndex(LANES, laneOf, first)
  let list = first
  for (const [out, come] of deeds) {
    const ids = new Set([...out.map((each) => `e${each}`), ...come.map(({ id }) => id)])
    const turn: Turn = { gone: list.filter(({ id }) => ids.has(id)), come }
    index.apply(turn)
    list = [...list.filter(({ id }) => !ids.has(id)), ...come]
  }
  return { index, list: list.filter(({ person }) => person !== null) }
}

const ids = (events: readonly CodedEvent[]): string[] => events.map(({ id }) => id).sort()
const edges = (list: readonly CodedEvent[]): number[] => list.flatMap(({ start, end }) => [start, end])
const overlaps = (from: number, to: number) => ({ start, end }: CodedEvent): boolean =>
  start === end ? from <= start && start < to : start < to && end > from

describe('What is coded of a film, after any deeds', () => {
  it('is found wherever it overlaps a stretch, and nowhere else', () => {
    fc.assert(
      fc.property(history, fc.nat({ max: 70 }), fc.integer({ min: 1, max: 50 }), (deeds, from, long) => {
        const { index, list } = after(deeds)

        expect(ids(index.between(from, from + long))).toEqual(ids(list.filter(overlaps(from, from + long))))
        expect(ids(index.between(from, from + long, 'two'))).toEqual(
          ids(list.filter(({ person }) => person === 'two').filter(overlaps(from, from + long))),
        )
      }),
    )
  })

  it('holds a time from its start up to its end, and a point only at its own', () => {
    const index = new LaneIndex(LANES, laneOf, [coded({ id: 'state', start: 10, end: 20 }), coded({ id: 'point', start: 20, end: 20 })])

    expect(ids(index.at(9))).toEqual([])
    expect(ids(index.at(19))).toEqual(['state'])
    expect(ids(index.at(20))).toEqual(['point'])
    expect(ids(index.at(21))).toEqual([])
  })

  it('comes in order of start within a lane', () => {
    fc.assert(
      fc.property(history, (deeds) => {
        const starts = after(deeds).index.between(0, 200, 'one').map(({ start }) => start)

        expect(starts).toEqual([...starts].sort((one, other) => one - other))
      }),
    )
  })

  it('has the nearest edge, and the next on either side, as looking at each of them says', () => {
    fc.assert(
      fc.property(history, fc.nat({ max: 110 }), fc.nat({ max: 10 }), (deeds, at, within) => {
        const { index, list } = after(deeds)
        const all = edges(list)
        const away = all.map((edge) => Math.abs(edge - at)).filter((distance) => distance <= within)
        const nearest = index.nearestEdge(at, within)

        expect(nearest === null ? Infinity : Math.abs(nearest - at)).toBe(Math.min(...away, Infinity))
        expect(index.edgeAfter(at) ?? Infinity).toBe(Math.min(...all.filter((edge) => edge > at), Infinity))
        expect(index.edgeBefore(at) ?? -Infinity).toBe(Math.max(...all.filter((edge) => edge < at), -Infinity))
      }),
    )
  })

  it('lies in rows as if it had been so from the beginning', () => {
    fc.assert(
      fc.property(history, (deeds) => {
        const { index, list } = after(deeds)
        const fresh = new LaneIndex(LANES, laneOf, list)
        const rows = (each: LaneIndex): number[] => each.between(0, 200, 'one').map((_, place) => each.lane('one')?.rowOf(place) ?? -1)

        expect(rows(index)).toEqual(rows(fresh))
        expect(index.lane('one')?.height).toBe(fresh.lane('one')?.height)
      }),
    )
  })

  it('never covers another event in its row', () => {
    fc.assert(
      fc.property(history, (deeds) => {
        const { index } = after(deeds)
        const lane = index.lane('one')
        const all = index.between(0, 200, 'one')

        all.forEach((one, i) => {
          all.slice(i + 1).forEach((other, j) => {
            const [row, below] = [lane?.rowOf(i), lane?.rowOf(i + 1 + j)]
            if (row === below && row !== 4) expect(other.start).toBeGreaterThanOrEqual(Math.max(one.end, one.start + 1))
          })
        })
      }),
    )
  })

  it('adds up in blocks to no more and no less than its events', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 300 }), (deeds, closest) => {
        const { index } = after(deeds)
        const all = index.between(0, 200, 'one')
        let [covered, points, single] = [0, 0, 0]
        const lane = index.lane('one')
        lane?.walk(0, 200, {
          closest,
          one: (place) => {
            const { start, end } = lane.event(place) ?? coded({})
            single += 1
            covered += end - start
            points += start === end ? 1 : 0
          },
          many: (start, last, states, marks) => {
            expect(last - start).toBeLessThan(closest)
            covered += states
            points += marks
          },
        })

        expect(covered).toBe(all.reduce((sum, { start, end }) => sum + end - start, 0))
        expect(points).toBe(all.filter(({ start, end }) => start === end).length)
        expect(single).toBeLessThanOrEqual(all.length)
      }),
    )
  })
})
