import { NotTaken, type CodingApi } from './api'
import type { Drafts } from './drafts'
import type { Scope } from '../scope'
import type { Desk as Opening, Habits, Rating } from '../wire'

const AGAIN = 5_000

interface Unsent {
  readonly ratings: readonly Rating[]
  readonly habits: Habits | null
}

type Api = Pick<CodingApi, 'rate' | 'habits' | 'aside'>

/**
 * Molar ratings, and how this coder works: small things, of which the last word counts. They too wait for the server.
 *
 * What was changed elsewhere is asked for once the server says so, and whenever somebody comes back to this page.
 */
export class Ratings {
  all: readonly Rating[] = $state.raw([])
  habits: Habits
  readonly #api: Api
  readonly #drafts: Drafts
  readonly #scope: Scope
  #unsent: Unsent = { ratings: [], habits: null }
  #isSending = false
  /** Grows with every change here: what was asked for before it is out of date. */
  #turns = 0
  /** How they stood on the server, in one word. */
  #mark: string

  constructor({ ratings, habits, aside }: Pick<Opening, 'ratings' | 'habits' | 'aside'>, api: Api, drafts: Drafts, scope: Scope) {
    this.all = ratings
    this.habits = $state.raw(habits)
    this.#mark = aside
    this.#api = api
    this.#drafts = drafts
    this.#scope = scope
    scope.on(window, 'online', () => void this.#send())
    scope.on(window, 'focus', () => void this.renew())
    scope.on(document, 'visibilitychange', () => { if (!document.hidden) void this.renew() })
  }

  /** Bring back what was not sent when the page was left. */
  async open(): Promise<void> {
    const unsent = await this.#drafts.kept<Unsent>('unsent', Date.now())
    for (const rating of unsent?.ratings ?? []) this.rate(rating)
    if (unsent?.habits) this.keep({ ...this.habits, ...unsent.habits })
  }

  /** The server says in one word how they stand there: where that is new, they are asked for. */
  async hear(mark: string): Promise<void> {
    if (mark !== this.#mark && (await this.renew())) this.#mark = mark
  }

  /** Take them as the server has them, unless something changed here meanwhile or is not sent yet; whether they were taken. */
  async renew(): Promise<boolean> {
    const turns = this.#turns
    const aside = await this.#api.aside().catch(() => null)
    if (!aside || turns !== this.#turns || this.#isSending || !isNothing(this.#unsent)) return false
    this.all = aside.ratings
    this.habits = aside.habits
    return true
  }

  of(scale: string, person: string | null): Rating | null {
    return this.all.find((each) => each.scale === scale && each.person === person) ?? null
  }

  /** A value of null takes the rating back. */
  rate(rating: Rating): void {
    const others = this.all.filter((each) => !isOfTheSame(each, rating))
    this.all = rating.value === null ? others : [...others, rating]
    this.#want({ ...this.#unsent, ratings: [...this.#unsent.ratings.filter((each) => !isOfTheSame(each, rating)), rating] })
  }

  keep(habits: Habits): void {
    this.habits = habits
    this.#want({ ...this.#unsent, habits })
  }

  #want(unsent: Unsent): void {
    this.#turns += 1
    this.#remember(unsent)
    void this.#send()
  }

  #remember(unsent: Unsent): void {
    this.#unsent = unsent
    void this.#drafts.keep('unsent', isNothing(unsent) ? null : unsent, Date.now()).catch(() => undefined)
  }

  async #send(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    try {
      for (let [rating] = this.#unsent.ratings; rating; [rating] = this.#unsent.ratings) {
        const sent = rating
        await unlessRefused(this.#api.rate(sent))
        this.#remember({ ...this.#unsent, ratings: this.#unsent.ratings.filter((each) => each !== sent) })
      }
      const { habits } = this.#unsent
      if (habits) await unlessRefused(this.#api.habits(habits))
      if (habits && this.#unsent.habits === habits) this.#remember({ ...this.#unsent, habits: null })
    } catch {
      this.#scope.after(AGAIN, () => void this.#send())
    }
    this.#isSending = false
  }
}

const isNothing = ({ ratings, habits }: Unsent): boolean => ratings.length === 0 && habits === null

const isOfTheSame = (one: Rating, other: Rating): boolean => one.scale === other.scale && one.person === other.person

// What the server will never take is not sent for ever.
async function unlessRefused(answer: Promise<unknown>): Promise<void> {
  await answer.catch((error: unknown) => { if (!(error instanceof NotTaken)) throw error })
}
