import type { Pictures } from '../strip/pictures'
import { unpacked, type Zoom } from '../time/waveform'
import type { Lanes, Sprite } from '../wire'

/** The sound and the small pictures along the timeline of a coding; what was not made yet is missed, not waited for. */
export class Along {
  zooms: readonly Zoom[] = $state.raw([])
  pictures: Pictures | null = $state.raw(null)

  constructor({ peaks, sprite }: Lanes) {
    // Without them the film is coded as well as ever.
    if (peaks !== null) void this.#hear(peaks).catch(() => undefined)
    if (sprite) void this.#see(sprite).catch(() => undefined)
  }

  async #hear(address: string): Promise<void> {
    const response = await fetch(address)
    if (response.ok) this.zooms = unpacked(await response.arrayBuffer())
  }

  async #see(sheet: Sprite): Promise<void> {
    const image = new Image()
    image.src = sheet.address
    await image.decode()
    this.pictures = { sheet, image }
  }
}
