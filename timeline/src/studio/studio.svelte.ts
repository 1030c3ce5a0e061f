import { FilmApi } from './api'
import { FilmLanes } from './lanes.svelte'
import { Namer } from './namer.svelte'
import { Saver } from './saver.svelte'
import { Sight } from './sight.svelte'
import { OWN_TITLE } from '../moments/drafts'
import { applied, changesNothing, inOrder, plain } from '../moments/edits'
import { forgotten, forgottenNaming, isNaming, noHistory, recorded, retyped, stepBack, stepOn, type History, type Step } from '../moments/history'
import { Player } from '../player/player.svelte'
import type { Scope } from '../scope'
import { asking, filterFrom, passes, type Filter } from '../seen/filter'
import { Frames } from '../time/frames'
import { around, beginning, ending } from '../time/span'
import type { Analysis, Codebook, Edit, Micros, Moment, Person, Principle, Refusal, Workspace } from '../wire'

const POLL = 2000

/** All that happens on one film's page. Every change to a moment goes through `change` or `add`, as an edit. */
export class Studio {
  moments: readonly Moment[] = $state.raw([])
  selected: string | null = $state(null)
  analysis: Analysis = $state.raw({ state: 'none', share: 0, words: '' })
  workspace: Workspace
  /** The last thing that went otherwise than the guider wished, in one sentence. */
  trouble = $state('')
  filter: Filter = $state.raw(filterFrom(location.search))
  #history: History = $state.raw(noHistory)
  #stopPolling: (() => void) | null = null

  readonly player: Player
  readonly frames: Frames
  readonly saver: Saver
  readonly lanes: FilmLanes
  readonly namer: Namer
  readonly sight: Sight
  readonly #api: FilmApi
  readonly #scope: Scope

  constructor(workspace: Workspace, api: FilmApi, scope: Scope) {
    const { film, frameTimes, moments, analysis } = workspace
    this.workspace = $state.raw(workspace)
    this.moments = inOrder(moments)
    this.analysis = analysis
    this.#api = api
    this.#scope = scope
    this.frames = new Frames(frameTimes, film.length)
    this.player = new Player(this.frames, film.length, scope)
    this.saver = new Saver(api, scope, film.id, (refusals) => {
      this.#takeOver(refusals)
    })
    this.lanes = new FilmLanes(workspace.lanes, api, scope)
    this.namer = new Namer(api, () => this.workspace, (edit) => { this.#history = recorded(this.#history, edit) }, (words) => {
      this.trouble = words
      this.#history = forgottenNaming(this.#history)
    })
    this.sight = new Sight(() => this.workspace, this.namer)
    for (const edit of this.saver.restore(this.moments)) this.#make(edit)
    this.#pollWhileRunning()
  }

  readonly moment = $derived(this.moments.find(({ id }) => id === this.selected) ?? null)
  readonly kept = $derived(this.moments.filter(({ standing }) => standing === 'kept'))
  readonly undismissed = $derived(this.moments.filter(({ standing }) => standing !== 'dismissed'))
  readonly listed = $derived(this.undismissed.filter((moment) => this.#isListed(moment)))
  readonly dismissed = $derived(this.moments.filter(({ standing }) => standing === 'dismissed'))
  readonly canUndo = $derived(this.#history.past.length > 0)
  /** Whether the last thing done, and not taken back, was to say who is who. */
  readonly hasJustNamed = $derived(isNaming(this.#history.past.at(-1)))
  readonly canRedo = $derived(this.#history.future.length > 0)

  select(id: string): void {
    this.selected = id
    const moment = this.moment
    if (!moment) return
    this.player.seek(moment.start)
    if (this.player.repeated) this.player.repeat(moment)
  }

  /** Select the listed moment that lies `by` places from the selected one. */
  selectBeside(by: number): void {
    const place = this.listed.findIndex(({ id }) => id === this.selected)
    const next = this.listed.at(place === -1 ? 0 : Math.max(0, Math.min(this.listed.length - 1, place + by)))
    if (next) this.select(next.id)
  }

  /** List only what passes `filter`, here and when the page is loaded again. */
  choose(filter: Filter): void {
    this.filter = filter
    history.replaceState(history.state, '', asking(location.href, filter))
    if (this.moment && !passes(this.moment, filter, this.namer.cast)) this.selected = null
  }

  change(moment: Moment, fields: Partial<Moment>): void {
    this.#do({ id: moment.id, before: moment, after: { ...moment, ...fields } })
  }

  /** A change that goes on with every letter, and is taken back as one. */
  write(moment: Moment, words: Partial<Pick<Moment, 'title' | 'note'>>): void {
    const edit = { id: moment.id, before: moment, after: plain({ ...moment, ...words }) }
    this.#history = retyped(this.#history, edit)
    this.#make(edit)
  }

  /** A moment of the guider's own around the playhead. */
  add(): void {
    const { film, codebook } = this.workspace
    const id = crypto.randomUUID()
    const span = around(this.player.at, film.length)
    const words = { title: OWN_TITLE, note: '', reasons: [], principle: null, person: null }
    const after: Moment = { id, film: film.id, ...span, ...words, origin: 'own', standing: 'kept', codebook: codebook.reference }
    this.#do({ id, before: null, after })
    this.selected = id
  }

  remove(moment: Moment): void {
    this.#do({ id: moment.id, before: moment, after: null })
  }

  begin(moment: Moment, at: Micros): void {
    this.change(moment, beginning(moment, at))
  }

  finish(moment: Moment, at: Micros): void {
    this.change(moment, ending(moment, at, this.workspace.film.length))
  }

  /** Have the film looked through, again where it was before; or no further. */
  async look(isWanted: boolean): Promise<void> {
    try {
      this.analysis = await this.#api.look(isWanted)
      this.trouble = ''
    } catch {
      this.trouble = isWanted ? 'The film cannot be looked through just now. Try again in a moment.' : 'This could not be stopped just now. Try again in a moment.'
    }
    this.#pollWhileRunning()
  }

  undo(): void {
    this.#step(stepBack(this.#history))
  }

  redo(): void {
    this.#step(stepOn(this.#history))
  }

  /** The version of a codebook in whose words a moment is. */
  wordsOf(moment: Moment): Codebook {
    const { codebook, older } = this.workspace
    return older.find(({ reference }) => reference === moment.codebook) ?? codebook
  }

  principleOf(moment: Moment): Principle | null {
    return found(this.wordsOf(moment), moment.principle)
  }

  /** What a code means, in the newest words where they have it. */
  principle(code: string | null): Principle | null {
    const { codebook, older } = this.workspace
    return [codebook, ...older].map((book) => found(book, code)).find((each) => each !== null) ?? null
  }

  person(id: string | null): Person | null {
    return this.workspace.people.find((person) => person.id === id) ?? null
  }

  // What the guider has in hand stays, whatever becomes of its principle.
  #isListed(moment: Moment): boolean {
    return moment.id === this.selected || passes(moment, this.filter, this.namer.cast)
  }

  #do(edit: Edit): void {
    if (changesNothing(edit)) return
    this.#history = recorded(this.#history, edit)
    this.#make(edit)
  }

  #step(step: Step | null): void {
    if (!step) return
    this.#history = step.history
    if (isNaming(step.deed)) {
      this.namer.take(step.deed.after)
      return
    }
    this.#make(step.deed)
    if (step.deed.after) this.selected = step.deed.id
  }

  #make(edit: Edit): void {
    this.moments = applied(this.moments, edit)
    this.saver.add(edit)
    this.trouble = ''
    if (this.player.repeated && edit.after?.id === this.selected) this.player.repeated = edit.after
  }

  #takeOver(refusals: readonly Refusal[]): void {
    for (const { id, now } of refusals) {
      this.moments = applied(this.moments, { id, before: null, after: now })
      this.#history = forgotten(this.#history, id)
    }
    this.trouble = refusals.at(0)?.words ?? ''
  }

  #pollWhileRunning(): void {
    this.#stopPolling?.()
    this.#stopPolling = isUnderWay(this.analysis) ? this.#scope.after(POLL, () => void this.#poll()) : null
  }

  async #poll(): Promise<void> {
    try {
      const analysis = await this.#api.analysis()
      if (isUnderWay(analysis)) this.analysis = analysis
      else this.#renew(await this.#api.workspace())
    } catch {
      // The next look, two seconds on, may find the server again.
    }
    this.#pollWhileRunning()
  }

  // What is not yet acknowledged stays as it is on the screen: its edit is still on the way.
  #renew(workspace: Workspace): void {
    const unsent = this.moments.filter(({ id }) => this.saver.holds(id))
    const fresh = workspace.moments.filter(({ id }) => !this.saver.holds(id))
    this.workspace = workspace
    this.analysis = workspace.analysis
    this.namer.renew(workspace.naming)
    // What was said of the people found before cannot be taken back for those found now.
    this.#history = forgottenNaming(this.#history)
    this.moments = inOrder([...fresh, ...unsent])
  }
}

function found({ levels }: Codebook, code: string | null): Principle | null {
  return levels.flatMap(({ principles }) => principles).find((principle) => principle.code === code) ?? null
}

export const isUnderWay = ({ state }: Analysis): boolean => state === 'waiting' || state === 'running'
