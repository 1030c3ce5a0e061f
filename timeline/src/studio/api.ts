import { csrfToken } from '../csrf'
import type { Analysis, Edit, EditsAnswer, Lanes, Workspace } from '../wire'

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

  lanes(): Promise<Lanes> {
    return this.#get<Lanes>('lanes')
  }

  async bytes(address: string): Promise<ArrayBuffer> {
    const response = await fetch(address)
    refuseUnlessWell(response)
    return response.arrayBuffer()
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
  refuseUnlessWell(response)
  return (await response.json()) as T
}

function refuseUnlessWell(response: Response): void {
  if (!response.ok || response.redirected) throw new Error(`The server answered ${response.status}.`)
}
