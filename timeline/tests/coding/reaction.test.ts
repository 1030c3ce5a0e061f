import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { FLASHES, Reaction } from '../../src/coding/reaction.svelte'
import { Scope } from '../../src/scope'

let scope: Scope

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  // A screen that repaints every 16 ms.
  const paints = new Scope()
  const stops: (() => void)[] = []
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) => stops.push(paints.after(16, paint)))
  vi.stubGlobal('cancelAnimationFrame', (request: number) => { stops[request - 1]?.() })
  scope = new Scope()
})
afterEach(() => {
  scope.end()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Wait for the light, and press so many milliseconds after it. */
function pressAfter(reaction: Reaction, milliseconds: number): void {
  while (!reaction.isLit) vi.advanceTimersByTime(1)
  vi.advanceTimersByTime(100)
  const lit = performance.now() - 100
  vi.advanceTimersByTime(milliseconds - 100)
  reaction.press(lit + milliseconds)
}

test('ten presses give the time in their middle, which one slow hand does not move', () => {
  const reaction = new Reaction(scope)
  reaction.begin()
  for (const took of [200, 210, 220, 230, 240, 250, 260, 270, 280, 2000]) pressAfter(reaction, took)

  expect(reaction.isOn).toBe(false)
  expect(Math.abs((reaction.typical ?? 0) - 245)).toBeLessThan(20)
})

test('whoever presses before the light is told to wait, and nothing is counted', () => {
  const reaction = new Reaction(scope)
  reaction.begin()
  reaction.press(performance.now())

  expect(reaction.words).toBe('Wait until it lights up.')
  expect(reaction.times).toEqual([])
  pressAfter(reaction, 220)
  expect(reaction.words).toBe('')
  expect(reaction.times).toHaveLength(1)
})

test('the light waits for as long as somebody needs, and stops where it is told to', () => {
  const reaction = new Reaction(scope)
  reaction.begin()
  vi.advanceTimersByTime(600_000)
  expect(reaction.isLit).toBe(true)
  reaction.stop()
  vi.advanceTimersByTime(600_000)

  expect(reaction.isLit).toBe(false)
  expect(reaction.times.length).toBeLessThan(FLASHES)
})
