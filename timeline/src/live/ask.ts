import { posting } from '../csrf'
import type { Scope } from '../scope'

/** What came of asking the server: an answer, no line, a refusal with its sentence, or that there is nothing any more. */
export type Answer<T> =
  | { readonly kind: 'told'; readonly said: T }
  | { readonly kind: 'no line' }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'gone' }

const PATIENCE = 6_000
/** What is not there any more, or not for this screen: a link that was ended, somebody signed out. */
const GONE = new Set([401, 403, 404, 410])

/** Asks the server, and gives up on a line that does not answer. */
export class Asking {
  readonly #scope: Scope

  constructor(scope: Scope) {
    this.#scope = scope
  }

  get<T>(address: string): Promise<Answer<T>> {
    return this.#ask(address, { headers: { Accept: 'application/json' } })
  }

  post<T>(address: string, message: object): Promise<Answer<T>> {
    return this.#ask(address, posting(JSON.stringify(message)))
  }

  async #ask<T>(address: string, how: RequestInit): Promise<Answer<T>> {
    const patience = new AbortController()
    const enough = this.#scope.after(PATIENCE, () => { patience.abort() })
    try {
      return await answerOf<T>(await fetch(address, { ...how, signal: patience.signal, redirect: 'manual', cache: 'no-store' }))
    } catch {
      return { kind: 'no line' }
    } finally {
      enough()
    }
  }
}

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  if (response.ok) return { kind: 'told', said: (await response.json()) as T }
  // A page that signs in stands in the way of somebody whose time was up.
  if (GONE.has(response.status) || response.type === 'opaqueredirect') return { kind: 'gone' }
  if (response.status >= 500 || response.status === 429) return { kind: 'no line' }
  const said = (await response.json().catch(() => ({}))) as { words?: string }
  return { kind: 'refused', words: said.words ?? 'This cannot be done just now.' }
}
