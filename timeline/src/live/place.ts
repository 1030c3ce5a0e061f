import type { Live, LiveClip, Micros } from '../wire'

/** Where the reel is at the server's time `clock`. */
export function placeAt(live: Live, clock: Micros): Micros {
  if (!live.isPlaying) return live.at
  const gone = (Math.max(0, clock - live.clock) * live.speed) / 100
  return Math.max(live.at, Math.min(live.until, Math.round(live.at + gone)))
}

/** Whether the reel moves at `clock`; one that has come to the last picture of its clip stands there. */
export const isGoing = (live: Live, clock: Micros): boolean => live.isPlaying && placeAt(live, clock) < live.until

/** Which clip is shown at `at`; words before the first belong to it, and those after the last to that one. -1 of none. */
export function clipAt(clips: readonly LiveClip[], at: Micros): number {
  const found = clips.findIndex(({ end }) => at < end)
  return found < 0 ? clips.length - 1 : found
}
