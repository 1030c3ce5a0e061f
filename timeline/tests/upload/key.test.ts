import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { newKey } from '../../src/upload/key'

const ADDRESS = 'https://films.example.org/arriving/7'

beforeEach(() => { vi.stubGlobal('document', { querySelector: () => ({ content: 'token' }) }) })
afterEach(() => { vi.unstubAllGlobals() })

describe('Whoever comes back to an upload', () => {
  it('is given a new key as whoever is signed in', async () => {
    const asked = vi.fn(() => Promise.resolve(new Response(null, { status: 204, headers: { 'Upload-Key': 'fresh' } })))
    vi.stubGlobal('fetch', asked)

    expect(await newKey(ADDRESS)).toEqual({ key: 'fresh' })
    expect(asked).toHaveBeenCalledWith(`${ADDRESS}/key`, { method: 'POST', headers: { 'X-CSRFToken': 'token' } })
  })

  it.each([
    [401, 'signed out'],
    [403, 'signed out'],
    [404, 'gone'],
    [409, 'arrived'],
    [502, 'no connection'],
  ])('is told why there is none (%i)', async (status, without) => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status })))

    expect(await newKey(ADDRESS)).toEqual({ without })
  })

  it('keeps what it has while there is no connection', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))

    expect(await newKey(ADDRESS)).toEqual({ without: 'no connection' })
  })
})
