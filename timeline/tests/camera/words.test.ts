import { describe, expect, it } from 'vitest'

import { isFull, roomInWords } from '../../src/camera/room'
import { cameraProblem, clockOf, keepingProblem, lengthInWords, whenInWords } from '../../src/camera/words'

const at = (day: number, hour: number, minute: number): number => new Date(2026, 10, day, hour, minute).getTime()

describe('What the camera page says', () => {
  it('tells a length as people do', () => {
    expect([200, 40_000, 59_400, 60_000, 185_000].map(lengthInWords)).toEqual(['1 s', '40 s', '59 s', '1 min', '3 min'])
  })

  it('shows a running time like a clock', () => {
    expect([0, 9_999, 65_000, 600_000].map(clockOf)).toEqual(['0:00', '0:09', '1:05', '10:00'])
  })

  it('tells when a film began, by the days of the calendar', () => {
    const now = at(23, 0, 20)

    expect(whenInWords(at(23, 0, 5), now)).toBe('today 00:05')
    expect(whenInWords(at(22, 23, 50), now)).toBe('yesterday 23:50')
    expect(whenInWords(at(3, 9, 12), now)).toBe('3 November 09:12')
    expect(whenInWords(at(24, 9, 0), now)).toBe('24 November 09:00')
  })

  it('notices a phone that is nearly full before it is', () => {
    expect(roomInWords(null)).toBe('')
    expect(roomInWords(60)).toBe('')
    expect(roomInWords(3.9)).toBe('This phone is nearly full: there is room for about 3 minutes.')
    expect(roomInWords(1.2)).toBe('This phone is nearly full: there is room for about 1 minute.')
    expect(isFull(0.6)).toBe(false)
    expect(isFull(0.4)).toBe(true)
    expect(isFull(null)).toBe(false)
  })

  it('says after every fault what to do', () => {
    for (const fault of ['NotAllowedError', 'NotFoundError', 'NotReadableError', '']) {
      expect(cameraProblem(fault)).toMatch(/try again|instead/i)
    }
    for (const fault of ['QuotaExceededError', '']) expect(keepingProblem(fault)).toMatch(/What was filmed before is kept/)
  })
})
