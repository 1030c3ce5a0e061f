import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { Scope } from '../../src/scope'
import type { FilmApi } from '../../src/studio/api'
import { Saver } from '../../src/studio/saver.svelte'
import type { Edit, EditsAnswer } from '../../src/wire'
import { edit, moment } from '../people'
import { Shelf } from '../shelf'

const scope = new Scope()
const many = Array.from({ length: 250 }, (_, index) => edit(null, moment({ id: `moment ${index}` })))

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('sessionStorage', new Shelf())
})

afterEach(() => {
  scope.end()
  vi.unstubAllGlobals()
})

/** The server's side: what came, request by request; it does not answer the request numbered `lost`. */
function server(lost = -1): { api: FilmApi; came: (readonly Edit[])[] } {
  const came: (readonly Edit[])[] = []
  const save = (edits: readonly Edit[]): Promise<EditsAnswer> => {
    came.push(edits)
    if (came.length - 1 === lost) return Promise.reject(new Error('The line broke.'))
    return Promise.resolve({ saved: edits.map(({ id }) => id), refused: [] })
  }
  return { api: { save } as unknown as FilmApi, came }
}

describe('What a guider changed while the line was down', () => {
  it('is sent whole and in order, in portions', async () => {
    const { api, came } = server()
    const saver = new Saver(api, scope, 'film', () => undefined)
    for (const each of many) saver.add(each)

    await saver.settle()

    expect(came.map((edits) => edits.length)).toEqual([100, 100, 50])
    expect(came.flat()).toEqual(many)
    expect(saver.state).toBe('saved')
    expect(sessionStorage.length).toBe(0)
  })

  it('is not lost where the line breaks between two portions', async () => {
    const { api, came } = server(1)
    const saver = new Saver(api, scope, 'film', () => undefined)
    for (const each of many) saver.add(each)

    await saver.settle()

    expect(saver.state).toBe('no connection')
    expect(many.filter(({ id }) => saver.holds(id))).toEqual(many.slice(100))

    await saver.settle()

    expect(came.slice(2).flat()).toEqual(many.slice(100))
    expect(saver.state).toBe('saved')
  })
})
