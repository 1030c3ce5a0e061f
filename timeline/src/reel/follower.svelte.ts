import { NotNow } from './api'
import type { Bench } from './bench.svelte'
import { withFound } from './covers'
import type { Box, CoverFound, Micros, ReelClip } from '../wire'

const POLL = 700

/** What is being followed: for which clip, and which of its covers, null for a new one. */
interface Errand {
  readonly clip: string
  readonly cover: number | null
}

/** Asks the server to follow somebody through a clip, and takes over what it finds. */
export class Follower {
  errand: Errand | null = $state.raw(null)
  share = $state(0)
  /** What came of it, in one sentence, where that was not all. */
  words = $state('')
  readonly #bench: Bench
  readonly #key: string

  constructor(bench: Bench, key: string) {
    this.#bench = bench
    this.#key = `${key}-following`
    // A reload does not end what the server is about.
    this.errand = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as Errand | null
    if (this.errand) this.#soon()
  }

  async follow(clip: ReelClip, cover: number | null, wish: { at: Micros; box: Box; until: Micros | null }): Promise<void> {
    this.words = ''
    this.share = 0
    this.#set({ clip: clip.id, cover })
    try {
      // The server follows in the clip as it knows it.
      if (!(await this.#bench.saver.settle())) throw new Error('The reel is not saved.')
      this.#take(await this.#bench.api.follow(clip.id, wish))
    } catch (error) {
      this.#give(error)
    }
  }

  #soon(): void {
    this.#bench.scope.after(POLL, () => void this.#ask())
  }

  async #ask(): Promise<void> {
    if (!this.errand) return
    try {
      this.#take(await this.#bench.api.followed(this.errand.clip))
    } catch {
      // The next look may find the server again.
      this.#soon()
    }
  }

  #take({ state, share, keys, words }: CoverFound): void {
    const { errand } = this
    this.share = share
    if (state === 'waiting' || state === 'running') {
      this.#soon()
      return
    }
    this.#set(null)
    this.words = words
    if (!errand || keys.length === 0) return
    const place = errand.cover
    this.#bench.doLater(errand.clip, ({ showing: { covers } }) => ({
      covers: place === null || place >= covers.length ? [...covers, withFound(undefined, keys)] : covers.with(place, withFound(covers[place], keys)),
    }))
    this.#bench.told = 'Followed.'
  }

  #give(error: unknown): void {
    this.#set(null)
    this.words = error instanceof NotNow && error.message ? error.message : 'This cannot be followed just now. Try again in a moment.'
  }

  #set(errand: Errand | null): void {
    this.errand = errand
    if (errand) sessionStorage.setItem(this.#key, JSON.stringify(errand))
    else sessionStorage.removeItem(this.#key)
  }
}
