import { NotTaken, type CodingApi } from './api'
import type { Drafts, Waiting } from './drafts'
import { setOf } from './sets'
import type { Answer, Told, Windows } from './windows'
import type { Scope } from '../scope'
import type { Deed } from '../wire'

const SOON = 200
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 30_000
// The server takes 200 deeds at once, and a browser sends on what a page leaves behind only up to 64 KiB.
const MOST_AT_ONCE = 200
const MOST_BYTES = 48_000
const MOST_OVER = 1_000

export type Saving = 'saved' | 'not yet' | 'no connection'

/** Who is told what becomes of deeds. */
export interface Hearing {
  /** A deed of another window, or of an earlier visit to the page. */
  readonly came: (waiting: Waiting) => void
  readonly placed: (id: string, place: number) => void
  readonly answered: (answer: Answer) => void
  /** The server had answered up to `number` before this window could hear it. */
  readonly behind: (number: number) => void
}

/** Puts every deed on the disk at once, sends it within a second, and again until the server has answered. */
export class Journal {
  state: Saving = $state('saved')

  readonly #api: Pick<CodingApi, 'deeds'>
  readonly #drafts: Drafts
  readonly #windows: Windows
  readonly #scope: Scope
  readonly #hear: Hearing
  #fresh: readonly Deed[] = []
  #waiting: readonly Waiting[] = []
  /** What has been seen, so that nothing comes in twice by two ways. */
  readonly #seen = setOf<string>()
  /** What the server has answered: it may still be read from the disk, or told by another window, for a moment. */
  readonly #over = setOf<string>()
  readonly #refused = setOf<string>()
  #leads = false
  #number = 0
  #tries = 0
  #portion = MOST_AT_ONCE
  #cancel: (() => void) | null = null
  #flight: Promise<void> | null = null
  #keeping: Promise<void> | null = null

  constructor(api: Pick<CodingApi, 'deeds'>, drafts: Drafts, windows: Windows, scope: Scope, hear: Hearing) {
    this.#api = api
    this.#drafts = drafts
    this.#windows = windows
    this.#scope = scope
    this.#hear = hear
    scope.on(window, 'pagehide', () => { this.#leave() })
    scope.on(window, 'online', () => void this.flush())
    scope.on(window, 'beforeunload', (event) => {
      if (this.#fresh.length > 0) event.preventDefault()
    })
  }

  /** Bring back what waits, and begin to send; resolves with whether this is the only window. */
  async open(): Promise<boolean> {
    this.#windows.hear((told) => { this.#heard(told) })
    await this.#bringBack()
    this.#windows.tell({ kind: 'hello' })
    return this.#windows.lead(() => {
      this.#leads = true
      void this.#bringBack().then(() => this.flush())
    })
  }

  add(deed: Deed): void {
    this.#seen.add(deed.id)
    this.#fresh = [...this.#fresh, deed]
    if (this.state === 'saved') this.state = 'not yet'
    this.#keeping ??= this.#keepFresh()
  }

  /** Wait until all that was added is on the disk. */
  kept(): Promise<void> {
    return this.#keeping ?? Promise.resolve()
  }

  /** Whether something is on its way to the server. */
  get isSending(): boolean {
    return this.#flight !== null
  }

  /** Send what waits, now and as much as goes at once, unless something is on the way already. */
  flush(): Promise<void> {
    this.#cancel?.()
    this.#cancel = null
    if (this.#leads && !this.#flight && this.#waiting.length > 0) this.#flight = this.#send(this.#portionOf(this.#waiting))
    return this.#flight ?? Promise.resolve()
  }

  /** Wait until all has been sent and answered, or the server cannot be reached. */
  async settle(): Promise<void> {
    await this.kept()
    while (this.#leads && this.#waiting.length > 0) {
      await this.flush()
      if (this.state === 'no connection') return
    }
  }

  async #keepFresh(): Promise<void> {
    while (this.#fresh.length > 0) {
      const batch = this.#fresh
      const waiting = await this.#keep(batch)
      this.#fresh = this.#fresh.slice(batch.length)
      this.#windows.tell({ kind: 'deeds', deeds: waiting })
      // What was sent when the page seemed to be left is sent once more, and so leaves the disk.
      this.#wait(waiting)
      for (const { deed, place } of waiting) this.#hear.placed(deed.id, place)
    }
    this.#keeping = null
  }

  // A disk that is full must not keep from the server what it does not keep.
  async #keep(deeds: readonly Deed[]): Promise<readonly Waiting[]> {
    const places = await this.#drafts.add(deeds, Date.now()).catch(() => [])
    const last = this.#waiting.at(-1)?.place ?? 0
    return deeds.map((deed, index) => ({ deed, place: places[index] ?? last + (index + 1) / (deeds.length + 1) }))
  }

  async #bringBack(): Promise<void> {
    const all = await this.#drafts.waiting(Date.now()).catch(() => [])
    this.#came(all)
  }

  #came(all: readonly Waiting[]): void {
    const strange = all.filter(({ deed }) => !this.#seen.has(deed.id) && !this.#over.has(deed.id))
    for (const { deed } of strange) this.#seen.add(deed.id)
    this.#wait(strange)
    for (const each of strange) this.#hear.came(each)
  }

  #wait(waiting: readonly Waiting[]): void {
    if (waiting.length === 0) return
    this.#waiting = [...this.#waiting, ...waiting].sort((one, other) => one.place - other.place)
    if (this.state === 'saved') this.state = 'not yet'
    if (!this.#cancel) this.#soon(SOON)
  }

  #portionOf(waiting: readonly Waiting[]): readonly Waiting[] {
    let size = 0
    const end = waiting.findIndex(({ deed }, index) => {
      size += new TextEncoder().encode(JSON.stringify(deed)).length
      return index > 0 && (size > MOST_BYTES || index >= this.#portion)
    })
    return end === -1 ? waiting : waiting.slice(0, end)
  }

  async #send(portion: readonly Waiting[]): Promise<void> {
    try {
      const answer = await this.#api.deeds(portion.map(({ deed }) => deed))
      this.#tries = 0
      this.#portion = MOST_AT_ONCE
      this.#windows.tell({ kind: 'answer', answer })
      this.#take(answer)
    } catch (error) {
      if (error instanceof NotTaken) this.#notTaken(portion)
      else this.#later()
    }
    this.#flight = null
    if (this.#waiting.length > 0 && !this.#cancel) this.#soon(SOON)
  }

  // There is no time left to put on the disk what was done last; what is on its way already may go once more.
  #leave(): void {
    const all = [...this.#waiting, ...this.#fresh.map((deed) => ({ deed, place: Infinity }))]
    if (this.#leads && all.length > 0) void this.#send(this.#portionOf(all))
  }

  #take(answer: Answer): void {
    for (const id of answer.done) this.#over.add(id)
    for (const { id } of answer.refused) {
      this.#over.add(id)
      this.#refused.add(id)
    }
    const gone = this.#waiting.filter(({ deed }) => this.#over.has(deed.id))
    this.#waiting = this.#waiting.filter(({ deed }) => !this.#over.has(deed.id))
    this.#number = Math.max(this.#number, answer.number)
    if (this.#leads) void this.#drafts.remove(gone.map(({ place }) => place)).catch(() => undefined)
    this.state = this.#waiting.length + this.#fresh.length > 0 ? 'not yet' : 'saved'
    this.#hear.answered(answer)
  }

  // One deed that the server cannot even read must not hold up all that come after it.
  #notTaken(portion: readonly Waiting[]): void {
    const [first, ...others] = portion
    if (others.length > 0 || !first) {
      this.#portion = 1
      return
    }
    const refused = [{ id: first.deed.id, words: 'The server could not take this.' }]
    const answer: Answer = { before: this.#number, number: this.#number, done: [], refused, rivals: null }
    this.#windows.tell({ kind: 'answer', answer })
    this.#take(answer)
  }

  #later(): void {
    this.state = 'no connection'
    this.#windows.tell({ kind: 'no connection' })
    this.#soon(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#tries))
    this.#tries += 1
  }

  #heard(told: Told): void {
    switch (told.kind) {
      case 'deeds': this.#came(told.deeds); break
      case 'answer': this.#take(told.answer); break
      case 'no connection': if (this.state !== 'saved') this.state = 'no connection'; break
      case 'hello': if (this.#leads) this.#greet(); break
      case 'greeting': this.#greeted(told); break
    }
  }

  #greeted({ number, done, refused }: Extract<Told, { kind: 'greeting' }>): void {
    this.#take({ before: number, number, done, refused: refused.map((id) => ({ id, words: '' })), rivals: null })
    this.#hear.behind(number)
  }

  // What a window that is gone has kept, and could not tell any more, is sent too.
  #greet(): void {
    const over = [...this.#over].slice(-MOST_OVER)
    const isRefused = (id: string): boolean => this.#refused.has(id)
    this.#windows.tell({ kind: 'greeting', number: this.#number, done: over.filter((id) => !isRefused(id)), refused: over.filter(isRefused) })
    void this.#bringBack()
  }

  #soon(milliseconds: number): void {
    this.#cancel?.()
    this.#cancel = this.#scope.after(milliseconds, () => void this.flush())
  }
}
