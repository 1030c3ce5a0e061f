import { unpacked, type Zoom } from '../time/waveform'
import type { ReelFilm } from '../wire'

/** How loud each film is along its time, fetched once when it is asked for. */
export class Sounds {
  #known: Readonly<Record<string, readonly Zoom[]>> = $state.raw({})
  #asked: readonly string[] = []

  /** Empty while it is not known, and for a film without sound. */
  of({ id }: ReelFilm): readonly Zoom[] {
    return this.#known[id] ?? []
  }

  ask({ id, peaks }: ReelFilm): void {
    if (peaks === null || this.#asked.includes(id)) return
    this.#asked = [...this.#asked, id]
    void this.#fetch(id, peaks)
  }

  async #fetch(id: string, peaks: string): Promise<void> {
    try {
      const response = await fetch(peaks)
      if (response.ok) this.#known = { ...this.#known, [id]: unpacked(await response.arrayBuffer()) }
    } catch {
      // Without it the bar is plain, and works as well.
    }
  }
}
