import type { Waiting } from './drafts'
import type { Scope } from '../scope'
import type { DeedsAnswer, Rival } from '../wire'

/** What the server said of deeds; `rivals` is null where it said nothing of what waits to be settled. */
export type Answer = Omit<DeedsAnswer, 'rivals'> & { readonly rivals: readonly Rival[] | null }

/** What the windows of one coder in one coding tell each other. */
export type Told =
  | { readonly kind: 'deeds'; readonly deeds: readonly Waiting[] }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'no connection' }
  /** A window has opened: the leading one says what the server had answered lately, and up to which number. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'greeting'; readonly number: number; readonly done: readonly string[]; readonly refused: readonly string[] }

/** The windows of one coder in one coding: at any time one of them leads, and only that one sends. */
export interface Windows {
  tell(told: Told): void
  hear(act: (told: Told) => void): void
  /** `act` once this window leads, which it does until it closes; resolves with whether it leads from the beginning. */
  lead(act: () => void): Promise<boolean>
}

export class BrowserWindows implements Windows {
  readonly #name: string
  readonly #channel: BroadcastChannel
  readonly #scope: Scope

  constructor(coding: string, scope: Scope) {
    this.#name = `vignette-coding-${coding}`
    this.#channel = new BroadcastChannel(this.#name)
    this.#scope = scope
    scope.atEnd(() => { this.#channel.close() })
  }

  tell(told: Told): void {
    this.#channel.postMessage(told)
  }

  hear(act: (told: Told) => void): void {
    this.#channel.onmessage = ({ data }: MessageEvent<Told>) => { act(data) }
  }

  async lead(act: () => void): Promise<boolean> {
    // Two windows that both send lose nothing: the server knows each deed by its name.
    if (!('locks' in navigator)) {
      act()
      return false
    }
    const leads = await this.#leadsNow(act)
    if (!leads) this.#leadLater(act)
    return leads
  }

  #leadsNow(act: () => void): Promise<boolean> {
    return new Promise((resolve, reject) => {
      navigator.locks.request(this.#name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null)
        return lock && this.#hold(act)
      }).catch(reject)
    })
  }

  #leadLater(act: () => void): void {
    const ending = new AbortController()
    this.#scope.atEnd(() => { ending.abort() })
    navigator.locks.request(this.#name, { signal: ending.signal }, () => this.#hold(act)).catch(() => undefined)
  }

  #hold(act: () => void): Promise<void> {
    act()
    return new Promise((resolve) => { this.#scope.atEnd(resolve) })
  }
}
