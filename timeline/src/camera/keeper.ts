import type { About } from './recording'

/** What the page asks of the worker that seals and writes. */
export type Order = { readonly ask: number } & (
  | { readonly kind: 'begin'; readonly about: About; readonly recipient: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'part'; readonly part: Blob; readonly until: number }
  | { readonly kind: 'end' }
)
type Wish = Order extends infer One ? (One extends Order ? Omit<One, 'ask'> : never) : never

/** What came of it: how many parts are kept, and what the browser calls the fault where there was one. */
export interface Answer {
  readonly ask: number
  readonly parts: number
  problem: string | null
}

/** Seals and writes on the side, so that neither picture nor sound waits for the disk. */
export class Keeper {
  readonly #worker = new Worker(new URL('./keeper.worker.ts', import.meta.url), { type: 'module' })
  readonly #waiting = new Map<number, { done: (parts: number) => void; failed: (fault: Error) => void }>()
  #asked = 0

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const { done, failed } = this.#waiting.get(data.ask) ?? {}
      this.#waiting.delete(data.ask)
      if (data.problem === null) done?.(data.parts)
      else failed?.(new DOMException('The film could not be kept.', data.problem))
    }
  }

  /** Begin a recording that only `recipient` can open. */
  async begin(about: About, recipient: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#order({ kind: 'begin', about, recipient })
  }

  /** How many parts are kept, this one with them. */
  part(part: Blob, until: number): Promise<number> {
    return this.#order({ kind: 'part', part, until })
  }

  /** End the recording; rejects where not even its end could be kept, and what was kept before still is. */
  async end(): Promise<void> {
    await this.#order({ kind: 'end' })
  }

  stop(): void {
    this.#worker.terminate()
  }

  #order(wish: Wish): Promise<number> {
    const ask = (this.#asked += 1)
    return new Promise((done, failed) => {
      this.#waiting.set(ask, { done, failed })
      this.#worker.postMessage({ ...wish, ask })
    })
  }
}
