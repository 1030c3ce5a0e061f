import { describe, expect, it } from 'vitest'

import { rowsOf, told } from '../../src/seen/rows'
import type { Observation, Seen, Track } from '../../src/wire'

const LEFT: Seen = { who: 'left', words: 'the person on the left' }
const RIGHT: Seen = { who: 'right', words: 'the person on the right' }

const track = (who: string, signal: string, ...values: (number | null)[]): Track => ({ who, signal, step: 80_000, values })
const observed = (who: string, happening: string, start = 0): Observation => ({ who, happening, start, end: start + 1, strength: 1, words: happening })
const both = (signal: string, ...values: (number | null)[]): Track[] => [track('left', signal, ...values), track('right', signal, ...values)]

describe('the rows', () => {
  it('are one for each person, with what is theirs and nothing else', () => {
    const [left, right] = rowsOf({
      seen: [LEFT, RIGHT],
      tracks: both('smile', 0.5),
      observations: [observed('left', 'smiles'), observed('', 'both smile'), observed('right', 'smiles', 5)],
    })

    expect(left?.name).toBe('The person on the left')
    expect(left?.lanes.map(({ title }) => title)).toEqual(['Smile'])
    expect(left?.lanes[0]?.marks.map(({ start }) => start)).toEqual([0])
    expect(right?.lanes[0]?.marks.map(({ start }) => start)).toEqual([5])
  })

  it('draw a turn to the other upwards, whichever side the other is on', () => {
    const found = { seen: [LEFT, RIGHT], tracks: [track('left', 'face x', 0), track('right', 'face x', 1), ...both('head yaw', 30, null)], observations: [] }

    const [left, right] = rowsOf(found).map(({ lanes }) => lanes[0]?.lines[0]?.track.values)

    expect(left).toEqual([0.75, null])
    expect(right).toEqual([0.25, null])
  })

  it('give to each what is theirs from a swap on, turned to the other as before', () => {
    const tracks = [track('left', 'face x', 0, 0), track('right', 'face x', 1, 1), track('left', 'head yaw', 30, 30), track('right', 'head yaw', -60, -60)]
    const found = { seen: [LEFT, RIGHT], tracks, observations: [observed('left', 'looks towards the other', 80_000)] }

    const [left, right] = rowsOf(found, [{ at: 80_000, one: 'left', other: 'right' }])

    expect(left?.lanes[0]?.lines[0]?.track.values).toEqual([0.75, 1])
    expect(right?.lanes[0]?.lines[0]?.track.values).toEqual([1, 0.75])
    expect(right?.lanes[0]?.marks).toHaveLength(1)
  })

  it('show the eyes with the head, where they were seen', () => {
    const tracks = [track('left', 'face x', 0, 0), track('left', 'head yaw', 30, 30), track('left', 'eyes across', 15, null), track('right', 'face x', 1, 1)]

    const [left] = rowsOf({ seen: [LEFT, RIGHT], tracks, observations: [] })

    expect(left?.lanes[0]?.lines.map(({ track: { values }, look }) => [look, values])).toEqual([['quiet', [0.75, 0.75]], ['colour', [0.875, null]]])
  })

  it('show with the voice how long a turn is and whose share of the talk it is, where that was told', () => {
    const room = track('', 'speech', 1, 1, 0)
    const tracks = [room, track('left', 'length of the turn', 10, 40, null), track('left', 'share of the talk', 0.5, 1, null)]

    const [left] = rowsOf({ seen: [LEFT, RIGHT], tracks, observations: [observed('left', 'speaks first after a pause')] })

    expect(left?.lanes[0]?.hill?.values).toEqual([0.5, 1, null])
    expect(left?.lanes[0]?.lines.map(({ look, track: { values } }) => [look, values])).toEqual([['quiet', [0.5, 1, null]]])
    expect(left?.lanes[0]?.marks).toHaveLength(1)
    expect(rowsOf({ seen: [LEFT, RIGHT], tracks: [room], observations: [] })[0]?.lanes[0]?.hill).toBeNull()
  })

  it('have a lane of what both did together, with nothing wherever one of them was out of sight', () => {
    const faces = [track('left', 'face x', 0, null, 0), track('right', 'face x', 1, 1, 1)]

    const rows = rowsOf({ seen: [LEFT, RIGHT], tracks: faces, observations: [observed('', 'both laugh'), observed('', 'a pause between voices')] })

    expect(rows.map(({ name, lanes }) => [name, lanes.flatMap(({ marks }) => marks.map(({ happening }) => happening))])).toEqual([['Together', ['both laugh']]])
    expect(rows[0]?.lanes[0]?.sense?.values).toEqual([1, null, 1])
  })

  it('show what was heard of laughter and crying, each in its own way', () => {
    const tracks = [track('', 'speech', 1), track('', 'laughter', 1), track('', 'crying', 0)]

    const [room] = rowsOf({ seen: [LEFT], tracks, observations: [] }).slice(-1)

    expect(room?.lanes[0]?.lines.map(({ look }) => look)).toEqual(['colour', 'dashed'])
  })

  it('leave the room out where the waveform says as much', () => {
    expect(rowsOf({ seen: [LEFT], tracks: [track('', 'speech', 1)], observations: [] }).map(({ name }) => name)).toEqual(['The person on the left'])
  })

  it('mark a nod where the head was seen, even where movement was not measured', () => {
    const [row] = rowsOf({ seen: [LEFT], tracks: [track('left', 'face x', 0)], observations: [observed('left', 'nods')] })

    expect(row?.lanes.map(({ kind, hill, marks }) => [kind, hill, marks.length])).toEqual([['movement', null, 1]])
  })

  it('have a lane for movement once it is measured, against what this person usually reaches', () => {
    const moving = track('left', 'movement', ...Array.from({ length: 100 }, (_, place) => place))

    const [row] = rowsOf({ seen: [LEFT], tracks: [moving], observations: [] })

    expect(row?.lanes.map(({ kind }) => kind)).toEqual(['movement'])
    expect(row?.lanes[0]?.hill?.values[0]).toBe(0)
    expect(row?.lanes[0]?.hill?.values[99]).toBe(1)
  })

  it('end with the room, where voices belong to nobody known', () => {
    const found = { seen: [LEFT], tracks: [track('', 'speech', 1)], observations: [observed('', 'voice'), observed('left', 'voice')] }

    const [left, room] = rowsOf(found)

    expect(left?.lanes.map(({ marks }) => marks.length)).toEqual([1])
    expect(room?.name).toBe('In the room')
    expect(room?.lanes.map(({ marks }) => marks.length)).toEqual([1])
  })

  it('are none where nothing was seen or heard', () => {
    expect(rowsOf({ seen: [], tracks: [], observations: [] })).toEqual([])
  })

  it('say in words what they show', () => {
    const [row] = rowsOf({ seen: [LEFT], tracks: [track('left', 'smile', 1)], observations: [observed('left', 'smiles')] })

    expect(row && told(row)).toBe('The person on the left. Smile: noticed once.')
  })
})
