import { PICTURE_BITS, SOUND_BITS } from './room'
import type { Scope } from '../scope'

/** Milliseconds from one part to the next: what a crash may cost. */
const PART = 2000

// H.264 and AAC play everywhere as they are. A kind that is named whole comes before one that leaves a choice.
const KINDS = [
  'video/mp4;codecs="avc1.42E01F,mp4a.40.2"',
  'video/mp4;codecs=avc1,mp4a',
  'video/webm;codecs=vp8,opus',
  'video/webm',
  'video/mp4',
]

/** The kind of film that this browser can make, best first; null where it can make none. */
export const kindHere = (): string | null =>
  'MediaRecorder' in globalThis ? (KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? null) : null

interface Heard {
  readonly part: (part: Blob, until: number) => void
  /** Filming ended though nobody asked for it. */
  readonly broken: () => void
}

/** One recording being made of what the camera sees. */
export class Filming {
  readonly #recorder: MediaRecorder
  readonly #began = performance.now()
  #isWanted = true

  constructor(sight: MediaStream, kind: string, scope: Scope, { part, broken }: Heard) {
    this.#recorder = new MediaRecorder(sight, {
      mimeType: kind,
      videoBitsPerSecond: PICTURE_BITS,
      audioBitsPerSecond: SOUND_BITS,
      // In MP4 a part ends where a picture stands alone; browsers that do not know this wait longer for one.
      ...{ videoKeyFrameIntervalDuration: PART },
    })
    // Some browsers say that there is something when there is nothing yet.
    scope.on(this.#recorder, 'dataavailable', (event) => {
      if ((event as BlobEvent).data.size > 0) part((event as BlobEvent).data, this.milliseconds)
    })
    scope.on(this.#recorder, 'stop', () => { if (this.#isWanted) broken() })
    this.#recorder.start(PART)
  }

  get milliseconds(): number {
    return performance.now() - this.#began
  }

  /** Film no more; the last part was handed over when the promise is kept. */
  async stop(): Promise<void> {
    this.#isWanted = false
    if (this.#recorder.state === 'inactive') return
    await new Promise<void>((done) => {
      this.#recorder.onstop = () => { done() }
      this.#recorder.stop()
    })
  }
}
