import type { Scope } from '../scope'

/** Milliseconds between two rounds while something happens, and once nothing has for a while. */
export const SOON = 1_500
export const SELDOM = 10_000
/** So many rounds in which nothing happened make it quiet: three minutes. */
export const QUIET = 120

/** Asks again and again while the page is in sight: soon while something happens, seldom where nobody does anything. */
export class Rounds {
  readonly #scope: Scope
  readonly #ask: () => Promise<void>
  #cancel: () => void = () => undefined
  #quiet = 0

  constructor(scope: Scope, ask: () => Promise<void>) {
    this.#scope = scope
    this.#ask = ask
    scope.on(window, 'keydown', () => { this.stir() })
    scope.on(window, 'pointerdown', () => { this.stir() })
    scope.on(window, 'online', () => void this.#round())
    scope.on(document, 'visibilitychange', () => { this.#seen() })
    this.#next()
  }

  /** Something has happened here, or was told: more may follow soon. */
  stir(): void {
    const wasQuiet = this.#quiet >= QUIET
    this.#quiet = 0
    if (wasQuiet) void this.#round()
  }

  #seen(): void {
    this.#cancel()
    this.#quiet = 0
    if (!document.hidden) void this.#round()
  }

  async #round(): Promise<void> {
    this.#cancel()
    this.#quiet += 1
    await this.#ask()
    this.#next()
  }

  #next(): void {
    this.#cancel()
    if (document.hidden) return
    this.#cancel = this.#scope.after(this.#quiet < QUIET ? SOON : SELDOM, () => void this.#round())
  }
}
