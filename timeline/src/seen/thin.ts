import type { Lane, Row } from './rows'
import type { View } from '../time/view'
import type { Track } from '../wire'

const kept = new WeakMap<Track, Map<number, Track>>()

/** `row` with no more samples than `width` pixels of `view` can show, so that a long film is painted as quickly as a short one. */
export function thinned(row: Row, view: View, width: number): Row {
  const each = (track: Track | null): Track | null => track && thinnedTrack(track, factorFor(track, view, width))
  const lane = (its: Lane): Lane => ({
    ...its,
    hill: each(its.hill),
    sense: each(its.sense),
    lines: its.lines.map((line) => ({ ...line, track: each(line.track) ?? line.track })),
  })
  return { ...row, face: each(row.face), lanes: row.lanes.map(lane) }
}

/** `track` with the highest of every `factor` samples; nothing only where all of them are nothing. */
export function thinnedTrack(track: Track, factor: number): Track {
  if (factor <= 1) return track
  const known = kept.get(track) ?? new Map<number, Track>()
  kept.set(track, known)
  const found = known.get(factor) ?? { ...track, step: track.step * factor, values: highest(track.values, factor) }
  known.set(factor, found)
  return found
}

/** A power of two: a view that is zoomed a little shows the samples it showed before. */
function factorFor({ step }: Track, view: View, width: number): number {
  const perPixel = (view.to - view.from) / Math.max(1, width) / Math.max(1, step)
  return 2 ** Math.max(0, Math.floor(Math.log2(perPixel)))
}

function highest(values: readonly (number | null)[], factor: number): (number | null)[] {
  return Array.from({ length: Math.ceil(values.length / factor) }, (_, place) => {
    let found: number | null = null
    for (let index = place * factor; index < Math.min(values.length, (place + 1) * factor); index++) {
      const value = values[index] ?? null
      if (value !== null && (found === null || value > found)) found = value
    }
    return found
  })
}
