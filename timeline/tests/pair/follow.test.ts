import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { follow, inSecond } from '../../src/pair/follow'
import { pairCommandOf } from '../../src/pair/keys'
import { whenItStarts, whyAway } from '../../src/pair/words'

const MINUTE = 60_000_000

describe('The second view', () => {
  it('is at its beginning when it starts, and before it in time below nought', () => {
    expect(inSecond(12_400_000, { by: 12_400_000, drift: 0 })).toBe(0)
    expect(inSecond(0, { by: 12_400_000, drift: 0 })).toBe(-12_400_000)
  })

  it('has come less far where its clock loses', () => {
    expect(inSecond(10 * MINUTE, { by: 0, drift: 100 })).toBeCloseTo(10 * MINUTE - 60_000, -3)
  })

  it('plays as fast as the film while they are together', () => {
    expect(follow(5_000_000, 5_004_000, MINUTE, 0.5)).toEqual({ kind: 'go', rate: 0.5 })
  })

  it('plays a little faster where it lags, and slower where it is ahead', () => {
    expect(follow(5_000_000, 4_990_000, MINUTE, 1)).toEqual({ kind: 'go', rate: 1.02 })
    expect(follow(5_000_000, 5_010_000, MINUTE, 1)).toEqual({ kind: 'go', rate: 0.98 })
  })

  it('jumps where it is far behind', () => {
    expect(follow(5_000_000, 4_700_000, MINUTE, 1)).toEqual({ kind: 'seek', at: 5_000_000 })
  })

  it('is away where it was not filming', () => {
    expect(follow(-1, 0, MINUTE, 1)).toEqual({ kind: 'away' })
    expect(follow(MINUTE, MINUTE, MINUTE, 1)).toEqual({ kind: 'away' })
  })

  it('never plays more than a twentieth faster or slower, and always towards the film', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MINUTE - 1 }), fc.integer({ min: 0, max: MINUTE }), (wanted, at) => {
        const step = follow(wanted, at, MINUTE, 1)
        if (step.kind !== 'go') return Math.abs(at - wanted) > 250_000
        return Math.abs(step.rate - 1) <= 0.05 + 1e-9 && (step.rate - 1) * (at - wanted) <= 0
      }),
    )
  })

  it('comes together with the film within seconds', () => {
    let [film, second] = [10_000_000, 10_200_000]
    for (let frame = 0; frame < 5 * 60; frame++) {
      const step = follow(film, second, MINUTE, 1)
      film += 16_667
      second += step.kind === 'go' ? 16_667 * step.rate : 0
    }
    expect(Math.abs(film - second)).toBeLessThan(20_000)
  })
})

describe('The words of a pair', () => {
  it('say when the second view starts', () => {
    expect(whenItStarts(12_400_000, false)).toBe('The second view starts 12.4\u00a0s later.')
    expect(whenItStarts(-3_000_000, false)).toBe('The second view starts 3.0\u00a0s earlier.')
    expect(whenItStarts(20_000, false)).toBe('Both films start together.')
  })

  it('call the recording of a sound recorder by its name', () => {
    expect(whenItStarts(12_400_000, true)).toBe('The recording starts 12.4\u00a0s later.')
    expect(whyAway(-1, true)).toBe('Not recorded yet')
    expect(whyAway(MINUTE, true)).toBe('No longer recorded')
  })

  it('say why there is no picture', () => {
    expect(whyAway(-1, false)).toBe('Not filmed yet')
    expect(whyAway(MINUTE, false)).toBe('No longer filmed')
  })
})

describe('The keys of a pair', () => {
  const press = (key: string, more = {}): Parameters<typeof pairCommandOf>[0] => ({
    key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more,
  })

  it('bring the second view nearer by a second, a tenth and a picture', () => {
    expect(pairCommandOf(press('6'))).toEqual({ kind: 'nudge', count: 1 })
    expect(pairCommandOf(press('2'))).toEqual({ kind: 'nudge', count: -0.1 })
    expect(pairCommandOf(press('4'))).toEqual({ kind: 'nudge frames', count: 1 })
  })

  it('undo and redo, and leave all others alone', () => {
    expect(pairCommandOf(press('z', { ctrlKey: true }))).toEqual({ kind: 'undo' })
    expect(pairCommandOf(press('Z', { metaKey: true, shiftKey: true }))).toEqual({ kind: 'redo' })
    expect(pairCommandOf(press('x'))).toBeNull()
    expect(pairCommandOf(press('6', { altKey: true }))).toBeNull()
  })
})
