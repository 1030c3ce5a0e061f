import { Scope } from '../scope'
import { SECOND } from '../time/clock'
import type { Footage } from './deck.svelte'
import type { Micros } from '../wire'

const MOST_KEPT = 240
const BREADTH = 480

interface Wish {
  readonly footage: Footage
  readonly frame: number
  readonly key: string
  readonly tell: (picture: ImageBitmap) => void
}

/** Single pictures of the films, taken by a player that nobody sees: one after the other, and each kept for a while. */
export class Pictures {
  readonly #kept = new Map<string, ImageBitmap>()
  readonly #players = new Map<string, HTMLVideoElement>()
  #wishes: Wish[] = []
  #isBusy = false
  readonly #scope: Scope

  constructor(scope: Scope) {
    this.#scope = scope
    scope.atEnd(() => { this.#end() })
  }

  /** Tell `tell` the picture that `footage` shows at `at`; the answer calls it off. */
  want(footage: Footage, at: Micros, tell: (picture: ImageBitmap) => void): () => void {
    const frame = footage.frames.indexAt(at)
    const wish = { footage, frame, key: `${footage.film.id} ${frame}`, tell }
    const kept = this.#kept.get(wish.key)
    if (kept) tell(kept)
    else this.#wishes.push(wish)
    void this.#work()
    return () => (this.#wishes = this.#wishes.filter((each) => each !== wish))
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    for (let wish = this.#wishes.shift(); wish; wish = this.#wishes.shift()) {
      try {
        wish.tell(await this.#picture(wish))
      } catch {
        // A picture that cannot be taken leaves its place plain.
      }
    }
    this.#isBusy = false
  }

  async #picture({ footage, frame, key }: Wish): Promise<ImageBitmap> {
    const kept = this.#kept.get(key)
    if (kept) return kept
    const player = await this.#player(footage)
    await this.#seek(player, footage.frames.middleOf(frame) / SECOND)
    const resizeWidth = Math.min(BREADTH, player.videoWidth)
    const picture = await createImageBitmap(player, { resizeWidth, resizeHeight: Math.round((resizeWidth * player.videoHeight) / player.videoWidth) })
    this.#keep(key, picture)
    return picture
  }

  #keep(key: string, picture: ImageBitmap): void {
    this.#kept.set(key, picture)
    const oldest = this.#kept.keys().next().value
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
  }

  async #player({ film }: Footage): Promise<HTMLVideoElement> {
    const known = this.#players.get(film.id)
    if (known) return known
    const player = document.createElement('video')
    Object.assign(player, { muted: true, playsInline: true, preload: 'auto', src: film.video })
    this.#players.set(film.id, player)
    await this.#until(player, 'loadeddata')
    return player
  }

  async #seek(player: HTMLVideoElement, seconds: number): Promise<void> {
    if (Math.abs(player.currentTime - seconds) < 0.0005) return
    const there = this.#until(player, 'seeked')
    player.currentTime = seconds
    await there
  }

  #until(player: HTMLVideoElement, kind: 'seeked' | 'loadeddata'): Promise<void> {
    return new Promise((resolve, reject) => {
      const own = new Scope()
      const end = (act: () => void): void => {
        own.end()
        act()
      }
      own.on(player, kind, () => { end(resolve) })
      own.on(player, 'error', () => { end(() => { reject(new Error('The film cannot be read.')) }) })
      this.#scope.atEnd(() => { own.end() })
    })
  }

  #end(): void {
    for (const player of this.#players.values()) player.removeAttribute('src')
    for (const picture of this.#kept.values()) picture.close()
  }
}
