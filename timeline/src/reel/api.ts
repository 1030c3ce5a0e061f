import { outlivesThePage, posting } from '../csrf'
import type { CoverFound, CoverWish, ReelAnswer, ReelChange, ReelRefusal, ReelWorkbench } from '../wire'

/** What became of a change: it is there, somebody else was first, or it cannot be, for a reason in one sentence. */
export type Outcome =
  | { readonly kind: 'changed'; readonly answer: ReelAnswer }
  | { readonly kind: 'overtaken'; readonly answer: ReelAnswer; readonly words: string }
  | { readonly kind: 'refused'; readonly words: string }

const CONFLICT = 409
const SIGNED_OUT = 401

/** The server's side of one reel's page. */
export class ReelApi {
  readonly #base: string

  constructor(reel: string) {
    this.#base = `/api/reels/${reel}`
  }

  async workbench(): Promise<ReelWorkbench> {
    return answered<ReelWorkbench>(await fetch(`${this.#base}/workbench`, { headers: { Accept: 'application/json' } }))
  }

  /** Raises where the server cannot be reached, and where nobody is signed in any more. */
  async change(change: ReelChange): Promise<Outcome> {
    const body = JSON.stringify(change)
    const response = await this.#post('change', body, { keepalive: outlivesThePage(body) })
    if (response.status === CONFLICT) return overtaken((await response.json()) as ReelRefusal)
    if (response.status >= 400 && response.status < 500) return { kind: 'refused', words: await refusal(response) }
    return { kind: 'changed', answer: await answered<ReelAnswer>(response) }
  }

  async follow(clip: string, wish: CoverWish): Promise<CoverFound> {
    return answered<CoverFound>(await this.#post(`clips/${clip}/cover`, JSON.stringify(wish)))
  }

  async followed(clip: string): Promise<CoverFound> {
    return answered<CoverFound>(await fetch(`${this.#base}/clips/${clip}/cover`, { headers: { Accept: 'application/json' } }))
  }

  #post(what: string, body: string, how: RequestInit = {}): Promise<Response> {
    return fetch(`${this.#base}/${what}`, posting(body, how))
  }
}

const overtaken = ({ now, words }: ReelRefusal): Outcome => ({ kind: 'overtaken', answer: now, words })

/** A sentence of the server's own: what to do first. */
export class NotNow extends Error {}

async function answered<T>(response: Response): Promise<T> {
  if (response.ok && !response.redirected) return (await response.json()) as T
  throw new NotNow(await sentence(response))
}

async function refusal(response: Response): Promise<string> {
  const words = await sentence(response)
  // Who signs in again in another tab goes on here: nothing is given up.
  if (response.status === SIGNED_OUT) throw new NotNow(words)
  return words || 'This cannot be done: please reload the page.'
}

async function sentence(response: Response): Promise<string> {
  try {
    const { words } = (await response.json()) as { words?: unknown }
    return typeof words === 'string' ? words : ''
  } catch {
    return ''
  }
}
