import { clamp } from '../time/span'
import type { Box, Cover, Key, Micros } from '../wire'

/** Boxes lie in the picture: shares of its width and height, 0 to 1. */

export const SMALLEST = 0.02
/** Where a box begins before it is put anywhere. */
export const IN_THE_MIDDLE: Box = { left: 0.38, top: 0.25, width: 0.24, height: 0.4 }

export function movedBy(box: Box, x: number, y: number): Box {
  return { ...box, left: clamp(box.left + x, 0, 1 - box.width), top: clamp(box.top + y, 0, 1 - box.height) }
}

/** `box` with its lower right corner moved. */
export function sizedBy(box: Box, x: number, y: number): Box {
  return { ...box, width: clamp(box.width + x, SMALLEST, 1 - box.left), height: clamp(box.height + y, SMALLEST, 1 - box.top) }
}

/** The box between two corners, wherever they lie. */
export function between(one: { x: number; y: number }, other: { x: number; y: number }): Box {
  const [left, right] = [one.x, other.x].map((x) => clamp(x, 0, 1)).sort((a, b) => a - b) as [number, number]
  const [top, bottom] = [one.y, other.y].map((y) => clamp(y, 0, 1)).sort((a, b) => a - b) as [number, number]
  return sizedBy({ left: Math.min(left, 1 - SMALLEST), top: Math.min(top, 1 - SMALLEST), width: right - left, height: bottom - top }, 0, 0)
}

/** `cover` with a box put by hand at `at`. */
export const withKey = ({ keys }: Cover, at: Micros, box: Box): Cover => ({
  keys: inOrder([...keys.filter((key) => key.at !== at), { at, box, isByHand: true }]),
})

/** `cover` with what following found: it takes the place of all that was there for its time. */
export function withFound(cover: Cover | undefined, found: readonly Key[]): Cover {
  const [first, last] = [found.at(0), found.at(-1)]
  if (!first || !last) return cover ?? { keys: [] }
  const others = (cover?.keys ?? []).filter(({ at }) => at < first.at || at > last.at)
  return { keys: inOrder([...others, ...found]) }
}

/** The next box that was put by hand after `at`; null where there is none. */
export const nextByHand = ({ keys }: Cover, at: Micros): Micros | null => keys.find((key) => key.isByHand && key.at > at)?.at ?? null

const inOrder = (keys: readonly Key[]): readonly Key[] => [...keys].sort((one, other) => one.at - other.at)
