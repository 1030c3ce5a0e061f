import { describe, expect, it } from 'vitest'

import { howFar, waitingFor } from '../../src/live/words'

const MB = 1_000_000

describe('The words of a shared review', () => {
  it('say how far the film is loaded', () => {
    expect(howFar({ done: 0, total: 0 })).toBe('')
    expect(howFar({ done: 3.4 * MB, total: 12.2 * MB })).toBe('3 of 12\u00a0MB')
    expect(howFar({ done: 0.6 * MB, total: 0.6 * MB })).toBe('1 of 1\u00a0MB')
    expect(howFar({ done: 12.2 * MB, total: 12.2 * MB })).toBe('12 of 12\u00a0MB')
  })

  it('say by name for whom a start waits', () => {
    expect(waitingFor(['client'], 'guider', 'Hanna')).toBe('Waiting for Hanna’s phone…')
    expect(waitingFor(['guider'], 'client', 'Alice')).toBe('Waiting for Alice’s screen…')
    expect(waitingFor(['client', 'guider', 'client'], 'guider', 'Hanna')).toBe('Waiting for Hanna’s phone and your other screen…')
  })
})
