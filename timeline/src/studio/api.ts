import { csrfToken } from '../csrf'
import type { Analysis, Edit, EditsAnswer, Workspace } from '../wire'

/** The server's side of one film's page. */
export class FilmApi {
  readonly #base: string

  constructor(film: string) {
    this.#base = `/api/films/${film}`
  }

  workspace(): Promise<Workspace> {
    return this.#get<Workspace>('workspace')
  }

  analysis(): Promise<Analysis> {
    return this.#get<Analysis>('analysis')
  }

  async save(edits: readonly Edit[]): Promise<EditsAnswer> {
    const response = await fetch(`${this.#base}/edits`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrfToken() },
      body: JSON.stringify({ edits }),
      // What was changed in the last second is still sent when the page is left.
      keepalive: true,
    })
    return answered<EditsAnswer>(response)
  }

  async #get<T>(what: string): Promise<T> {
    return answered<T>(await fetch(`${this.#base}/${what}`, { headers: { Accept: 'application/json' } }))
  }
}

async function answered<T>(response: Response): Promise<T> {
  if (!response.ok || response.redirected) throw new Error(`The server answered ${response.status}.`)
  return (await response.json()) as T
}
