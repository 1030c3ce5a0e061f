import type { FilmApi } from './api'
import { draftOf, restored, type Draft } from '../moments/drafts'
import { merged, portion, same } from '../moments/edits'
import type { Scope } from '../scope'
import type { Edit, EditsAnswer, Moment, Refusal } from '../wire'

const SOON = 700
const LATER = 4000

export type Saving = 'saved' | 'not yet' | 'no connection'

/**
 * Sends edits within a second, and again until the server has answered.
 *
 * Until then they wait in the tab's own storage without words (ids and times), so that a reload loses none.
 */
export class Saver {
  state: Saving = $state('saved')

  readonly #api: FilmApi
  readonly #scope: Scope
  readonly #key: string
  readonly #refused: (refusals: readonly Refusal[]) => void
  #waiting: readonly Edit[] = []
  #sending: readonly Edit[] = []
  #cancel: (() => void) | null = null
  #flight: Promise<void> = Promise.resolve()

  constructor(api: FilmApi, scope: Scope, film: string, refused: (refusals: readonly Refusal[]) => void) {
    this.#api = api
    this.#scope = scope
    this.#key = `vignette-edits-${film}`
    this.#refused = refused
    scope.on(window, 'pagehide', () => void this.flush())
    scope.on(window, 'beforeunload', (event) => {
      if (this.state === 'no connection') event.preventDefault()
    })
  }

  /** Edits that an earlier visit to this page could not send, made to fit the moments as they are now. */
  restore(moments: readonly Moment[]): readonly Edit[] {
    const drafts = JSON.parse(sessionStorage.getItem(this.#key) ?? '[]') as Draft[]
    const now = (id: string): Moment | null => moments.find((moment) => moment.id === id) ?? null
    return drafts.flatMap((draft) => restored(draft, now(draft.id)) ?? [])
  }

  add(edit: Edit): void {
    this.#waiting = merged(this.#waiting, edit)
    this.#keep()
    if (!this.#hasUnsent) this.state = 'saved'
    else if (this.state === 'saved') this.state = 'not yet'
    if (!this.#cancel) this.#soon(SOON)
  }

  /** Whether an edit of this moment has not been acknowledged. */
  holds(id: string): boolean {
    return [...this.#sending, ...this.#waiting].some((edit) => edit.id === id)
  }

  /** Send what waits, now and as much as goes at once, unless something is on the way already. */
  flush(): Promise<void> {
    this.#cancel?.()
    this.#cancel = null
    if (this.#sending.length === 0 && this.#waiting.length > 0) this.#flight = this.#send()
    return this.#flight
  }

  /** Wait until all has been sent and answered, or the server cannot be reached. */
  async settle(): Promise<void> {
    await this.#flight
    while (this.#waiting.length > 0) {
      await this.flush()
      if (this.state === 'no connection') return
    }
  }

  async #send(): Promise<void> {
    ;[this.#sending, this.#waiting] = portion(this.#waiting)
    try {
      this.#answer(await this.#api.save(this.#sending))
    } catch {
      this.#again()
    }
  }

  #answer({ refused }: EditsAnswer): void {
    const sent = this.#sending
    this.#sending = []
    const trouble = refused.filter(({ id, now }) => !same(now, sent.find((edit) => edit.id === id)?.after ?? null))
    this.#waiting = this.#waiting.filter((edit) => !trouble.some(({ id }) => id === edit.id))
    this.#keep()
    if (trouble.length > 0) this.#refused(trouble)
    this.state = this.#waiting.length > 0 ? 'not yet' : 'saved'
    if (this.#waiting.length > 0) this.#soon(SOON)
  }

  get #hasUnsent(): boolean {
    return this.#waiting.length + this.#sending.length > 0
  }

  #again(): void {
    this.#waiting = this.#waiting.reduce(merged, this.#sending)
    this.#sending = []
    this.state = 'no connection'
    this.#soon(LATER)
  }

  #soon(milliseconds: number): void {
    this.#cancel?.()
    this.#cancel = this.#scope.after(milliseconds, () => void this.flush())
  }

  #keep(): void {
    const drafts = [...this.#sending, ...this.#waiting].map(draftOf)
    if (drafts.length > 0) sessionStorage.setItem(this.#key, JSON.stringify(drafts))
    else sessionStorage.removeItem(this.#key)
  }
}
