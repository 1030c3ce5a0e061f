import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { NotNow } from '../../src/reel/api'
import type { Bench } from '../../src/reel/bench.svelte'
import { Follower } from '../../src/reel/follower.svelte'
import { Scope } from '../../src/scope'
import type { Cover, CoverFound, ReelClip, Showing } from '../../src/wire'
import { Shelf } from '../shelf'
import { clip, showing } from './reels'

const box = { left: 0.1, top: 0.1, width: 0.2, height: 0.2 }
const key = (at: number): Cover['keys'][number] => ({ at, box, isByHand: false })
const underWay: CoverFound = { state: 'running', share: 0.4, keys: [], words: '' }
const done: CoverFound = { state: 'done', share: 1, keys: [key(0), key(40_000)], words: '' }

let scope = new Scope()

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('sessionStorage', new Shelf())
  scope = new Scope()
})
afterEach(() => {
  scope.end()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A page with one clip, and a server that answers `answers` one after the other. */
function page(answers: (CoverFound | Error)[], covers: readonly Cover[] = []): { bench: Bench; now: () => ReelClip } {
  let its = clip('a', { showing: showing({ covers }) })
  const next = (): Promise<CoverFound> => {
    const answer = answers.shift() ?? done
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
  const doLater = (_: string, change: (now: ReelClip) => Partial<Showing>): void => { its = { ...its, showing: { ...its.showing, ...change(its) } } }
  const bench = { api: { follow: next, followed: next }, saver: { settle: () => Promise.resolve(true) }, scope, doLater, told: '' }
  return { bench: bench as unknown as Bench, now: () => its }
}

describe('Somebody who is not to be seen', () => {
  it('is followed until the server has found the way, and hidden along it', async () => {
    const { bench, now } = page([underWay, underWay, done])
    const follower = new Follower(bench, 'reel')
    await follower.follow(now(), null, { at: 0, box, until: null })

    expect([follower.errand?.clip, follower.share]).toEqual(['a', 0.4])
    await vi.advanceTimersByTimeAsync(3_000)

    expect(follower.errand).toBeNull()
    expect(now().showing.covers).toEqual([{ keys: done.keys }])
  })

  it('is followed on where the page was loaded again meanwhile', async () => {
    const first = page([underWay, underWay])
    await new Follower(first.bench, 'reel').follow(first.now(), null, { at: 0, box, until: null })
    const again = page([underWay, done])
    const follower = new Follower(again.bench, 'reel')
    await vi.advanceTimersByTimeAsync(3_000)

    expect(follower.errand).toBeNull()
    expect(again.now().showing.covers).toEqual([{ keys: done.keys }])
  })

  it('keeps the way that was found before where following was lost and helped', async () => {
    const { bench, now } = page([{ ...done, keys: [key(80_000), key(120_000)], words: 'Lost at 0:00.1.' }], [{ keys: [key(0), key(40_000), key(100_000)] }])
    const follower = new Follower(bench, 'reel')
    await follower.follow(now(), 0, { at: 80_000, box, until: 200_000 })

    expect(now().showing.covers[0]?.keys.map(({ at }) => at)).toEqual([0, 40_000, 80_000, 120_000])
    expect(follower.words).toBe('Lost at 0:00.1.')
  })

  it('cannot be followed where the server says why', async () => {
    const { bench, now } = page([new NotNow('This film is still being made ready.')])
    const follower = new Follower(bench, 'reel')
    await follower.follow(now(), null, { at: 0, box, until: null })

    expect(follower.words).toBe('This film is still being made ready.')
    expect(now().showing.covers).toEqual([])
  })
})
