import { describe, expect, it } from 'vitest'

import { Lens } from '../../../src/coding/lanes/lens.svelte'
import { SECOND } from '../../../src/time/clock'
import { Frames } from '../../../src/time/frames'

const length = 100 * SECOND
const close = (): Lens => {
  const lens = new Lens(new Frames([], length))
  lens.zoom(0.3, 0)
  return lens
}
const seconds = ({ view }: Lens): number[] => [view.from / SECOND, view.to / SECOND]

describe('The part of the film in sight', () => {
  it('goes along with a film that plays, and turns pages for whoever wants no movement', () => {
    const [gliding, calm] = [close(), close()]
    for (const at of [5, 15, 25]) {
      gliding.follow(at * SECOND, true, false)
      calm.follow(at * SECOND, true, true)
    }

    expect(seconds(gliding)).toEqual([15, 45])
    expect(seconds(calm)).toEqual([0, 30])
  })

  it('stays where one looks, though the film plays on and is paused', () => {
    const lens = close()
    lens.follow(5 * SECOND, true, false)
    lens.pan(2)
    lens.follow(6 * SECOND, true, false)
    lens.follow(6 * SECOND, false, false)

    expect(seconds(lens)).toEqual([60, 90])
  })

  it('comes to wherever one goes in a film that stands still', () => {
    const lens = close()
    lens.follow(80 * SECOND, false, false)

    expect(seconds(lens)).toEqual([70, 100])
  })
})
