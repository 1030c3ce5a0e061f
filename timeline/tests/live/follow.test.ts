import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { live } from './review'
import { pass, Screen, type Machine } from './simulated'
import { BETWEEN_JUMPS, FAR, follow } from '../../src/live/follow'
import { SECOND } from '../../src/time/clock'

const START = 1_000 * SECOND
const going = { speed: 1, rate: 1, sinceJump: BETWEEN_JUMPS, isNew: false }

describe('A film that follows', () => {
  it('is left alone while nobody could see a difference', () => {
    expect(follow({ ...going, ahead: 14_000 })).toEqual({ kind: 'go', rate: 1 })
    expect(follow({ ...going, ahead: -14_000 })).toEqual({ kind: 'go', rate: 1 })
  })

  it('plays a little slower where it is ahead, and a little faster where it lags', () => {
    expect(follow({ ...going, ahead: 30_000 })).toEqual({ kind: 'go', rate: 0.95 })
    expect(follow({ ...going, ahead: -30_000 })).toEqual({ kind: 'go', rate: 1.05 })
  })

  it('jumps where it is far off, at most once in five seconds', () => {
    expect(follow({ ...going, ahead: FAR + 1 })).toEqual({ kind: 'seek' })
    expect(follow({ ...going, ahead: FAR + 1, sinceJump: BETWEEN_JUMPS - 1 })).toEqual({ kind: 'go', rate: 0.88 })
  })

  it('jumps at once to what somebody has just asked for', () => {
    expect(follow({ ...going, ahead: -200_000, sinceJump: 0, isNew: true })).toEqual({ kind: 'seek' })
    expect(follow({ ...going, ahead: -100_000, sinceJump: 0, isNew: true }).kind).toBe('go')
  })

  it('never plays more than 12 % faster or slower, gently while it is near, and always towards its place', () => {
    const aheads = fc.integer({ min: -FAR, max: FAR })
    fc.assert(
      fc.property(aheads, fc.constantFrom(0.25, 0.5, 1), fc.double({ min: 0.88, max: 1.12, noNaN: true }), (ahead, speed, share) => {
        const step = follow({ ahead, speed, rate: speed * share, sinceJump: 0, isNew: false })
        if (step.kind === 'seek') return false
        const change = step.rate / speed - 1
        const most = Math.abs(ahead) <= 50_000 ? 0.05 : 0.12
        return Math.abs(change) <= most + 1e-9 && change * ahead <= 0
      }),
    )
  })
})

describe('Two screens', () => {
  const machines: fc.Arbitrary<Machine> = fc.record({
    behind: fc.integer({ min: -4_000_000_000, max: 900 * SECOND }),
    gains: fc.integer({ min: -100, max: 100 }),
    there: fc.integer({ min: 1_000, max: 60_000 }),
    back: fc.integer({ min: 1_000, max: 60_000 }),
    seekTakes: fc.integer({ min: 10_000, max: 350_000 }),
    startTakes: fc.integer({ min: 0, max: 150_000 }),
  })
  const two = fc.tuple(machines, machines)

  it('are within 50 ms of each other and at the same picture once it is frozen, whatever their clocks, lines and speed', () => {
    fc.assert(
      fc.property(two, fc.constantFrom(25, 50, 100), fc.integer({ min: 0, max: 8 }), (pair, speed, late) => {
        const screens = pair.map((machine) => new Screen(machine))
        for (const screen of screens) for (let count = 0; count < 7; count++) screen.ask(START - (7 - count) * 100_000)
        const playing = live({ number: 2, clock: START - late * SECOND, isPlaying: true, speed, until: 600 * SECOND })
        for (const screen of screens) screen.hear(playing)

        const [one = 0, other = 0] = pass(screens, playing, START, 8)

        // Lines that are slower one way than the other deceive every clock by half the difference.
        const deceived = pair.reduce((sum, { there, back }) => sum + Math.abs(there - back) / 2, 0)
        expect(Math.abs(one - other)).toBeLessThan(50_000 + (deceived * speed) / 100)
        const frozen = live({ number: 3, clock: START + 8 * SECOND, at: 3_217_000, speed })
        for (const screen of screens) screen.hear(frozen)
        expect(pass(screens, frozen, START + 8 * SECOND, 1)).toEqual([0, 0])
      }),
      { numRuns: 60 },
    )
  })

  it('jump once when one of them slept, and not again', () => {
    fc.assert(
      fc.property(machines, fc.integer({ min: 1, max: 30 }), (machine, slept) => {
        const screen = new Screen(machine)
        screen.ask(START)
        const playing = live({ number: 2, clock: START, isPlaying: true, until: 600 * SECOND })
        screen.hear(playing)
        pass([screen], playing, START, 6)
        const before = screen.film.seeks

        const [ahead = 0] = pass([screen], playing, START + (6 + slept) * SECOND, 4)

        expect(screen.film.seeks - before).toBe(1)
        expect(Math.abs(ahead)).toBeLessThan(50_000 + Math.abs(machine.there - machine.back) / 2)
      }),
      { numRuns: 60 },
    )
  })

  it('stand at the last picture of a clip that is over, and stay there', () => {
    const screen = new Screen({ behind: 0, gains: 0, there: 1_000, back: 1_000, seekTakes: 50_000, startTakes: 50_000 })
    screen.ask(START)
    const playing = live({ number: 2, clock: START, isPlaying: true, until: 1_990_000 })
    screen.hear(playing)

    pass([screen], playing, START, 4)

    expect(screen.film.paused).toBe(true)
    expect(screen.film.currentTime * SECOND).toBeCloseTo(1_990_000, -1)
  })
})
