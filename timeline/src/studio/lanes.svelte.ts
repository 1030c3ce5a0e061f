import type { FilmApi } from './api'
import type { Scope } from '../scope'
import type { Pictures } from '../strip/pictures'
import { unpacked, type Zoom } from '../time/waveform'
import type { Lanes } from '../wire'

const SOON = 4_000
const LATEST = 60_000

/** The sound and the small pictures along the timeline. What was not made yet is asked for again now and then. */
export class FilmLanes {
  /** How loud the film is, finest first; empty while that is not known, and without sound. */
  zooms: readonly Zoom[] = $state.raw([])
  pictures: Pictures | null = $state.raw(null)
  #hasPeaks = false
  readonly #api: FilmApi
  readonly #scope: Scope

  constructor(lanes: Lanes, api: FilmApi, scope: Scope) {
    this.#api = api
    this.#scope = scope
    void this.#take(() => Promise.resolve(lanes), SOON)
  }

  async #take(asked: () => Promise<Lanes>, wait: number): Promise<void> {
    try {
      await this.#show(await asked())
    } catch {
      // The next look may find the server again.
    }
    if (this.#hasPeaks && this.pictures) return
    this.#scope.after(wait, () => void this.#take(() => this.#api.lanes(), Math.min(2 * wait, LATEST)))
  }

  async #show({ peaks, sprite }: Lanes): Promise<void> {
    if (peaks !== null && !this.#hasPeaks) {
      this.zooms = unpacked(await this.#api.bytes(peaks))
      this.#hasPeaks = true
    }
    if (sprite && !this.pictures) this.pictures = { sheet: sprite, image: await picture(sprite.address) }
  }
}

async function picture(address: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = address
  await image.decode()
  return image
}
