import type { Asking } from './ask'
import { Outbox } from './outbox'
import { csrfToken } from '../csrf'
import type { Scope } from '../scope'
import type { LiveNote, LivePresenter, LiveTrial } from '../wire'

const SOON = 800
const ASK_EVERY = 4_000

/** One thing to be sent: where to, and what. */
interface Parcel {
  readonly to: string
  readonly message: LiveNote | LiveTrial
}

/** What the guider writes during a review, and what has come from the client: kept in this tab until it is sent. */
export class Desk {
  page: LivePresenter | null = $state.raw(null)
  notes: Readonly<Record<string, LiveNote>> = $state.raw({})
  trial: LiveTrial = $state.raw({ planned: '', wasTried: null, happened: '' })
  before: LiveTrial | null = $state.raw(null)
  ratings: Readonly<Record<string, number | null>> = $state.raw({})
  unsent = $state(0)

  readonly #address: string
  readonly #asking: Asking
  readonly #scope: Scope
  readonly #box: Outbox<Parcel>
  #soon: Readonly<Record<string, () => void>> = {}

  constructor(address: string, asking: Asking, scope: Scope) {
    this.#address = address
    this.#asking = asking
    this.#scope = scope
    this.#box = new Outbox(({ to, message }) => asking.post(`${address}/${to}`, message), (count) => (this.unsent = count))
    scope.every(ASK_EVERY, () => void this.look())
    scope.on(window, 'beforeunload', (event) => { if (this.unsent > 0 || Object.keys(this.#soon).length > 0) event.preventDefault() })
    void this.look()
  }

  get isSaved(): boolean {
    return this.unsent === 0
  }

  /** Ask what has come, and send what still waits. What is being written here stays as it is here. */
  async look(): Promise<void> {
    if (this.unsent > 0) await this.#box.flush()
    const answer = await this.#asking.get<LivePresenter>(this.#address)
    if (answer.kind !== 'told') return
    const isFirst = this.page === null
    this.page = answer.said
    if (isFirst) this.#begin(answer.said)
  }

  note(clip: string): LiveNote {
    return this.notes[clip] ?? { clip, clientWords: '', guiderWords: '', saidNothing: false, namedFirst: null }
  }

  /** Change what is noted of a clip; `isNow` for a tap, else it is sent once the hand rests. */
  write(clip: string, change: Partial<LiveNote>, isNow = false): void {
    const note = { ...this.note(clip), ...change }
    this.notes = { ...this.notes, [clip]: note }
    this.#later(clip, 'note', () => this.note(clip), isNow)
  }

  plan(planned: string): void {
    this.trial = { ...this.trial, planned }
    this.#later('trial', 'trial', () => this.trial, false)
  }

  tell(change: Partial<LiveTrial>, isNow = false): void {
    if (!this.before) return
    this.before = { ...this.before, ...change }
    this.#later('before', 'before', () => this.before ?? this.trial, isNow)
  }

  async rate(goal: string, address: string, value: number): Promise<void> {
    const was = this.ratings[goal] ?? null
    this.ratings = { ...this.ratings, [goal]: value }
    const body = new FormData()
    body.set('value', String(value))
    body.set('csrfmiddlewaretoken', csrfToken())
    const isKept = await fetch(address, { method: 'POST', body, headers: { 'HX-Request': 'true' } }).then(({ ok }) => ok, () => false)
    if (!isKept) this.ratings = { ...this.ratings, [goal]: was }
  }

  #begin(page: LivePresenter): void {
    this.notes = Object.fromEntries(page.notes.map((note) => [note.clip, note]))
    this.trial = page.trial
    this.before = page.before
    this.ratings = Object.fromEntries(page.goals.map(({ id, latest }) => [id, latest]))
  }

  #later(key: string, to: string, message: () => Parcel['message'], isNow: boolean): void {
    this.#soon[key]?.()
    const send = (): void => {
      this.#soon = Object.fromEntries(Object.entries(this.#soon).filter(([each]) => each !== key))
      const its = message()
      // The guider's own view without the client's is not taken by the server: it waits for theirs.
      const isHeld = 'guiderWords' in its && its.guiderWords !== '' && its.clientWords === '' && !its.saidNothing
      if (!isHeld) this.#box.put(key, { to, message: its })
    }
    if (isNow) send()
    else this.#soon = { ...this.#soon, [key]: this.#scope.after(SOON, send) }
  }
}
