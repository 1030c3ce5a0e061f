import { describe, expect, it } from 'vitest'

import { begun, timeLeft } from '../../src/seen/pace'
import { roughly } from '../../src/time/clock'

describe('what is left to do', () => {
  it('is told by the pace so far', () => {
    expect(timeLeft({ at: 0, share: 0.2 }, { at: 60_000, share: 0.4 })).toBeCloseTo(180_000)
    expect(roughly(180_000)).toBe('about 3 minutes')
    expect(roughly(20_000)).toBe('less than a minute')
  })

  it('is not told before there is a pace', () => {
    expect(timeLeft({ at: 0, share: 0.2 }, { at: 3_000, share: 0.4 })).toBeNull()
    expect(timeLeft({ at: 0, share: 0.2 }, { at: 60_000, share: 0.2 })).toBeNull()
  })

  it('is reckoned anew where the work begins again', () => {
    const [first, again] = [{ at: 0, share: 0.5 }, { at: 1_000, share: 0.1 }]

    expect(begun(null, first)).toBe(first)
    expect(begun(first, { at: 1_000, share: 0.6 })).toBe(first)
    expect(begun(first, again)).toBe(again)
  })
})
