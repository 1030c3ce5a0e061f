import type { Scope } from '../scope'

/** How often the light goes on. */
export const FLASHES = 10
const SOONEST = 1_200
const SPREAD = 1_800
/** Faster than this (milliseconds) nobody is who waits to see it. */
const GUESS = 100

/** Ten flashes, and how long a hand takes after each; as long as one likes. */
export class Reaction {
  isLit = $state(false)
  /** Milliseconds from each flash to the press. */
  times: readonly number[] = $state.raw([])
  isOn = $state(false)
  words = $state('')
  readonly #scope: Scope
  #lit = 0
  #cancel: (() => void) | null = null

  constructor(scope: Scope) {
    this.#scope = scope
  }

  /** The middle one of all times; null until all are there. */
  readonly typical: number | null = $derived(this.times.length === FLASHES ? middle(this.times) : null)

  begin(): void {
    this.times = []
    this.words = ''
    this.isOn = true
    this.#wait()
  }

  stop(): void {
    this.#cancel?.()
    this.isOn = this.isLit = false
  }

  /** A key or finger came down at `stamp`. */
  press(stamp: number): void {
    if (!this.isOn) return
    const took = stamp - this.#lit
    if (!this.isLit || took < GUESS) {
      this.words = 'Wait until it lights up.'
      if (!this.isLit) this.#wait()
      return
    }
    this.words = ''
    this.isLit = false
    this.times = [...this.times, took]
    if (this.times.length < FLASHES) this.#wait()
    else this.isOn = false
  }

  #wait(): void {
    this.#cancel?.()
    this.#cancel = this.#scope.after(SOONEST + Math.random() * SPREAD, () => {
      this.isLit = true
      const stop = this.#scope.eachRepaint(() => {
        this.#lit = performance.now()
        stop()
      })
      this.#lit = performance.now()
    })
  }
}

function middle(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other)
  const half = Math.floor(sorted.length / 2)
  return ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}
