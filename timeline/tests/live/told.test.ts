import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { CLIPS, live } from './review'
import { clipAt, isGoing, placeAt } from '../../src/live/place'
import { pause } from '../../src/live/retry'
import { Told } from '../../src/live/told'
import { command, wished } from '../../src/live/wish'
import { SECOND } from '../../src/time/clock'

const NOON = 2_000 * SECOND

describe('Where the reel stands', () => {
  it('is where it was frozen, however much later', () => {
    expect(placeAt(live({ at: 4_321_000 }), NOON)).toBe(4_321_000)
  })

  it('goes on at its speed to the end of the clip, and no further', () => {
    const slow = live({ clock: NOON, at: SECOND, isPlaying: true, speed: 50 })
    expect(placeAt(slow, NOON + 4 * SECOND)).toBe(3 * SECOND)
    expect(placeAt(slow, NOON + 60 * SECOND)).toBe(10 * SECOND)
    expect(isGoing(slow, NOON + 60 * SECOND)).toBe(false)
  })

  it('never lies before where it was told, nor beyond the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 * SECOND }), fc.integer({ min: -SECOND, max: 100 * SECOND }), (at, later) => {
        const place = placeAt(live({ clock: NOON, at, isPlaying: true }), NOON + later)
        return place >= at && place <= 10 * SECOND
      }),
    )
  })

  it('belongs to the clip that is shown there', () => {
    expect([0, 9_999_999, 10 * SECOND, 29 * SECOND, 31 * SECOND].map((at) => clipAt(CLIPS, at))).toEqual([0, 0, 1, 2, 2])
    expect(clipAt([], 0)).toBe(-1)
  })
})

describe('What was told', () => {
  const told = (): Told => new Told('guider', CLIPS)

  it('is never replaced by old news', () => {
    const its = told()
    its.hear(live({ number: 7, at: 5 }))

    expect(its.hear(live({ number: 6, at: 1 }))).toBe(false)
    expect(its.now?.at).toBe(5)
    expect(its.hear(live({ number: 7, at: 5, clock: NOON }))).toBe(true)
  })

  it('ends with the highest number, in whatever order it arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }), (numbers) => {
        const its = told()
        for (const number of numbers) its.hear(live({ number }))
        return its.now?.number === Math.max(...numbers)
      }),
    )
  })

  it('gives way at once to what is done here, until the server has answered', () => {
    const its = told()
    its.hear(live())

    its.wish(command('play', { at: 12 * SECOND }), NOON)
    its.hear(live({ number: 2, present: [] }))

    expect(its.now).toMatchObject({ isPlaying: true, at: 12 * SECOND, until: 20 * SECOND - 10_000, clock: NOON })
    its.hear(live({ number: 3, isPlaying: true, at: 12 * SECOND, clock: NOON + 30_000 }))
    its.answered()
    expect(its.now?.clock).toBe(NOON + 30_000)
  })

  it('hears from the leader, once the line is back, where the reel went on alone', () => {
    const its = told()
    its.hear(live({ number: 4 }))
    its.wish(command('play', { at: 0 }), NOON)
    its.failed()
    its.hear(live({ number: 4 }))

    expect(its.back(NOON + 3 * SECOND)).toEqual([command('play', { at: 3 * SECOND })])
  })

  it('tells its own command, which came through though its answer did not, from what others did', () => {
    const its = told()
    its.hear(live({ number: 4 }))
    its.wish(command('play', { at: 0 }), NOON)
    its.failed()
    its.hear(live({ number: 5, isPlaying: true, clock: NOON }))

    expect(its.back(NOON + 3 * SECOND)).toEqual([command('play', { at: 3 * SECOND })])
  })

  it('counts where somebody else did something while the line was down', () => {
    const its = told()
    its.hear(live({ number: 4 }))
    its.wish(command('play', { at: 0 }), NOON)
    its.failed()
    its.hear(live({ number: 6, at: 6 * SECOND }))

    expect(its.back(NOON)).toEqual([])
    expect(its.now?.at).toBe(6 * SECOND)
  })

  it('counts for whoever does not lead', () => {
    const its = new Told('client', CLIPS)
    its.hear(live({ number: 4, isPlaying: true, clock: NOON }))
    its.wish(command('pause', { at: SECOND }), NOON + SECOND)
    expect(its.now?.isPlaying).toBe(false)
    its.failed()

    expect(its.back(NOON + 9 * SECOND)).toEqual([])
    expect(its.now?.isPlaying).toBe(true)
  })
})

describe('A wish', () => {
  const by = { by: 'client', clips: CLIPS } as const

  it('changes the speed without a jump', () => {
    const before = live({ clock: NOON, isPlaying: true })
    const after = wished(before, command('speed', { speed: 25 }), NOON + 4 * SECOND, by)

    expect(placeAt(after, NOON + 4 * SECOND)).toBe(4 * SECOND)
    expect(placeAt(after, NOON + 8 * SECOND)).toBe(5 * SECOND)
  })

  it('to go elsewhere goes on playing there, to the end of that clip', () => {
    const after = wished(live({ isPlaying: true, clock: NOON }), command('seek', { at: 21 * SECOND }), NOON, by)

    expect(after).toMatchObject({ isPlaying: true, at: 21 * SECOND, until: 30 * SECOND - 10_000 })
  })

  it('to play from the last picture of a clip goes on with the next, as the server does', () => {
    const after = wished(live({ at: 9_950_000 }), command('play', { at: 9_950_000 }), NOON, by)

    expect(after).toMatchObject({ isPlaying: true, at: 10 * SECOND })
  })

  it('leaves a question behind with its clip', () => {
    const asked = live({ asks: true })
    expect(wished(asked, command('play', { at: SECOND }), NOON, by).asks).toBe(true)
    expect(wished(asked, command('seek', { at: 11 * SECOND }), NOON, by).asks).toBe(false)
  })

  it('to point is told from the last one by its number', () => {
    const once = wished(live(), command('point', { x: 0.2, y: 0.4 }), NOON, by)
    const twice = wished(once, command('point', { x: 0.2, y: 0.4 }), NOON, by)

    expect([once.spot?.number, twice.spot?.number]).toEqual([1, 2])
    expect(twice.spot?.by).toBe('client')
  })
})

describe('Trying again', () => {
  it('waits longer each time, up to five seconds, and not all at once', () => {
    expect([0, 1, 2, 3, 9].map((count) => pause(count, 1))).toEqual([400, 800, 1600, 3200, 5000])
    expect(pause(3, 0)).toBe(2240)
  })
})
