import { describe, expect, it, vi } from 'vitest'

/** What the thread that reckons answers to `film`. */
async function answerTo(film: Blob): Promise<unknown> {
  const thread: { onmessage?: (asked: { data: Blob }) => void; postMessage?: (answer: unknown) => void } = {}
  vi.stubGlobal('self', thread)
  vi.resetModules()
  await import('../../src/upload/hashing.worker')
  return new Promise((resolve) => {
    thread.postMessage = resolve
    thread.onmessage?.({ data: film })
  })
}

/** The SHA-256 of `bytes` as the platform itself reckons it, all at once. */
async function reference(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

describe('The digest of a film', () => {
  it.each([0, 1, 4 * 1024 * 1024, 9_000_001])('is its SHA-256, for %i bytes as well', async (size) => {
    const bytes = new Uint8Array(size).map((_, index) => index * 7)

    expect(await answerTo(new Blob([bytes]))).toEqual({ digest: await reference(bytes) })
  })

  it('is not reckoned of a film that can no longer be read', async () => {
    const gone = new Blob(['still recording'])
    gone.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('the file changed')) }) as unknown as Blob

    expect(await answerTo(gone)).toEqual({ unreadable: true })
  })
})
