import type { FilmApi } from './api'
import type { Cast } from '../seen/filter'
import { identityAt, isNamed, named, naming, reworded, swapped } from '../seen/naming'
import type { Micros, Naming, NamingEdit, Observation, Person, Seen, Swap, Workspace } from '../wire'

const NOT_KEPT = 'Who is who could not be kept just now. Load the page again to see how it stands.'

/** Who is who in the film: asked once, kept with the film, and mended where the analysis took one for the other. */
export class Namer {
  naming: Naming = $state.raw({ names: [], swaps: [] })
  /** Whether the guider would rather not say just now. */
  isPutOff = $state(false)
  #sent: Promise<void> = Promise.resolve()
  readonly #api: FilmApi
  readonly #workspace: () => Workspace
  readonly #done: (edit: NamingEdit) => void
  readonly #failed: (words: string) => void

  constructor(api: FilmApi, workspace: () => Workspace, done: (edit: NamingEdit) => void, failed: (words: string) => void) {
    this.#api = api
    this.#workspace = workspace
    this.#done = done
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
  /** Who can still be named, whoever the asked one was before the film was looked through again first. */
  readonly choices: readonly Person[] = $derived.by(() => {
    const free = this.#workspace().people.filter(({ id }) => !this.naming.names.some(({ person }) => person === id))
    return [...free].sort((one, other) => Number(this.isGuess(other)) - Number(this.isGuess(one)))
  })

  /** What the analysis said of the film at `at`, with the names of now. */
  reworded(words: string, at: Micros): string {
    return reworded(words, at, this.#workspace().seen, this.called, this.naming.swaps)
  }

  /** Whether the asked one was this person before the film was looked through again. */
  isGuess({ id }: Person): boolean {
    return this.#workspace().guesses.some(({ who, person }) => who === this.asked?.who && person === id)
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

  /** Have `after` be who is who, which is a step back or on. */
  take(after: Naming): void {
    this.#keep(after)
  }

  /** Take over what the server knows, once the film was looked through. */
  renew(now: Naming): void {
    this.naming = now
    tellOthers()
  }

  #say(after: Naming): void {
    this.#done({ before: this.naming, after })
    this.#keep(after)
  }

  // One after the other: each change says what was there before it.
  #keep(after: Naming): void {
    const before = this.naming
    this.naming = after
    this.#sent = this.#sent.then(() => this.#api.name(before, after)).then(tellOthers, () => {
      this.#failed(NOT_KEPT)
    })
  }
}

/** Whatever else on the page calls people by their names may look again. */
function tellOthers(): void {
  document.body.dispatchEvent(new Event('named'))
}
