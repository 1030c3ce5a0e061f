import type { Span } from '../time/span'
import type { Track } from '../wire'

/** The stretches in which nothing could be measured, in order; each is as long as it was, however short. */
export function gaps({ values, step }: Track): readonly Span[] {
  const found: Span[] = []
  let from = -1
  values.forEach((value, index) => {
    if (value === null && from === -1) from = index
    if (value !== null && from !== -1) {
      found.push({ start: from * step, end: index * step })
      from = -1
    }
  })
  return from === -1 ? found : [...found, { start: from * step, end: values.length * step }]
}

/** The share of `span`, 0 to 1, in which there was something to measure; 0 beyond the track's end. */
export function shareSeen({ values, step }: Track, { start, end }: Span): number {
  const [first, last] = [Math.floor(start / step), Math.max(Math.floor(start / step) + 1, Math.ceil(end / step))]
  return values.slice(first, last).filter((value) => value !== null).length / (last - first)
}

/** `values` of a track as heights from 0 to 1; what was not seen stays unseen. */
export function heights(track: Track, height: (value: number) => number): Track {
  return { ...track, values: track.values.map((value) => (value === null ? null : Math.max(0, Math.min(1, height(value))))) }
}

/** The share of a whole film in which there was something to measure. */
export const seenAtAll = (track: Track): number => shareSeen(track, { start: 0, end: Math.max(1, track.values.length) * track.step })

/** `share` as a person says it: 40 %. */
export const percent = (share: number): string => `${Math.round(100 * share)} %`
