import type { Scope } from '../scope'
import { SECOND } from '../time/clock'
import type { Span } from '../time/span'

// A little before the end is where the last frame is still on the screen.
const LAST_FRAME = 20_000

/** Play `span` of `video` from `from` (its beginning if not said) and stop at its end; the answer calls it off. */
export function playSpan(scope: Scope, video: HTMLVideoElement, span: Span, whenDone: () => void, from = span.start): () => void {
  video.currentTime = (from + 1_000) / SECOND
  // A browser that refuses to play says so by staying paused.
  video.play().catch(() => undefined)
  const cancel = scope.eachRepaint(() => {
    if (video.seeking || (video.currentTime * SECOND < span.end - LAST_FRAME && !video.ended)) return
    cancel()
    video.pause()
    if (video.currentTime * SECOND >= span.end) video.currentTime = (span.end - LAST_FRAME) / SECOND
    whenDone()
  })
  return cancel
}
