import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { applied, inOrder, merged, plain, portion, same, undo } from '../../src/moments/edits'
import type { Edit, Moment } from '../../src/wire'
import { edit, moment } from '../people'

const open = moment()
const kept = moment({ standing: 'kept' })

/** What a guider may do one after the other with two moments: make them so, or take them away. */
const doings = fc.array(
  fc.record({
    id: fc.constantFrom('first', 'second'),
    after: fc.option(fc.record({ standing: fc.constantFrom('open' as const, 'kept' as const), start: fc.nat({ max: 3 }) })),
  }),
)

function editsOf(steps: readonly { id: string; after: Partial<Moment> | null }[]): Edit[] {
  let moments: readonly Moment[] = [open]
  return steps.map(({ id, after }) => {
    const before = moments.find((each) => each.id === id) ?? null
    const made = { id, before, after: after && moment({ ...after, id }) }
    moments = applied(moments, made)
    return made
  })
}

describe('An edit', () => {
  it('is undone by being turned round', () => {
    expect(undo(edit(open, kept))).toEqual(edit(kept, open))
    expect(undo(edit(null, open))).toEqual(edit(open, null))
  })

  it('changes one moment and leaves the others', () => {
    const other = moment({ id: 'second', start: 1 })

    expect(applied([other, open], edit(open, kept))).toEqual([other, kept])
    expect(applied([other, open], edit(open, null))).toEqual([other])
  })

  it('leaves nothing behind once it is taken back', () => {
    fc.assert(
      fc.property(doings, (steps) => {
        const edits = editsOf(steps)
        const after = edits.reduce(applied, [open])

        expect(edits.toReversed().map(undo).reduce(applied, after)).toEqual([open])
      }),
    )
  })
})

describe('Edits that wait for the server', () => {
  it('become one for each moment, from what the server knows to what is on the screen', () => {
    const written = moment({ standing: 'kept', note: 'look at her hands' })

    expect(merged([edit(open, kept)], edit(kept, written))).toEqual([edit(open, written)])
  })

  it('vanish where a moment came back to what it was', () => {
    expect(merged([edit(open, kept)], edit(kept, open))).toEqual([])
    expect(merged([edit(null, open)], edit(open, null))).toEqual([])
  })

  it('say in the end the same as one after the other', () => {
    fc.assert(
      fc.property(doings, (steps) => {
        const edits = editsOf(steps)

        const sentAtOnce = edits.reduce<readonly Edit[]>(merged, []).reduce(applied, [open])

        expect(sentAtOnce).toEqual(edits.reduce(applied, [open]))
      }),
    )
  })
})

describe('Two moments', () => {
  it('are the same in whatever order their fields are written', () => {
    const { id, ...others } = open

    expect(same({ ...others, id }, open)).toBe(true)
  })

  it('differ by a single reason', () => {
    expect(same(open, moment({ reasons: [] }))).toBe(false)
    expect(same(open, null)).toBe(false)
  })

  it('stand in the order of the film', () => {
    const later = moment({ id: 'later', start: 20 })
    const earlier = moment({ id: 'earlier', start: 10 })

    expect(inOrder([later, earlier]).map(({ id }) => id)).toEqual(['earlier', 'later'])
  })
})

describe('A long queue', () => {
  const noted = (note: string) => (_: unknown, index: number): Edit =>
    edit(null, moment({ id: `moment ${index}`, note }))

  it('goes in portions that the server takes and a browser still sends when the page is left', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.nat({ max: 2000 }), (count, length) => {
        const queue = Array.from({ length: count }, noted('é'.repeat(length)))
        const [now, later] = portion(queue)

        expect([...now, ...later]).toEqual(queue)
        expect(now.length).toBeGreaterThanOrEqual(Math.min(count, 1))
        expect(now.length).toBeLessThanOrEqual(100)
        expect(new Blob([JSON.stringify({ edits: now })]).size).toBeLessThan(64 * 1024)
      }),
    )
  })

  it('goes in one piece while it is short', () => {
    const queue = Array.from({ length: 12 }, noted('look again'))

    expect(portion(queue)).toEqual([queue, []])
    expect(portion([])).toEqual([[], []])
  })
})

describe('Words', () => {
  it('keep their lines and every script, and lose what no keyboard writes', () => {
    const written = moment({ title: 'They\u0000 laugh\ud83d', note: 'One\n\ttwo 👩\u200d👧\u001b[2J שלום\r' })

    expect(plain(written)).toEqual(moment({ title: 'They laugh', note: 'One\n\ttwo 👩\u200d👧[2J שלום' }))
  })
})
