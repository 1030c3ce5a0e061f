import { describe, expect, it } from 'vitest'

import type { Lane } from '../../../src/coding/lane'
import { LaneIndex } from '../../../src/coding/lanes'
import { Hand, type Touch } from '../../../src/coding/lanes/hand.svelte'
import { layoutOf } from '../../../src/coding/lanes/layout'
import { Lens } from '../../../src/coding/lanes/lens.svelte'
import { SECOND } from '../../../src/time/clock'
import { Frames } from '../../../src/time/frames'
import type { Span } from '../../../src/time/span'
import { coded } from './coded'

const LANES: Lane[] = [{ id: 'one', person: 'one', level: 'A', title: 'Hanna: Being attentive', codes: ['A1'] }]
const FRAME = SECOND / 25
/** A hundred seconds on a thousand pixels. */
const frames = new Frames(Array.from({ length: 2500 }, (_, place) => (place === 0 ? 0 : FRAME)), 100 * SECOND)
const state = coded({ id: 'state', start: 20 * SECOND, end: 50 * SECOND })

interface Told {
  selected: [readonly string[], boolean][]
  changed: [string, number, number][]
  looked: (number | null)[]
  sought: number[]
}

function begin(selected: readonly string[] = [], least: Span | null = null): { hand: Hand; lens: Lens; told: Told } {
  const index = new LaneIndex(LANES, () => 'one', [state])
  const layout = layoutOf(LANES, index, { folded: new Set(), heading: 0, hasGhosts: false })
  const told: Told = { selected: [], changed: [], looked: [], sought: [] }
  const lens = new Lens(frames)
  const hand = new Hand(frames, lens, {
    ground: () => ({ layout, index, view: lens.view, width: 1000, selected: new Set(selected) }),
    points: () => [],
    least: () => least,
    onselect: (ids, isAdded) => told.selected.push([ids, isAdded]),
    onchange: ({ id }, { start, end }) => told.changed.push([id, start / SECOND, end / SECOND]),
    onlook: (at) => told.looked.push(at === null ? null : at / SECOND),
    onseek: (at) => told.sought.push(at / SECOND),
  })
  return { hand, lens, told }
}

const at = (x: number, fields: Partial<Touch> = {}): Touch => ({ id: 1, x, y: 15, isFinger: false, isShifted: false, isFree: false, ...fields })

describe('A hand on the coding timeline', () => {
  it('selects with a press, and adds with Shift', () => {
    const { hand, told } = begin()
    for (const touch of [at(300), at(300, { isShifted: true })]) {
      hand.take(touch)
      hand.release(touch)
    }

    expect(told.selected).toEqual([[['state'], false], [['state'], true]])
    expect(told.changed).toEqual([])
  })

  it('drags an edge and changes once, when it lets go, with the frame in sight all the while', () => {
    const { hand, told } = begin(['state'])
    hand.take(at(499))
    hand.move(at(549))
    hand.move(at(599))

    expect(told.changed).toEqual([])
    hand.release(at(599))
    expect(told.changed).toEqual([['state', 20, 60]])
    expect(told.looked).toEqual([55 - 1e-6, 60 - 1e-6, null])
  })

  it('stops at what is coded inside, in sight, while it drags an edge', () => {
    const { hand, told } = begin(['state'], { start: 30 * SECOND, end: 45 * SECOND })
    hand.take(at(499))
    hand.move(at(399))
    expect(hand.drag?.shape).toMatchObject({ start: 20 * SECOND, end: 45 * SECOND })
    hand.release(at(399))

    expect(told.changed).toEqual([['state', 20, 45]])
  })

  it('changes nothing once it is given up', () => {
    const { hand, told } = begin(['state'])
    hand.take(at(499))
    hand.move(at(599))

    expect(hand.cancel()).toBe(true)
    hand.release(at(599))
    expect(told.changed).toEqual([])
    expect(told.looked.at(-1)).toBeNull()
    expect(hand.drag).toBeNull()
  })

  it('does not move what it only trembles on', () => {
    const { hand, told } = begin(['state'])
    hand.take(at(300))
    hand.move(at(302))
    hand.release(at(302))

    expect(told.changed).toEqual([])
    expect(told.selected).toEqual([[['state'], false]])
  })

  it('moves the film under a finger, and an event only once it is selected', () => {
    const bare = begin()
    bare.lens.zoom(0.5, 50 * SECOND)
    bare.hand.take(at(300, { isFinger: true }))
    bare.hand.move(at(200, { isFinger: true }))
    bare.hand.release(at(200, { isFinger: true }))

    expect(bare.lens.view).toEqual({ from: 30 * SECOND, to: 80 * SECOND })
    expect(bare.told.changed).toEqual([])

    const chosen = begin(['state'])
    chosen.hand.take(at(300, { isFinger: true }))
    chosen.hand.move(at(400, { isFinger: true }))
    chosen.hand.release(at(400, { isFinger: true }))
    expect(chosen.told.changed).toEqual([['state', 30, 60]])
  })

  it('looks closer with two fingers, and seeks nothing', () => {
    const { hand, lens, told } = begin()
    hand.take(at(700, { id: 1, isFinger: true }))
    hand.take(at(800, { id: 2, isFinger: true }))
    hand.move(at(600, { id: 1, isFinger: true }))
    hand.move(at(900, { id: 2, isFinger: true }))
    for (const id of [1, 2]) hand.release(at(700, { id, isFinger: true }))

    expect(lens.view.to - lens.view.from).toBeCloseTo((100 / 3) * SECOND, -1)
    expect([told.sought, told.selected, hand.isHolding]).toEqual([[], [], false])
  })

  it('goes to where the film is tapped', () => {
    const { hand, told } = begin()
    hand.take(at(700, { isFinger: true }))
    hand.release(at(700, { isFinger: true }))
    hand.takeFilm(at(100, { y: -1 }))
    hand.release(at(100, { y: -1 }))

    expect(told.sought).toEqual([70, 10])
  })

  it('draws a frame around events with Shift', () => {
    const { hand, told } = begin()
    hand.take(at(600, { isShifted: true, y: 0 }))
    hand.move(at(400, { isShifted: true, y: 20 }))
    hand.release(at(400, { isShifted: true, y: 20 }))

    expect(told.selected).toEqual([[['state'], false]])
  })
})
