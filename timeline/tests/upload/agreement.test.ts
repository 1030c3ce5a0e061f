import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { Scope } from '../../src/scope'
import { Agreement } from '../../src/upload/agreement.svelte'

const SENT = 'a'.repeat(64)

/** The server, which says one thing after the other, and goes on saying the last. */
function says(...outcomes: readonly (object | Error)[]): ReturnType<typeof vi.fn> {
  const left = [...outcomes]
  const answer = (): Promise<Response> => {
    const told = left.length > 1 ? left.shift() : left[0]
    return told instanceof Error ? Promise.reject(told) : Promise.resolve(Response.json(told))
  }
  const asked = vi.fn(answer)
  vi.stubGlobal('fetch', asked)
  return asked
}

async function later(): Promise<void> {
  await vi.advanceTimersByTimeAsync(3000)
}

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('That every byte arrived', () => {
  it('is said when both ends reckoned the same, and not before', async () => {
    const asked = says({ state: 'being made ready', digest: '' }, { state: 'ready', digest: SENT })

    const agreement = new Agreement('/outcome', SENT, new Scope())
    await vi.advanceTimersByTimeAsync(0)
    expect(agreement.state).toBe('waiting')
    await later()
    expect(agreement.state).toBe('right')
    await later()
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('is denied where the ends differ', async () => {
    says({ state: 'ready', digest: 'b'.repeat(64) })

    const agreement = new Agreement('/outcome', SENT, new Scope())
    await later()

    expect(agreement.state).toBe('wrong')
  })

  it('is not said of a film that was refused', async () => {
    says({ state: 'refused', digest: '' })

    const agreement = new Agreement('/outcome', SENT, new Scope())
    await later()

    expect(agreement.state).toBe('refused')
  })

  it('is asked again while there is no connection', async () => {
    says(new TypeError('Failed to fetch'), { state: 'ready', digest: SENT })

    const agreement = new Agreement('/outcome', SENT, new Scope())
    await later()

    expect(agreement.state).toBe('right')
  })
})
