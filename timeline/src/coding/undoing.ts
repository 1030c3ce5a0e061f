import { fits, keeps, restsOn, same } from './changes'
import type { Sheet } from './sheet'
import type { Change, CodedEvent, Deed } from '../wire'

/** A step back or on: what to do now, and one sentence where not all of it can be done. */
export interface Step {
  readonly deed: Deed | null
  readonly words: string
}

/**
 * What can be taken back and done again, without limit: it follows from this coder's deeds and what each `undoes`.
 *
 * Notes that are written on are taken back as one.
 */
export class Undoing {
  #known: Deed[]
  #past: Deed[] = []
  #future: Deed[] = []
  #ids: Set<string>

  /** `known`: this coder's deeds, latest last. */
  constructor(known: readonly Deed[]) {
    this.#known = [...known]
    this.#ids = new Set(known.map(({ id }) => id))
    this.#derive()
  }

  /** How many deeds are known. */
  get count(): number {
    return this.#known.length
  }

  get backs(): number {
    return this.#past.length
  }

  get ons(): number {
    return this.#future.length
  }

  knows(id: string): boolean {
    return this.#ids.has(id)
  }

  record(deed: Deed): void {
    if (this.#ids.has(deed.id)) return
    this.#ids.add(deed.id)
    this.#known.push(deed)
    this.#take(deed)
  }

  /** `deeds` came before those that are known. */
  older(deeds: readonly Deed[]): void {
    const fresh = deeds.filter(({ id }) => !this.#ids.has(id))
    for (const { id } of fresh) this.#ids.add(id)
    this.#known = [...fresh, ...this.#known]
    this.#derive()
  }

  /**
   * `deeds` are what this coder did since the server was asked last, in its order: they come before what is `waiting`.
   *
   * So every device takes back and does again the same, whichever of them did something first.
   */
  learn(deeds: readonly Deed[], waiting: readonly Deed[]): void {
    const last = new Set(waiting.map(({ id }) => id))
    const news = new Set(deeds.map(({ id }) => id))
    const before = this.#known.filter(({ id }) => !news.has(id))
    this.renew([...before.filter(({ id }) => !last.has(id)), ...deeds, ...before.filter(({ id }) => last.has(id))])
  }

  /** `deeds`, latest last, and nothing else is what this coder did. */
  renew(deeds: readonly Deed[]): void {
    this.#ids = new Set(deeds.map(({ id }) => id))
    this.#known = [...deeds]
    this.#derive()
  }

  /** The deed called `id` was refused: it never was. */
  forget(id: string): void {
    this.#ids.delete(id)
    this.#known = this.#known.filter((deed) => deed.id !== id)
    this.#derive()
  }

  /** Take back the last deed, as far as nobody else has changed what it changed; null where there is none. */
  back(sheet: Sheet): Step | null {
    const last = this.#past.at(-1)
    return last ? this.#step(last, sheet, this.#past) : null
  }

  /** Do again what was taken back last. */
  on(sheet: Sheet): Step | null {
    const last = this.#future.at(-1)
    return last ? this.#step(last, sheet, this.#future) : null
  }

  #step(last: Deed, sheet: Sheet, from: Deed[]): Step {
    const all = last.changes.map(reversed).reverse()
    const isAsLeft = (change: Change): boolean => (keeps(change) ? fits(change, sheet.get(change.event)) : same(sheet.get(change.event), change.before))
    const missing = all.filter((change) => !isAsLeft(change))
    // What is only kept goes along, so that what is done again rests on it too.
    const changes = all.filter((change) => keeps(change) || (isAsLeft(change) && !missing.some((each) => restsOn(change, each))))
    const words = changes.length === all.length ? '' : 'Somebody else has changed this since: it stays as it is.'
    if (changes.every(keeps)) {
      from.pop()
      return { deed: null, words }
    }
    const deed = { id: crypto.randomUUID(), changes, undoes: last.id }
    this.record(deed)
    return { deed, words }
  }

  #derive(): void {
    this.#past = []
    this.#future = []
    for (const deed of this.#known) this.#take(deed)
  }

  #take(deed: Deed): void {
    if (deed.undoes === null) this.#do(deed)
    else if (removed(this.#future, deed.undoes)) this.#past.push(deed)
    else {
      removed(this.#past, deed.undoes)
      this.#future.push(deed)
    }
  }

  #do(deed: Deed): void {
    const last = this.#past.at(-1)
    const [change, before] = [written(deed), last && written(last)]
    const goesOn = this.#future.length === 0 && change && before && same(change.before, before.after)
    if (goesOn) this.#past[this.#past.length - 1] = { ...deed, changes: [{ ...change, before: before.before }] }
    else this.#past.push(deed)
    this.#future = []
  }
}

const reversed = ({ event, before, after }: Change): Change => ({ event, before: after, after: before })

/** The one change of a deed that only writes in a note; null for any other deed. */
function written({ changes, undoes }: Deed): { before: CodedEvent; after: CodedEvent; event: string } | null {
  const [change, ...others] = changes
  if (!change?.before || !change.after || others.length > 0 || undoes !== null) return null
  const { event, before, after } = change
  return before.note !== after.note && same({ ...before, note: after.note }, after) ? { event, before, after } : null
}

function removed(deeds: Deed[], id: string): boolean {
  const place = deeds.findLastIndex((deed) => deed.id === id)
  if (place !== -1) deeds.splice(place, 1)
  return place !== -1
}
