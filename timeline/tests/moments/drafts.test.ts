import { describe, expect, it } from 'vitest'

import { draftOf, restored } from '../../src/moments/drafts'
import { edit, moment } from '../people'

const secret = moment({ title: 'Mia at the window', note: 'her grandmother was there', standing: 'kept' })

describe('What waits in the browser', () => {
  it('holds not one word about the family', () => {
    const text = JSON.stringify(draftOf(edit(moment(), secret)))

    expect(text).not.toMatch(/Mia|window|grandmother|smile/)
  })

  it('becomes the same change again after a reload', () => {
    const now = moment()
    const draft = draftOf(edit(now, moment({ standing: 'kept', end: 11_000_000 })))

    expect(restored(draft, now)).toEqual(edit(now, moment({ standing: 'kept', end: 11_000_000 })))
  })

  it('brings back a moment that the server never heard of', () => {
    const own = moment({ id: 'own', origin: 'own', reasons: [] })

    expect(restored(draftOf(edit(null, own)), null)?.after).toEqual({ ...own, title: 'My moment' })
  })

  it('is forgotten where the server has it already', () => {
    const kept = moment({ standing: 'kept' })

    expect(restored(draftOf(edit(moment(), kept)), kept)).toBeNull()
  })

  it('changes only what the guider changed, and leaves what another has changed since', () => {
    const draft = draftOf(edit(moment(), moment({ standing: 'kept' })))
    const renamed = moment({ title: 'A long look', start: 2_000_000 })

    expect(restored(draft, renamed)?.after).toEqual({ ...renamed, standing: 'kept' })
  })

  it('does not bring back what somebody has taken away', () => {
    expect(restored(draftOf(edit(moment(), moment({ standing: 'kept' }))), null)).toBeNull()
  })

  it('takes away what the guider took away', () => {
    expect(restored(draftOf(edit(moment(), null)), moment())).toEqual(edit(moment(), null))
    expect(restored(draftOf(edit(moment(), null)), null)).toBeNull()
  })
})
