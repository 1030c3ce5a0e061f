import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Lane } from '../../../src/coding/lane'
import { LaneIndex } from '../../../src/coding/lanes'
import { dragged, gripAt, marked, type Ground, type Pull } from '../../../src/coding/lanes/grab'
import { layoutOf } from '../../../src/coding/lanes/layout'
import { Frames } from '../../../src/time/frames'
import type { CodedEvent } from '../../../src/wire'
import { coded } from './coded'

const LANES: Lane[] = ['one', 'two'].map((id) => ({ id, person: id, level: 'A', title: id, codes: ['A1'] }))
const finder = ({ person }: CodedEvent): string | null => person
/** A phone's film of a hundred units: its frames keep no steady rate. */
const frames = new Frames([0, 3, 5, 4, 4, 6, 3, 5, 5, 5, 10, 10, 10, 10, 10], 100)
const steps = [0, 3, 8, 12, 16, 22, 25, 30, 35, 40, 50, 60, 70, 80, 90]

function ground(events: readonly CodedEvent[], selected: readonly string[] = []): Ground {
  const index = new LaneIndex(LANES, finder, events)
  const layout = layoutOf(LANES, index, { folded: new Set(), heading: 0, hasGhosts: false })
  // Ten pixels for each unit.
  return { layout, index, view: { from: 0, to: 100 }, width: 1000, selected: new Set(selected) }
}

const pull = (events: readonly CodedEvent[], fields: Partial<Pull> = {}): Pull => ({ ...ground(events), frames, points: [], isFree: false, ...fields })
const middle = ({ layout }: Ground, lane: number): number => (layout.places[lane]?.bars ?? 0) + 10

const state = coded({ id: 'state', start: 22, end: 50 })
const other = coded({ id: 'other', person: 'two', start: 60, end: 81 })
const point = coded({ id: 'point', start: 70, end: 70 })

describe('A pointer on the lanes', () => {
  it('takes an event by its body, and by its edges only once it is selected', () => {
    const bare = ground([state, other])
    const y = middle(bare, 0)

    expect(gripAt(bare, 221, y, false)).toEqual({ event: state, part: 'body' })
    expect(gripAt(ground([state, other], ['state']), 221, y, false)).toEqual({ event: state, part: 'start' })
    expect(gripAt(ground([state, other], ['state']), 498, y, false)).toEqual({ event: state, part: 'end' })
    expect(gripAt(bare, 300, middle(bare, 1), false)).toBeNull()
  })

  it('reaches twenty pixels with a finger, and seven with a mouse', () => {
    const chosen = ground([state], ['state'])
    const y = middle(chosen, 0)

    expect(gripAt(chosen, 519, y, true)?.part).toBe('end')
    expect(gripAt(chosen, 519, y, false)).toBeNull()
    expect(gripAt(chosen, 506, y, false)?.part).toBe('end')
  })

  it('moves a point, which has no edges', () => {
    const chosen = ground([point], ['point'])

    expect(gripAt(chosen, 703, middle(chosen, 0), false)).toEqual({ event: point, part: 'body' })
  })

  it('takes the one of two rows that it is over', () => {
    const below = coded({ id: 'below', start: 30, end: 40 })
    const both = ground([state, below])
    const place = both.layout.places[0]

    expect(gripAt(both, 350, (place?.bars ?? 0) + 5, false)?.event.id).toBe('state')
    expect(gripAt(both, 350, (place?.bars ?? 0) + (place?.row ?? 0) + 5, false)?.event.id).toBe('below')
  })

  it('marks what a frame touches, in the lanes that it touches', () => {
    const all = ground([state, point, other])
    const ids = (events: readonly CodedEvent[]): string[] => events.map(({ id }) => id)

    expect(ids(marked(all, { x: 720, y: middle(all, 0) }, { x: 450, y: middle(all, 0) + 2 }))).toEqual(['state', 'point'])
    expect(ids(marked(all, { x: 0, y: 0 }, { x: 1000, y: all.layout.height }))).toEqual(['state', 'point', 'other'])
  })
})

describe('What is dragged', () => {
  it('lands on the edge of another event within six pixels, and says so', () => {
    expect(dragged(state, 'end', 29, pull([state, other], { width: 600 }))).toEqual({ start: 22, end: 80, pulled: null })
    expect(dragged(state, 'end', 30, pull([state, other], { width: 600 }))).toEqual({ start: 22, end: 81, pulled: 81 })
  })

  it('is pulled by nothing but frames while Alt is held', () => {
    expect(dragged(state, 'end', 31, pull([state, other], { isFree: true }))).toEqual({ start: 22, end: 80, pulled: null })
  })

  it('is pulled by the playhead too', () => {
    expect(dragged(state, 'start', 11, pull([state], { points: [33] }))).toEqual({ start: 33, end: 50, pulled: 33 })
  })

  it('is pulled by either end where all of it moves, and keeps its length', () => {
    expect(dragged(state, 'body', 10, pull([state, other]))).toEqual({ start: 32, end: 60, pulled: 60 })
  })

  it('begins at a frame, stays in the film and keeps at least one frame, wherever it goes', () => {
    const starts = fc.integer({ min: 0, max: 13 })
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 14 }), fc.constantFrom('start' as const, 'end' as const, 'body' as const), fc.integer({ min: -150, max: 150 }), (first, long, part, by) => {
        const event = coded({ start: steps[first] ?? 0, end: steps[first + long] ?? 100 })
        const { start, end } = dragged(event, part, by, pull([], { isFree: true }))

        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeLessThanOrEqual(100)
        expect(frames.indexAt(end - 1)).toBeGreaterThanOrEqual(frames.indexAt(start))
        expect(end).toBeGreaterThan(start)
        if (part === 'body') expect(end - start).toBe(event.end - event.start)
        if (part === 'start') expect([end, steps.includes(start)]).toEqual([event.end, true])
        if (part === 'end') expect([start, end === 100 || steps.includes(end)]).toEqual([event.start, true])
      }),
    )
  })

  it('never takes a point beyond the last frame', () => {
    expect(dragged(point, 'body', 1000, pull([]))).toEqual({ start: 90, end: 90, pulled: null })
  })
})
