import { describe, expect, it } from 'vitest'

import { clock, lasting, SECOND, spoken } from '../../src/time/clock'

describe('A time in a film', () => {
  it('is written as a person reads it', () => {
    expect(clock(42_300_000)).toBe('0:42.3')
    expect(clock(65 * SECOND)).toBe('1:05.0')
  })

  it('names the hour only beyond the hour', () => {
    expect(clock(3599 * SECOND)).toBe('59:59.0')
    expect(clock(3_723_400_000)).toBe('1:02:03.4')
  })

  it('never shows a tenth that has not begun', () => {
    expect(clock(999_999)).toBe('0:00.9')
  })

  it('is said aloud in words', () => {
    expect(spoken(72_400_000)).toBe('1 minute 12.4 seconds')
    expect(spoken(500_000)).toBe('0.5 seconds')
    expect(spoken(120 * SECOND)).toBe('2 minutes 0 seconds')
  })

  it('is felt as seconds up to the minute', () => {
    expect(lasting(5_700_000)).toBe('5.7 s')
    expect(lasting(65 * SECOND)).toBe('1 min 5 s')
  })
})
