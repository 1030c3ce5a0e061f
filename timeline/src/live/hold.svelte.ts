import type { Scope } from '../scope'

const WAIT_FOR_OTHERS = 10_000

/** A start that waits for screens that are not ready, for ten seconds at most. */
export class Hold {
  isOn = $state(false)
  readonly #scope: Scope
  #go: (() => void) | null = null
  #stop = (): void => undefined

  constructor(scope: Scope) {
    this.#scope = scope
  }

  begin(go: () => void): void {
    this.letGo()
    this.isOn = true
    this.#go = () => {
      this.letGo()
      go()
    }
    this.#stop = this.#scope.after(WAIT_FOR_OTHERS, this.#go)
  }

  /** Do not wait any longer for the others. */
  goOn(): void {
    this.#go?.()
  }

  letGo(): void {
    this.isOn = false
    this.#go = null
    this.#stop()
  }
}
