import type { Scope } from '../scope'

export type Facing = 'environment' | 'user'

/** What the camera sees and the microphone hears, and a screen that stays on meanwhile. */
export class Sight {
  readonly stream: MediaStream
  /** Whether the screen may go dark by itself, and filming end with it. */
  readonly maySleep: boolean
  readonly #awake: WakeLockSentinel | null

  private constructor(stream: MediaStream, awake: WakeLockSentinel | null) {
    this.stream = stream
    this.#awake = awake
    this.maySleep = awake === null
  }

  /** Open the camera that faces the room or the one that faces whoever holds the phone; rejects as the browser does. */
  static async open(facing: Facing): Promise<Sight> {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: facing, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
      audio: true,
    })
    return new Sight(stream, await awake())
  }

  /** Tell when camera or microphone are taken away: by a call, another app, or a permission that was withdrawn. */
  whenLost(scope: Scope, lost: () => void): void {
    for (const track of this.stream.getTracks()) {
      scope.on(track, 'ended', lost)
      scope.on(track, 'mute', lost)
    }
  }

  close(): void {
    for (const track of this.stream.getTracks()) track.stop()
    void this.#awake?.release()
  }
}

async function awake(): Promise<WakeLockSentinel | null> {
  try {
    return await navigator.wakeLock.request('screen')
  } catch {
    // It is refused when the battery is low, and is not there in older browsers.
    return null
  }
}
