import { keeps, same } from './changes'
import { nothingEntered, type Entering } from './entry'
import type { Entry, Keeping } from './keeping'
import type { Change, CodedEvent, Deed } from '../wire'

/** Words wait no longer than this in a browser; codes and times do. */
export const LONGEST_WORDS = 72 * 3600 * 1000

/** A deed that the server has not acknowledged, at its place in the order of what was done here. */
export interface Waiting {
  readonly deed: Deed
  readonly place: number
}

/** What is under way and marked, and so far no deed. */
export type Unfinished = Pick<Entering, 'open' | 'marked' | 'markStart'>

interface Draft<T> {
  readonly since: number
  readonly what: T
}

const IV = 12
const OPEN = 'open '

/**
 * What waits in the browser until the server has it, sealed with a key that came with the page and cannot be taken out
 * of it: without a new page from the server nobody reads it.
 */
export class Drafts {
  readonly #keeping: Keeping
  readonly #key: CryptoKey
  readonly #context: Uint8Array<ArrayBuffer>

  private constructor(keeping: Keeping, key: CryptoKey, coding: string) {
    this.#keeping = keeping
    this.#key = key
    this.#context = encoded(coding)
  }

  /** `key`: 32 bytes, written in Base64. */
  static async open(keeping: Keeping, coding: string, key: string): Promise<Drafts> {
    const raw = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0))
    return new Drafts(keeping, await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']), coding)
  }

  /** Keep `deeds` in their order; resolves with their places once they would survive a crash. */
  async add(deeds: readonly Deed[], now: number): Promise<readonly number[]> {
    return this.#keeping.add(await Promise.all(deeds.map((deed) => this.#seal({ since: now, what: deed }))))
  }

  async waiting(now: number): Promise<readonly Waiting[]> {
    const entries = await this.#keeping.entries()
    const all = await Promise.all(entries.map((entry) => this.#waitingIn(entry, now)))
    return all.flatMap((each) => each ?? [])
  }

  remove(places: readonly number[]): Promise<void> {
    return this.#keeping.remove(places)
  }

  /** Keep what is under way in one window. */
  async keepUnfinished(window: string, { open, marked, markStart }: Unfinished, now: number): Promise<void> {
    const isNothing = open.length + marked.length === 0 && markStart === null
    await this.keep(OPEN + window, isNothing ? null : { open, marked, markStart }, now)
  }

  /** What was under way in one window, or in all of them, which then have it no longer. */
  async unfinished(window: string, isAlone: boolean): Promise<Unfinished> {
    const found: Unfinished[] = []
    for (const [name, sealed] of await this.#keeping.notes()) {
      if (name !== OPEN + window && !(isAlone && name.startsWith(OPEN))) continue
      const draft = await this.#unseal<Unfinished>(sealed)
      if (draft) found.push(draft.what)
      if (draft && name !== OPEN + window) await this.#keeping.note(name, null)
    }
    return found.reduce(both, nothingEntered)
  }

  /** Keep `what` under a name; null where nothing is to be kept any more. */
  async keep(name: string, what: object | null, now: number): Promise<void> {
    await this.#keeping.note(name, what && (await this.#seal({ since: now, what })))
  }

  /** What was kept under a name, unless that is too long ago; null where there is nothing. */
  async kept<T>(name: string, now: number): Promise<T | null> {
    const sealed = (await this.#keeping.notes()).get(name)
    const draft = sealed ? await this.#unseal<T>(sealed) : null
    return draft && now - draft.since <= LONGEST_WORDS ? draft.what : null
  }

  // What another key sealed is another person's: it waits for them, or for the end of this browser's memory.
  async #waitingIn({ place, sealed }: Entry, now: number): Promise<Waiting | null> {
    const draft = await this.#unseal<Deed>(sealed)
    if (!draft) return null
    if (now - draft.since <= LONGEST_WORDS) return { deed: draft.what, place }
    const deed = wordless(draft.what)
    if (deed.changes.length > 0) return { deed, place }
    await this.#keeping.remove([place])
    return null
  }

  async #seal(draft: Draft<unknown>): Promise<Uint8Array<ArrayBuffer>> {
    const iv = crypto.getRandomValues(new Uint8Array(IV))
    const sealed = await crypto.subtle.encrypt(this.#how(iv), this.#key, encoded(JSON.stringify(draft)))
    const whole = new Uint8Array(IV + sealed.byteLength)
    whole.set(iv)
    whole.set(new Uint8Array(sealed), IV)
    return whole
  }

  async #unseal<T>(sealed: Uint8Array<ArrayBuffer>): Promise<Draft<T> | null> {
    try {
      const plain = await crypto.subtle.decrypt(this.#how(sealed.slice(0, IV)), this.#key, sealed.slice(IV))
      return JSON.parse(new TextDecoder().decode(plain)) as Draft<T>
    } catch {
      return null
    }
  }

  #how(iv: Uint8Array<ArrayBuffer>): AesGcmParams {
    return { name: 'AES-GCM', iv, additionalData: this.#context }
  }
}

const encoded = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

const both = (one: Unfinished, other: Unfinished): Unfinished => ({
  open: [...one.open, ...other.open.filter(({ id }) => one.open.every((each) => each.id !== id))],
  marked: [...one.marked, ...other.marked],
  markStart: other.markStart ?? one.markStart,
})

/** `deed` without what was written in it: a note stays as it was. */
function wordless(deed: Deed): Deed {
  const changes = deed.changes.flatMap((change): Change[] => {
    const { event, before, after } = change
    const silent: CodedEvent | null = after && { ...after, note: before?.note ?? '' }
    return keeps(change) || !same(before, silent) ? [{ event, before, after: silent }] : []
  })
  return { ...deed, changes }
}
