import type { Scope } from '../scope'

/** Milliseconds after which the microphone is closed by itself. */
export const LONGEST = 120_000

/** Bits of sound in a second: a voice needs no more, and a slow line is spared. */
const BITS = 48_000

const KINDS = ['audio/mp4;codecs="mp4a.40.2"', 'audio/mp4', 'audio/webm;codecs=opus', 'audio/webm', 'audio/ogg;codecs=opus']

/** The kind of sound that this browser can make, best first; null where it can make none. */
export const kindHere = (): string | null =>
  'MediaRecorder' in globalThis && 'mediaDevices' in navigator
    ? (KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? null)
    : null

/** Somebody speaking into the phone: it lies in the page's memory, and nowhere else. */
export class Saying {
  readonly #microphone: MediaStream
  readonly #recorder: MediaRecorder
  readonly #parts: Blob[] = []
  readonly #began = performance.now()

  private constructor(microphone: MediaStream, kind: string, scope: Scope) {
    this.#microphone = microphone
    this.#recorder = new MediaRecorder(microphone, { mimeType: kind, audioBitsPerSecond: BITS })
    scope.on(this.#recorder, 'dataavailable', (event) => { this.#parts.push((event as BlobEvent).data) })
    this.#recorder.start()
  }

  /** Open the microphone and listen; rejects as the browser does. */
  static async begin(kind: string, scope: Scope): Promise<Saying> {
    return new Saying(await navigator.mediaDevices.getUserMedia({ audio: true }), kind, scope)
  }

  get milliseconds(): number {
    return performance.now() - this.#began
  }

  /** Tell when the microphone is taken away: by a call, another app, or a permission that was withdrawn. */
  whenLost(scope: Scope, lost: () => void): void {
    for (const track of this.#microphone.getTracks()) scope.on(track, 'ended', lost)
  }

  /** Listen no more, and give what was said. */
  async end(): Promise<Blob> {
    if (this.#recorder.state !== 'inactive')
      await new Promise<void>((done) => {
        this.#recorder.onstop = () => { done() }
        this.#recorder.stop()
      })
    for (const track of this.#microphone.getTracks()) track.stop()
    return new Blob(this.#parts, { type: this.#recorder.mimeType })
  }
}
