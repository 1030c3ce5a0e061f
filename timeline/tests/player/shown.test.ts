import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { Player } from '../../src/player/player.svelte'
import { CODING_RATES, Shuttle } from '../../src/player/shuttle.svelte'
import { Scope } from '../../src/scope'
import { Frames } from '../../src/time/frames'

const FRAME = 40_000
const LENGTH = 100 * FRAME
const frames = new Frames(Array.from({ length: 100 }, (_, place) => (place === 0 ? 0 : FRAME)), LENGTH)

/** A film as a browser has it: it shows what a test says, when it says so. */
class Screen extends EventTarget {
  currentTime = 0
  playbackRate = 1
  preservesPitch = false
  seeking = false
  videoWidth = 640
  muted = false
  #act: VideoFrameRequestCallback = () => undefined

  requestVideoFrameCallback(act: VideoFrameRequestCallback): number {
    this.#act = act
    return 1
  }

  cancelVideoFrameCallback(): void {
    this.#act = () => undefined
  }

  play(): Promise<void> {
    this.dispatchEvent(new Event('play'))
    return Promise.resolve()
  }

  pause(): void {
    this.dispatchEvent(new Event('pause'))
  }

  /** Show frame number `index` from `since` on. */
  show(index: number, since: number): void {
    this.#act(since - 12, { mediaTime: (index * FRAME) / 1e6, expectedDisplayTime: since } as VideoFrameCallbackMetadata)
  }
}

let scope: Scope
let repaint: () => void
let now = 0

beforeEach(() => {
  scope = new Scope()
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => { repaint = act; return 1 })
  vi.stubGlobal('cancelAnimationFrame', () => { repaint = () => undefined })
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})

afterEach(() => {
  scope.end()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function opened(): { screen: Screen; player: Player; shuttle: Shuttle } {
  const screen = new Screen()
  const player = new Player(frames, LENGTH, scope, CODING_RATES)
  player.attach(screen as unknown as HTMLVideoElement)
  return { screen, player, shuttle: new Shuttle(player, scope) }
}

describe('A key press', () => {
  it('means the frame that was on the screen when it was pressed, however late it is heard', () => {
    const { screen, player } = opened()
    for (const index of [0, 1, 2, 3]) screen.show(index, 1000 + 40 * index)

    expect([1000, 1039.9, 1040, 1079, 1120, 5000].map((stamp) => player.shownAt(stamp) / FRAME)).toEqual([0, 0, 1, 1, 3, 3])
  })

  it('means the frame that is still shown while another is looked for', () => {
    const { screen, player } = opened()
    screen.show(7, 1000)
    player.seek(50 * FRAME)
    expect(player.shownAt(1010)).toBe(7 * FRAME)
    screen.show(50, 1100)
    expect(player.shownAt(1110)).toBe(50 * FRAME)
  })
})

describe('J, K and L', () => {
  it('play from a tenth to four times the speed, with the pitch kept', () => {
    const { screen, player, shuttle } = opened()
    shuttle.faster()
    expect([player.isPlaying, player.rate, screen.preservesPitch]).toEqual([true, 1, true])
    for (let press = 0; press < 9; press += 1) shuttle.faster()
    expect(screen.playbackRate).toBe(4)
    for (let press = 0; press < 8; press += 1) shuttle.slower()
    expect([screen.playbackRate, shuttle.pace]).toEqual([0.1, 0.1])
  })

  it('run the film back from where it stands, down to its first frame', () => {
    const { player, shuttle } = opened()
    player.seek(20 * FRAME)
    now = 1000
    shuttle.slower()
    expect(shuttle.pace).toBe(-1)
    now = 1400
    repaint()
    expect(player.at).toBe(10 * FRAME)
    shuttle.slower()
    now = 1600
    repaint()
    expect([player.at, shuttle.pace]).toEqual([2 * FRAME, -1.5])
    now = 9000
    repaint()
    expect([player.at, shuttle.pace]).toEqual([0, 0])
  })

  it('stand still with K, and run on where somebody plays', () => {
    const { player, shuttle } = opened()
    player.seek(50 * FRAME)
    shuttle.slower()
    shuttle.toggle()
    expect([shuttle.isReversing, player.isPlaying]).toEqual([false, false])
    shuttle.slower()
    shuttle.faster()
    expect(shuttle.pace).toBe(-0.75)
    player.play()
    repaint()
    expect(shuttle.pace).toBe(0.75)
  })
})
