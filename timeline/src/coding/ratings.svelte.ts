import { NotTaken, type CodingApi } from './api'
import type { Drafts } from './drafts'
import type { Scope } from '../scope'
import type { Habits, Rating } from '../wire'

const AGAIN = 5_000

interface Unsent {
  readonly ratings: readonly Rating[]
  readonly habits: Habits | null
}

/** Molar ratings, and how this coder works: small things, of which the last word counts. They too wait for the server. */
export class Ratings {
  all: readonly Rating[] = $state.raw([])
  habits: Habits
  readonly #api: Pick<CodingApi, 'rate' | 'habits'>
  readonly #drafts: Drafts
  readonly #scope: Scope
  #unsent: Unsent = { ratings: [], habits: null }
  #isSending = false

  constructor(all: readonly Rating[], habits: Habits, api: Pick<CodingApi, 'rate' | 'habits'>, drafts: Drafts, scope: Scope) {
    this.all = all
    this.habits = $state.raw(habits)
    this.#api = api
    this.#drafts = drafts
    this.#scope = scope
    scope.on(window, 'online', () => void this.#send())
  }

  /** Bring back what was not sent when the page was left. */
  async open(): Promise<void> {
    const unsent = await this.#drafts.kept<Unsent>('unsent', Date.now())
    for (const rating of unsent?.ratings ?? []) this.rate(rating)
    if (unsent?.habits) this.keep({ ...this.habits, ...unsent.habits })
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
    this.#remember(unsent)
    void this.#send()
  }

  #remember(unsent: Unsent): void {
    this.#unsent = unsent
    const isNothing = unsent.ratings.length === 0 && unsent.habits === null
    void this.#drafts.keep('unsent', isNothing ? null : unsent, Date.now()).catch(() => undefined)
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

const isOfTheSame = (one: Rating, other: Rating): boolean => one.scale === other.scale && one.person === other.person

// What the server will never take is not sent for ever.
async function unlessRefused(answer: Promise<unknown>): Promise<void> {
  await answer.catch((error: unknown) => { if (!(error instanceof NotTaken)) throw error })
}
