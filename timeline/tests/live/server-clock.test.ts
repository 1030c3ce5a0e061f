import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { ServerClock, type Trip } from '../../src/live/server-clock'

/** A trip at the server's time `at` for a page whose watch is `behind` by so much. */
const trip = (at: number, behind: number, there: number, back: number): Trip => ({
  sent: at - behind, clock: at + there, back: at + there + back - behind,
})

describe('The server’s clock', () => {
  it('is not known before the first answer', () => {
    const clock = new ServerClock()
    expect(clock.at(5)).toBeNull()
    expect(clock.isKnown).toBe(false)
  })

  it('is read by the shortest trips: one that was held up says little', () => {
    const clock = new ServerClock()
    for (const held of [0, 0, 300_000, 0, 0, 900_000, 0]) clock.add(trip(10_000_000, 7_000_000, 4_000, 4_000 + held))

    expect(clock.at(5_000_000)).toBe(12_000_000)
  })

  it('is right to half of what a trip takes, however wrong the page’s own watch is', () => {
    const ways = fc.array(fc.tuple(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 200_000 })), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), ways, (behind, trips) => {
        const clock = new ServerClock()
        trips.forEach(([there, back], place) => { clock.add(trip(place * 1_000_000, behind, there, back)) })
        const longest = Math.max(...trips.slice(-12).map(([there, back]) => there + back))

        return Math.abs((clock.at(0) ?? Infinity) - behind) <= longest / 2 + 1
      }),
    )
  })

  it('is read anew when the page’s watch stood still while the phone slept', () => {
    const clock = new ServerClock()
    for (let count = 0; count < 12; count++) clock.add(trip(count * 1_000_000, 0, 10_000, 10_000))

    clock.add(trip(90_000_000, 60_000_000, 20_000, 20_000))

    expect(clock.at(30_000_000)).toBe(90_000_000)
  })
})
