import { outlivesThePage, posting } from '../csrf'
import type { Aside, Deed, DeedsAnswer, Desk, Habits, History, News, Rating, Settling } from '../wire'

/** The server will not take this as it is; to send it again is of no use. */
export class NotTaken extends Error {}

const WITHOUT_HOPE = [400, 409, 413, 422]

/** The server's side of one coding's page. */
export class CodingApi {
  readonly #base: string

  constructor(coding: string) {
    this.#base = `/api/codings/${coding}`
  }

  desk(): Promise<Desk> {
    return this.#get<Desk>('desk')
  }

  /** Hand over deeds in their order; one that is known already is not done again. */
  deeds(deeds: readonly Deed[]): Promise<DeedsAnswer> {
    return this.#post<DeedsAnswer>('deeds', { deeds })
  }

  /** What others did after the deed counted `number`. */
  news(number: number): Promise<News> {
    return this.#get<News>(`news/${number}`)
  }

  /** This coder's deeds before the `known` latest ones. */
  history(known: number): Promise<History> {
    return this.#get<History>(`history/${known}`)
  }

  settle(settling: Settling): Promise<News> {
    return this.#post<News>('settle', settling)
  }

  /** What lies beside the codes, as the server has it now. */
  aside(): Promise<Aside> {
    return this.#get<Aside>('aside')
  }

  rate(rating: Rating): Promise<Rating> {
    return this.#post<Rating>('rating', rating)
  }

  habits(habits: Habits): Promise<Habits> {
    return this.#post<Habits>('habits', habits)
  }

  async #post<T>(what: string, message: object): Promise<T> {
    const body = JSON.stringify(message)
    return answered<T>(await fetch(`${this.#base}/${what}`, posting(body, { keepalive: outlivesThePage(body) })))
  }

  async #get<T>(what: string): Promise<T> {
    return answered<T>(await fetch(`${this.#base}/${what}`))
  }
}

async function answered<T>(response: Response): Promise<T> {
  if (WITHOUT_HOPE.includes(response.status)) throw new NotTaken(`The server answered ${response.status}.`)
  if (!response.ok || response.redirected) throw new Error(`The server answered ${response.status}.`)
  return (await response.json()) as T
}
