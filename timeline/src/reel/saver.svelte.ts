import { NotNow, type Outcome, type ReelApi } from './api'
import { same } from './edits'
import type { Scope } from '../scope'
import type { ReelAnswer, ReelEdit } from '../wire'

const SOON = 350
const LATER = 4000

export type Saving = 'saved' | 'not yet' | 'no connection'

/** Who is told what the server said. */
export interface Hearing {
  readonly answered: (answer: ReelAnswer) => void
  /** The reel is not as it was wanted, for a reason in one sentence. */
  readonly overruled: (now: ReelEdit, words: string) => void
}

/** Sends the reel as it is wanted within a second, whole, and again until the server has answered. */
export class ReelSaver {
  state: Saving = $state('saved')
  /** What the server said last. */
  answer: ReelAnswer
  /** Where it waits for something that the guider can do, in one sentence. */
  notNow = $state('')

  readonly #api: Pick<ReelApi, 'change'>
  readonly #scope: Scope
  readonly #hear: Hearing
  /** The reel as the server has it, in our own words. */
  #saved: ReelEdit
  #wanted: ReelEdit | null = null
  /** What was sent and has not been answered: the server may have it all the same. */
  #unanswered: readonly ReelEdit[] = []
  #cancel: (() => void) | null = null
  #flight: Promise<void> | null = null

  constructor(api: Pick<ReelApi, 'change'>, scope: Scope, answer: ReelAnswer, hear: Hearing) {
    this.#api = api
    this.#scope = scope
    this.answer = $state.raw(answer)
    this.#saved = answer.reel
    this.#hear = hear
    scope.on(window, 'pagehide', () => void this.flush())
    scope.on(window, 'beforeunload', (event) => {
      if (this.state === 'no connection') event.preventDefault()
    })
  }

  get saved(): ReelEdit {
    return this.#saved
  }

  want(reel: ReelEdit): void {
    this.#wanted = this.#flight || !same(reel, this.#saved) ? reel : null
    if (!this.#wanted) this.state = 'saved'
    else if (this.state === 'saved') this.state = 'not yet'
    if (this.#wanted && !this.#cancel) this.#soon(SOON)
  }

  /** Send what waits now, unless something is on the way already. */
  flush(): Promise<void> {
    this.#cancel?.()
    this.#cancel = null
    if (!this.#flight && this.#wanted) this.#flight = this.#send(this.#wanted)
    return this.#flight ?? Promise.resolve()
  }

  /** Wait until all has been sent and answered; false where the server cannot be reached. */
  async settle(): Promise<boolean> {
    while (this.#flight ?? this.#wanted) {
      await this.flush()
      if (this.state === 'no connection') return false
    }
    return true
  }

  async #send(reel: ReelEdit): Promise<void> {
    this.#unanswered = [...this.#unanswered, reel]
    try {
      this.#take(reel, await this.#api.change({ number: this.answer.number, reel }))
      this.notNow = ''
    } catch (error) {
      this.notNow = error instanceof NotNow ? error.message : ''
      this.state = 'no connection'
    }
    this.#flight = null
    if (this.state !== 'saved') this.#soon(this.state === 'no connection' ? LATER : SOON)
  }

  #take(sent: ReelEdit, outcome: Outcome): void {
    // What was overtaken by itself, its answer lost on a bad line, is there.
    const own = outcome.kind === 'overtaken' ? this.#unanswered.find((each) => same(each, outcome.answer.reel)) : undefined
    const there = outcome.kind === 'changed' ? sent : own
    this.#unanswered = []
    if (outcome.kind !== 'refused') this.answer = outcome.answer
    if (there) this.#saved = there
    else if (outcome.kind === 'overtaken') this.#saved = outcome.answer.reel
    if (!there || (this.#wanted && same(this.#wanted, this.#saved))) this.#wanted = null
    this.state = this.#wanted ? 'not yet' : 'saved'
    if (!there && outcome.kind !== 'changed') this.#hear.overruled(this.#saved, said(outcome))
    this.#hear.answered(this.answer)
  }

  #soon(milliseconds: number): void {
    this.#cancel?.()
    this.#cancel = this.#scope.after(milliseconds, () => void this.flush())
  }
}

const said = (outcome: Exclude<Outcome, { kind: 'changed' }>): string =>
  outcome.kind === 'refused' ? outcome.words : `${outcome.words} This is how it is now.`
