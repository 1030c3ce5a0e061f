import type { Player } from './player.svelte'
import type { Scope } from '../scope'

/** The speeds of a film that is coded, slowest first. */
export const CODING_RATES = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4] as const

/** Plays a film on and back, faster and slower. A browser plays on only; back is shown frame by frame. */
export class Shuttle {
  isReversing = $state(false)

  readonly #player: Player
  readonly #scope: Scope
  #stop: (() => void) | null = null

  constructor(player: Player, scope: Scope) {
    this.#player = player
    this.#scope = scope
  }

  /** How fast film time goes by: below 0 while it runs back, 0 while it stands. */
  get pace(): number {
    if (this.isReversing) return -this.#player.rate
    return this.#player.isPlaying ? this.#player.rate : 0
  }

  toggle(): void {
    if (this.isReversing) this.stop()
    else this.#player.toggle()
  }

  /** On from where it stands; one speed faster where it plays; slower where it runs back. */
  faster(): void {
    if (this.isReversing) this.#ease(() => { this.stop(); this.#player.play() })
    else if (this.#player.isPlaying) this.#player.shiftRate(1)
    else this.#player.play()
  }

  /** Back from where it stands; one speed slower where it plays, and back from the slowest; faster where it runs back. */
  slower(): void {
    if (this.isReversing) this.#player.shiftRate(1)
    else if (this.#player.isPlaying) this.#ease(() => { this.#reverse() })
    else this.#reverse()
  }

  stop(): void {
    this.#stop?.()
    this.#stop = null
    this.isReversing = false
  }

  #ease(turn: () => void): void {
    if (this.#player.rate > this.#player.rates[0]) this.#player.shiftRate(-1)
    else turn()
  }

  #reverse(): void {
    this.stop()
    this.#player.pause()
    this.isReversing = true
    let [at, before] = [this.#player.at, performance.now()]
    this.#stop = this.#scope.eachRepaint(() => {
      const now = performance.now()
      at -= (now - before) * 1_000 * this.#player.rate
      before = now
      if (this.#player.isPlaying || at <= 0) this.stop()
      if (!this.#player.isPlaying) this.#player.seek(Math.max(0, Math.round(at)))
    })
  }
}
