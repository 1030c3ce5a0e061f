import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Gone, load, type Loaded } from '../../src/live/load'

const PIECE = 1000

/** A server with one film; before each answer it takes the next of `faults` ('' for none). */
function server(film: Uint8Array, faults: string[] = []) {
  const asked: string[] = []
  const get = (_address: string, how: RequestInit): Promise<Response> => {
    const range = (how.headers as Record<string, string>).Range ?? ''
    asked.push(range)
    const fault = faults.shift() ?? ''
    if (fault === 'drop') return Promise.reject(new TypeError('network'))
    if (fault) return Promise.resolve(new Response(null, { status: Number(fault) }))
    const [first = 0, last = 0] = range.replace('bytes=', '').split('-').map(Number)
    const end = Math.min(last + 1, film.length)
    const headers = { ETag: '"one"', 'Content-Range': `bytes ${first}-${end - 1}/${film.length}` }
    return Promise.resolve(new Response(film.slice(first, end), { status: 206, headers }))
  }
  return { get, asked }
}

const film = (size: number): Uint8Array => new Uint8Array(size).map((_, place) => (place * 7) % 251)

async function isSame(blob: Blob, bytes: Uint8Array): Promise<boolean> {
  const found = new Uint8Array(await blob.arrayBuffer())
  return found.length === bytes.length && found.every((byte, place) => byte === bytes[place])
}

function loading(get: ReturnType<typeof server>['get'], told: Loaded[] = []) {
  return { get, wait: () => Promise.resolve(), signal: new AbortController().signal, onprogress: (loaded: Loaded) => told.push(loaded) }
}

describe('Loading a film', () => {
  it('tells how far it is, piece by piece, and ends with the whole film', async () => {
    const [bytes, told] = [film(2.5 * PIECE), [] as Loaded[]]

    const blob = await load('/film', loading(server(bytes).get, told), PIECE)

    expect(await isSame(blob, bytes)).toBe(true)
    expect(told.map(({ done }) => done)).toEqual([PIECE, 2 * PIECE, 2.5 * PIECE])
    expect(told.at(-1)?.total).toBe(2.5 * PIECE)
  })

  it('loses one piece at most when the line drops, however often', async () => {
    const faults = fc.array(fc.constantFrom('', 'drop', '502', '503'), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(faults, async (its) => {
        const bytes = film(3 * PIECE)
        const { get, asked } = server(bytes, [...its])

        const blob = await load('/film', loading(get), PIECE)

        expect(await isSame(blob, bytes)).toBe(true)
        expect(asked.length).toBeLessThanOrEqual(3 + its.filter(Boolean).length)
      }),
      { numRuns: 20 },
    )
  })

  it('ends at once where there is no film for this screen any more', async () => {
    await expect(load('/film', loading(server(film(10), ['404']).get))).rejects.toBeInstanceOf(Gone)
  })

  it('ends when it is called off', async () => {
    const off = new AbortController()
    off.abort()

    await expect(load('/film', { ...loading(server(film(10)).get), signal: off.signal })).rejects.toThrow()
  })
})
