import type { Footage } from './deck.svelte'
import { reachOf } from './score'
import type { Span } from '../time/span'
import type { Box, Cover, Micros, ReelClip } from '../wire'

/** What of a picture is painted over, so that nobody who is to be hidden is seen. */

/** Dull and warm, like nobody's skin. */
export const PAINT = '#7a7168'

/**
 * The covers on the picture at `at`. What a player shows may be a frame before or after what it says it shows, so that
 * they reach from the frame before to the one after.
 */
export function hiddenAt(covers: readonly Cover[], { frames }: Footage, at: Micros): Box[] {
  const index = frames.indexAt(at)
  const [from, to] = [frames.startOf(index - 1), frames.startOf(index + 2)]
  return covers.flatMap((cover) => reachOf(cover, from, to) ?? [])
}

/** All that is covered on the picture of a film at `at` by any clip that shows it. */
export const coversOver = (clips: readonly ReelClip[], spanOf: (clip: ReelClip) => Span, film: string, at: Micros): Cover[] =>
  clips.filter((clip) => clip.film === film && spanOf(clip).start <= at && at <= spanOf(clip).end).flatMap(({ showing }) => showing.covers)

/** Paint `boxes` over the picture that `pen` has drawn. */
export function paintOver(pen: CanvasRenderingContext2D, boxes: readonly Box[]): void {
  const { width, height } = pen.canvas
  const margin = 0.01 * width
  pen.fillStyle = PAINT
  for (const box of boxes) pen.fillRect(box.left * width - margin, box.top * height - margin, box.width * width + 2 * margin, box.height * height + 2 * margin)
}
