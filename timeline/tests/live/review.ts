import { SECOND } from '../../src/time/clock'
import type { Live, LiveClip } from '../../src/wire'

/** A review that stands at the beginning of its first clip, with whatever a test wants different. */
export function live(fields: Partial<Live> = {}): Live {
  return {
    number: 1,
    clock: 1_000 * SECOND,
    at: 0,
    until: 10 * SECOND,
    isPlaying: false,
    speed: 100,
    lead: 'guider',
    wantsLead: false,
    spot: null,
    asks: false,
    present: [],
    isOver: false,
    ...fields,
  }
}

/** Three clips of ten seconds each. */
export const CLIPS: readonly LiveClip[] = [0, 1, 2].map((place) => ({
  id: `clip-${place}`, start: place * 10 * SECOND, end: (place + 1) * 10 * SECOND, title: '', question: `Question ${place + 1}`,
}))
