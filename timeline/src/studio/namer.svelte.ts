import type { FilmApi } from './api'
import type { Cast } from '../seen/filter'
import { identityAt, isNamed, named, naming, reworded, swapped } from '../seen/naming'
import type { Micros, Naming, Observation, Seen, Swap, Workspace } from '../wire'

const NOT_KEPT = 'Who is who could not be kept just now. Load the page again to see how it stands.'

/** Who is who in the film: asked once, kept with the film, and mended where the analysis took one for the other. */
export class Namer {
  naming: Naming = $state.raw({ names: [], swaps: [] })
  /** Whether the guider would rather not say just now. */
  isPutOff = $state(false)
  #past: readonly Naming[] = $state.raw([])
  #sent: Promise<void> = Promise.resolve()
  readonly #api: FilmApi
  readonly #workspace: () => Workspace
  readonly #failed: (words: string) => void

  constructor(api: FilmApi, workspace: () => Workspace, failed: (words: string) => void) {
    this.#api = api
    this.#workspace = workspace
    this.#failed = failed
    this.naming = workspace().naming
  }

  /** Everyone who was told apart, by name where they have one. */
  readonly called: readonly Seen[] = $derived.by(() => named(this.#workspace().seen, this.naming, this.#workspace().people))
  readonly observations: readonly Observation[] = $derived.by(() => this.#workspace().observations.map((each) => ({ ...each, who: identityAt(each.who, each.start, this.naming.swaps) })))
  readonly cast: Cast = $derived.by(() => ({ seen: this.#workspace().seen, naming: this.naming }))
  readonly faces: readonly Seen[] = $derived.by(() => this.called.filter(({ who }) => this.#workspace().tracks.some((track) => track.signal === 'face x' && track.who === who)))
  /** Who is asked about next; null where all are named, or nobody is left to be. */
  readonly asked: Seen | null = $derived.by(() => {
    const free = this.#workspace().people.length - this.naming.names.length
    return free > 0 ? (this.faces.find(({ who }) => !isNamed(this.naming, who)) ?? null) : null
  })
  readonly canUndo = $derived(this.#past.length > 0)

  /** What the analysis said of the film at `at`, with the names of now. */
  reworded(words: string, at: Micros): string {
    return reworded(words, at, this.#workspace().seen, this.called, this.naming.swaps)
  }

  name(who: string, person: string): void {
    this.#say(naming(this.naming, who, person, this.faces.map((face) => face.who), this.#workspace().people))
  }

  forget(): void {
    this.isPutOff = false
    this.#say({ ...this.naming, names: [] })
  }

  swap(at: Micros, one: Seen, other: Seen): void {
    this.#say(swapped(this.naming, at, one.who, other.who))
  }

  takeBack(swap: Swap): void {
    this.#say({ ...this.naming, swaps: this.naming.swaps.filter((each) => each !== swap) })
  }

  undo(): void {
    const before = this.#past.at(-1)
    if (!before) return
    this.#past = this.#past.slice(0, -1)
    this.#keep(before)
  }

  /** Take over what the server knows, once the film was looked through. */
  renew(now: Naming): void {
    this.naming = now
  }

  #say(after: Naming): void {
    this.#past = [...this.#past, this.naming]
    this.#keep(after)
  }

  // One after the other: each change says what was there before it.
  #keep(after: Naming): void {
    const before = this.naming
    this.naming = after
    this.#sent = this.#sent.then(() => this.#api.name(before, after)).catch(() => {
      this.#failed(NOT_KEPT)
    })
  }
}
