import { Filming, kindHere } from './filming'
import { isHeldInHand } from './device'
import type { Keeper } from './keeper'
import { erase, keptFilms, tidy, type KeptFilm } from './kept'
import { warnOfSigningOut } from './leaving'
import { isFull, minutesOfRoom, roomInWords } from './room'
import { Sight, type Facing } from './sight'
import { cameraProblem, INSTEAD, keepingProblem } from './words'
import { Scope } from '../scope'

const TICK = 250
const LOOK_FOR_ROOM = 5000
const ENOUGH = 10 * 60_000

const OUT_OF_SIGHT = 'Filming stopped when this page went out of sight. What was filmed is kept.'
const TAKEN_AWAY = 'The camera or the microphone was taken away, by a call or another app. What was filmed is kept.'
const BROKEN = 'The browser ended the filming. What was filmed is kept.'

/** Whose film it is, of which review (that of a reel, or empty for none), and the key that it is sealed to. */
export interface Assignment {
  readonly family: string
  readonly review: string
  readonly recipient: Uint8Array<ArrayBuffer>
}

/** Filming, from the open camera to a film that lies on the phone: one recording after the other, none ever lost. */
export class Camera {
  state: 'closed' | 'opening' | 'open' | 'filming' = $state('closed')
  sight: Sight | null = $state.raw(null)
  facing: Facing = $state('environment')
  /** Parts of the film under way that are safe on the phone. */
  parts = $state(0)
  milliseconds = $state(0)
  /** What to know while filming; empty where there is nothing. */
  hint = $state('')
  /** Why it does not go on, and what to do. */
  problem = $state('')
  kept: readonly KeptFilm[] = $state.raw([])

  readonly #assignment: Assignment
  readonly #keeper: Keeper
  readonly #scope: Scope
  #looking = new Scope()
  #filming: Filming | null = null
  #under: KeptFilm | null = null

  constructor(assignment: Assignment, keeper: Keeper, scope: Scope) {
    this.#assignment = assignment
    this.#keeper = keeper
    this.#scope = scope
    // On a computer the review itself may cover the window that films it; a phone takes the camera away.
    const goesOn = assignment.review !== '' && !isHeldInHand
    scope.on(document, 'visibilitychange', () => { if (document.hidden && !goesOn) this.#interrupt(OUT_OF_SIGHT) })
  }

  /** The film under way, whether any of it is kept or not. */
  get film(): string | null {
    return this.#under?.film ?? null
  }

  /** See what lies on this phone. */
  async look(): Promise<void> {
    await tidy()
    this.kept = await keptFilms()
    warnOfSigningOut(this.kept)
  }

  /** Open the camera for a new film of `people`, or to go on with one. */
  async open(film: readonly string[] | KeptFilm): Promise<void> {
    this.#under = 'film' in film ? film : this.#newFilm(film)
    this.parts = this.#under.parts
    this.milliseconds = this.#under.milliseconds
    this.problem = ''
    await this.#see()
  }

  /** The other camera, where there is one; only before filming, since a recording cannot change its picture. */
  async turn(): Promise<void> {
    this.facing = this.facing === 'environment' ? 'user' : 'environment'
    this.#unsee()
    await this.#see()
  }

  async begin(): Promise<void> {
    const [sight, film, kind] = [this.sight, this.#under, kindHere()]
    if (!sight || !film || this.state !== 'open') return
    if (kind === null) { this.#give(`This browser cannot film. ${INSTEAD}`); return }
    // The browser is asked to keep what lies here when it needs room; it may say no.
    await navigator.storage.persist()
    const room = await minutesOfRoom()
    if (isFull(room)) { this.#give(roomInWords(room)); return }
    try {
      const { film: its, family, review, people } = film
      const about = { id: crypto.randomUUID(), film: its, family, review, people, began: Date.now() }
      await this.#keeper.begin(about, this.#assignment.recipient)
      this.#film(sight, kind)
    } catch (error) {
      const isForRoom = error instanceof DOMException && error.name === 'QuotaExceededError'
      this.#give(isForRoom ? roomInWords(0) : `This browser cannot keep a film safely; a private window never can. ${INSTEAD}`)
      await this.look()
    }
  }

  /** End filming and close the camera; the film stays on the phone. */
  async stop(problem = ''): Promise<void> {
    const filming = this.#filming
    this.#filming = null
    this.state = 'closed'
    this.problem = problem
    await filming?.stop()
    this.#unsee()
    // A film without its end is kept all the same, and told as one that broke off.
    if (filming) await this.#keeper.end().catch(() => undefined)
    await this.look()
  }

  /** Leave nothing of `film` on this phone. */
  async discard(film: KeptFilm): Promise<void> {
    await erase(film.recordings, this.#scope)
    await this.look()
  }

  #newFilm(people: readonly string[]): KeptFilm {
    const { family, review } = this.#assignment
    const nothing = { milliseconds: 0, parts: 0, size: 0, recordings: [] }
    return { film: crypto.randomUUID(), family, review, people, began: Date.now(), ...nothing }
  }

  async #see(): Promise<void> {
    this.state = 'opening'
    try {
      const sight = await Sight.open(this.facing)
      sight.whenLost(this.#looking, () => { this.#interrupt(TAKEN_AWAY) })
      this.sight = sight
      this.state = 'open'
      this.#hint(await minutesOfRoom())
    } catch (error) {
      this.#give(cameraProblem(error instanceof DOMException ? error.name : ''))
    }
  }

  #unsee(): void {
    this.#looking.end()
    this.#looking = new Scope()
    this.sight?.close()
    this.sight = null
  }

  #film(sight: Sight, kind: string): void {
    const [before, parts] = [this.milliseconds, this.parts]
    const filming = new Filming(sight.stream, kind, this.#looking, {
      part: (part, until) => {
        this.#keeper.part(part, until).then(
          (kept) => { this.parts = parts + kept },
          (fault: unknown) => { this.#interrupt(keepingProblem(fault instanceof DOMException ? fault.name : '')) },
        )
      },
      broken: () => { this.#interrupt(BROKEN) },
    })
    this.#filming = filming
    this.state = 'filming'
    this.#looking.every(TICK, () => { this.milliseconds = before + filming.milliseconds })
    this.#looking.every(LOOK_FOR_ROOM, () => { void minutesOfRoom().then((room) => { this.#hint(room) }) })
  }

  #hint(room: number | null): void {
    if (isFull(room) && this.#filming) { this.#interrupt(keepingProblem('QuotaExceededError')); return }
    const dark = this.sight?.maySleep && isHeldInHand ? 'This phone may turn its screen off, and filming stops then: touch it now and then.' : ''
    const enough = this.#assignment.review === '' && this.milliseconds >= ENOUGH ? 'Ten minutes are enough. Stop when it suits you.' : ''
    this.hint = roomInWords(room) || enough || dark
  }

  #interrupt(problem: string): void {
    if (this.#filming) void this.stop(problem)
    else if (this.state === 'open') this.#give('')
  }

  #give(problem: string): void {
    this.#unsee()
    this.state = 'closed'
    this.problem = problem
  }
}
