import type { Frames } from '../time/frames'
import { clamp, holds, type Span } from '../time/span'
import type { Box, Caption, Cover, Micros, ReelClip, ReelStep } from '../wire'

/** What the server's score says, looked up: which step shows at a time of the reel, and what of the film. */

export const endOf = (step: ReelStep): Micros => step.start + step.lasting

/** The place of the step that shows at reel time `at`; the last one at the end, -1 where there is none. */
export function stepAt(steps: readonly ReelStep[], at: Micros): number {
  const place = steps.findIndex((step) => at < endOf(step))
  return place === -1 ? steps.length - 1 : place
}

/** The stretch of film that a run shows. */
export const stretchOf = (run: ReelStep): Span => ({ start: run.at, end: run.at + Math.round((run.lasting * run.speed) / 100) })

/** The film time that `step` shows at reel time `at`; null for a card. */
export function filmTime(step: ReelStep, at: Micros): Micros | null {
  if (step.kind === 'card') return null
  if (step.kind === 'hold') return step.at
  const { start, end } = stretchOf(step)
  return clamp(step.at + Math.floor(((at - step.start) * step.speed) / 100), start, end - 1)
}

/** The reel time at which the picture at film time `at` begins in `run`. */
export const reelTimeIn = (run: ReelStep, at: Micros): Micros => run.start + Math.round((Math.max(0, at - run.at) * 100) / run.speed)

/** The first reel time at which a clip shows film time `at`; null where it does not. */
export function reelTimeOf(steps: readonly ReelStep[], clip: string, at: Micros): Micros | null {
  const run = steps.find((step) => step.kind === 'run' && step.clip === clip && holds(stretchOf(step), at))
  return run ? reelTimeIn(run, at) : null
}

/** From when to when in the reel a clip is shown, with its cards and still pictures; null where it is not. */
export function placeOf(steps: readonly ReelStep[], clip: string): Span | null {
  const its = steps.filter((step) => step.clip === clip)
  const [first, last] = [its.at(0), its.at(-1)]
  return first && last ? { start: first.start, end: endOf(last) } : null
}

/** Whether the film simply goes on from `one` to `next`, at whatever speed. */
export function goesOn(one: ReelStep, next: ReelStep): boolean {
  return one.kind === 'run' && next.kind === 'run' && one.clip === next.clip && next.at === stretchOf(one).end
}

/** The frame that `run` shows last. */
export const lastFrame = (run: ReelStep, frames: Frames): number => frames.indexAt(stretchOf(run).end - 1)

/** Where a cover lies at film time `at`: straight from key to key, and where it was before the first and after the last. */
export function boxAt({ keys }: Cover, at: Micros): Box | null {
  const after = keys.findIndex((key) => key.at > at)
  const [before, later] = [keys.at(Math.max(0, after === -1 ? keys.length - 1 : after - 1)), keys.at(after)]
  if (!before || !later) return null
  if (later.at <= before.at) return before.box
  return between(before.box, later.box, Math.max(0, (at - before.at) / (later.at - before.at)))
}

/** The smallest box around all the places that a cover takes between `from` and `to`. */
export function reachOf(cover: Cover, from: Micros, to: Micros): Box | null {
  const times = [from, ...cover.keys.map(({ at }) => at).filter((at) => at > from && at < to), to]
  return times.flatMap((at) => boxAt(cover, at) ?? []).reduce<Box | null>((all, box) => (all ? around(all, box) : box), null)
}

function around(one: Box, other: Box): Box {
  const [left, top] = [Math.min(one.left, other.left), Math.min(one.top, other.top)]
  return {
    left,
    top,
    width: Math.max(one.left + one.width, other.left + other.width) - left,
    height: Math.max(one.top + one.height, other.top + other.height) - top,
  }
}

function between(one: Box, other: Box, share: number): Box {
  const mixed = (a: number, b: number): number => a + (b - a) * share
  return {
    left: mixed(one.left, other.left),
    top: mixed(one.top, other.top),
    width: mixed(one.width, other.width),
    height: mixed(one.height, other.height),
  }
}

export const captionsAt = ({ showing }: ReelClip, at: Micros): readonly Caption[] => showing.captions.filter((caption) => holds(caption, at))

/** How loud the film is at `at`, in decibels; null where it is silent. */
export function decibelsAt({ showing }: ReelClip, at: Micros): number | null {
  const its = showing.volumes.filter((volume) => holds(volume, at))
  if (showing.isMuted || its.some(({ decibels }) => decibels === null)) return null
  return its.reduce((sum, { decibels }) => sum + (decibels ?? 0), 0)
}

/** The most by which any of `clips` is lifted, in decibels: a player cannot be louder than loud, so all others are softer. */
export function headroom(clips: readonly ReelClip[]): number {
  return Math.max(0, ...clips.flatMap(({ showing }) => showing.volumes.map(({ decibels }) => decibels ?? 0)))
}

/** A player's volume, 0 to 1. */
export const loudness = (decibels: number | null, room: number): number =>
  decibels === null ? 0 : clamp(10 ** ((decibels - room) / 20), 0, 1)
