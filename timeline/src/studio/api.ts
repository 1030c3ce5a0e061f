import { posting } from '../csrf'
import type { Analysis, Edit, EditsAnswer, Lanes, Naming, Workspace } from '../wire'

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
    // What was changed in the last second is still sent when the page is left.
    return answered<EditsAnswer>(await this.#post('edits', { edits }, { keepalive: true }))
  }

  /** Say who is who, where `before` was said until now. */
  async name(before: Naming, after: Naming): Promise<void> {
    await answered<Naming>(await this.#post('naming', { before, after }, { keepalive: true }))
  }

  /** Have the film looked through, or no further; how far it is then. */
  async look(isWanted: boolean): Promise<Analysis> {
    return answered<Analysis>(await this.#post('looking', { isWanted }))
  }

  #post(what: string, message: object, how: RequestInit = {}): Promise<Response> {
    return fetch(`${this.#base}/${what}`, posting(JSON.stringify(message), how))
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
