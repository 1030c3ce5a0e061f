import { describe, expect, it } from 'vitest'

import { forgotten, forgottenNaming, noHistory, recorded, retyped, stepBack, stepOn } from '../../src/moments/history'
import type { NamingEdit } from '../../src/wire'
import { edit, moment } from '../people'

const open = moment()
const kept = moment({ standing: 'kept' })
const named: NamingEdit = { before: { names: [], swaps: [] }, after: { names: [{ who: 'left', person: 'a' }], swaps: [] } }
const longer = moment({ standing: 'kept', end: 12_000_000 })

describe('Undo and redo', () => {
  it('take back the last thing first', () => {
    const history = recorded(recorded(noHistory, edit(open, kept)), edit(kept, longer))

    expect(stepBack(history)?.deed).toEqual(edit(longer, kept))
  })

  it('do again what was taken back', () => {
    const back = stepBack(recorded(noHistory, edit(open, kept)))

    expect(back && stepOn(back.history)).toEqual({ deed: edit(open, kept), history: { past: [edit(open, kept)], future: [] } })
  })

  it('have nothing to do at the ends', () => {
    expect(stepBack(noHistory)).toBeNull()
    expect(stepOn(noHistory)).toBeNull()
  })

  it('forget what was taken back once something new is done', () => {
    const back = stepBack(recorded(noHistory, edit(open, kept)))

    expect(back && stepOn(recorded(back.history, edit(open, longer)))).toBeNull()
  })

  it('do not count a change that changes nothing', () => {
    expect(recorded(noHistory, edit(open, moment()))).toBe(noHistory)
  })

  it('take back a note as one, however many letters it has', () => {
    const a = moment({ note: 'a' })
    const ab = moment({ note: 'ab' })

    const history = retyped(retyped(noHistory, edit(open, a)), edit(a, ab))

    expect(history.past).toEqual([edit(open, ab)])
  })

  it('do not mix a note with what was done before it', () => {
    const noted = moment({ standing: 'kept', note: 'a' })

    const history = retyped(recorded(noHistory, edit(open, kept)), edit(kept, noted))

    expect(history.past).toEqual([edit(open, kept), edit(kept, noted)])
  })

  it('take back who is who like any change, in the order in which things were done', () => {
    const history = recorded(recorded(recorded(noHistory, edit(open, kept)), named), edit(kept, longer))

    const [first, second] = [stepBack(history), stepBack(stepBack(history)?.history ?? noHistory)]

    expect([first?.deed, second?.deed]).toEqual([edit(longer, kept), { before: named.after, after: named.before }])
    expect(second && stepOn(second.history)?.deed).toEqual(named)
  })

  it('forget who is who, and nothing else, once other people were found', () => {
    const history = recorded(recorded(noHistory, edit(open, kept)), named)

    expect(forgottenNaming(history).past).toEqual([edit(open, kept)])
    expect(forgotten(history, 'first').past).toEqual([named])
  })

  it('leave alone what somebody else has changed', () => {
    const other = moment({ id: 'second' })
    const history = recorded(recorded(noHistory, edit(open, kept)), edit(null, other))

    expect(forgotten(history, 'first').past).toEqual([edit(null, other)])
  })
})
