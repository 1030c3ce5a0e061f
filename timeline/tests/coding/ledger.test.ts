import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { deed, event, events, FRAME } from './codings'
import { standing } from './simulated'
import { Ledger, net } from '../../src/coding/ledger'
import { Sheet } from '../../src/coding/sheet'
import type { CodedEvent, Deed } from '../../src/wire'

const changes = fc.array(fc.tuple(events, fc.option(events)), { maxLength: 12 }).map((all): readonly Deed[] =>
  all.map(([before, after]) => deed([before, after && { ...after, id: before.id }])))

/** Deeds, each by its place, in the order in which a window hears of them; its own it does before it knows their place. */
const heard = fc.tuple(changes, fc.infiniteStream(fc.nat()), fc.infiniteStream(fc.boolean())).map(([deeds, chances, owns]) => {
  const steps = deeds.flatMap((each, place) => {
    const [own, first, second] = [owns.next().value === true, Number(chances.next().value), Number(chances.next().value)]
    const known = { when: Math.max(first, second), act: (ledger: Ledger) => (own ? ledger.placed(each.id, place) : ledger.do(each, place)) }
    return own ? [{ when: Math.min(first, second), act: (ledger: Ledger) => ledger.do(each) }, known] : [known]
  })
  return { deeds, steps: steps.sort((one, other) => one.when - other.when) }
})

describe('The deeds that wait', () => {
  it('stand in the order of their places, in whatever order a window hears of them', () => {
    fc.assert(fc.property(fc.uniqueArray(events, { selector: ({ id }) => id }), heard, (first, { deeds, steps }) => {
      const [sheet, expected] = [new Sheet(first), new Sheet(first)]
      const ledger = new Ledger(sheet, 'You')
      const before = standing(sheet)
      const turn = net(steps.map(({ act }) => act(ledger)))
      for (const each of deeds) expected.apply(each, 'You')

      expect(standing(sheet)).toEqual(standing(expected))
      expect(sheet.rivals).toEqual(expected.rivals)
      expect(standing(new Sheet(turned(before, turn)))).toEqual(standing(sheet))
    }))
  })

  it('leave no trace of what the server refused', () => {
    fc.assert(fc.property(changes, fc.infiniteStream(fc.boolean()), (deeds, chances) => {
      const [sheet, expected] = [new Sheet(), new Sheet()]
      const ledger = new Ledger(sheet, 'You')
      for (const [place, each] of deeds.entries()) ledger.do(each, place)
      const refused = deeds.filter(() => chances.next().value === true)
      for (const each of deeds) if (!refused.includes(each)) expected.apply(each, 'You')

      ledger.answered(deeds.filter((each) => !refused.includes(each)).map(({ id }) => id), refused.map(({ id }) => id), expected.rivals)

      expect(standing(sheet)).toEqual(standing(expected))
      expect(sheet.rivals).toEqual(expected.rivals)
    }))
  })
})

describe('What others did', () => {
  it('is left to the server where it met what was done here since they were asked about', () => {
    const [mine, theirs] = [event({ end: 6 * FRAME * 25 }), event({ end: 7 * FRAME * 25 })]
    const sheet = new Sheet([event()])
    const ledger = new Ledger(sheet, 'You')
    const done = deed([event(), mine])
    ledger.ask()
    ledger.do(done)
    ledger.answered([done.id], [], [])

    expect(ledger.news([deed([event(), theirs])], [])).toBeNull()
    expect(ledger.news([], [])).toEqual({ gone: [], come: [] })
    expect(ledger.news([deed([event(), theirs])], [])).toBeNull()
    expect(standing(sheet)).toEqual([mine])
  })
})

function turned(all: readonly CodedEvent[], { gone, come }: ReturnType<typeof net>): readonly CodedEvent[] {
  const left = all.filter(({ id }) => gone.every((each) => each.id !== id))
  expect(left.length).toBe(all.length - gone.length)
  return [...left, ...come]
}
