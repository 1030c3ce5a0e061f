import { copied, finished, given, merged, moved, noted, nudged, recoded, snapped, split, started, takenOut, told, type Desktop, type Edited } from './edits'
import type { Turn } from './lane'
import { setOf } from './sets'
import type { Hold } from '../moments/grab'
import type { Scope } from '../scope'
import type { CodedEvent, Deed, Micros } from '../wire'

/** Letters that follow each other this closely (milliseconds) are written at one stroke. */
const PAUSE = 400

/** The events that are selected, and what can be done with them. Each is one deed. */
export class Choice {
  ids: ReadonlySet<string> = $state.raw(setOf())
  #turns = $state(0)
  readonly #on: Desktop
  readonly #do: (deed: Deed) => void
  readonly #tell: (words: string) => void
  readonly #scope: Scope
  #typed: { readonly id: string; readonly note: string } | null = null
  #cancel: (() => void) | null = null

  constructor(on: Desktop, scope: Scope, act: (deed: Deed) => void, tell: (words: string) => void) {
    this.#on = on
    this.#scope = scope
    this.#do = act
    this.#tell = tell
  }

  /** The selected events as they stand, in the order of time. */
  readonly events: readonly CodedEvent[] = $derived.by(() => this.#read())
  /** The selected one where it is just one. */
  readonly only: CodedEvent | null = $derived(this.events.length === 1 ? (this.events[0] ?? null) : null)

  select(ids: Iterable<string>, isAdding = false): void {
    this.commit()
    this.ids = setOf(isAdding ? [...this.ids, ...ids] : ids)
  }

  /** Select `id` too, or no longer where it was. */
  toggle(id: string): void {
    this.select(this.ids.has(id) ? [...this.ids].filter((each) => each !== id) : [...this.ids, id])
  }

  selectAll(): void {
    this.select([...this.#on.sheet].map(({ id }) => id))
  }

  begin(at: Micros): void {
    this.#make(started(this.#on, this.events, at))
  }

  finish(at: Micros): void {
    this.#make(finished(this.#on, this.events, at))
  }

  /** An event was dragged to where its hold lies at `to`; the others that are selected move with its body. */
  drag(id: string, hold: Hold, to: Micros, edges: readonly Micros[] = [], reach: Micros = 0): void {
    const event = this.#on.sheet.get(id)
    if (!event) return
    const at = snapped(to, edges, reach)
    const all = this.ids.has(id) ? this.events : [event]
    if (hold === 'start') this.#make(started(this.#on, [event], at))
    else if (hold === 'end') this.#make(finished(this.#on, [event], at))
    else this.#make(moved(this.#on, all, at - event.start))
  }

  nudge(hold: Hold, steps: number): void {
    this.#make(nudged(this.#on, this.events, hold, steps))
  }

  /** The edge that lies nearer to `at`, by `steps` frames. */
  nudgeNearest(at: Micros, steps: number): void {
    const [first] = this.events
    if (first) this.nudge(Math.abs(first.start - at) <= Math.abs(first.end - at) ? 'start' : 'end', steps)
  }

  split(at: Micros): void {
    this.#make(split(this.#on, this.events, at))
  }

  merge(): void {
    this.#make(merged(this.#on, this.events))
  }

  copyTo(person: string | null): void {
    this.#make(copied(this.#on, this.events, person))
  }

  giveTo(person: string | null): void {
    this.#make(given(this.#on, this.events, person))
  }

  recode(code: string): void {
    this.#make(recoded(this.#on, this.events, code))
  }

  say(modifier: string, values: readonly string[]): void {
    this.#make(told(this.#on, this.events, modifier, values))
  }

  takeOut(): void {
    this.#make(takenOut(this.#on, this.events))
  }

  /** A note while it is written: it becomes a deed when the hand rests. */
  write(id: string, note: string): void {
    if (this.#typed?.id !== id) this.commit()
    this.#typed = { id, note }
    this.#cancel?.()
    this.#cancel = this.#scope.after(PAUSE, () => { this.commit() })
  }

  /** What was written becomes a deed now. */
  commit(): void {
    this.#cancel?.()
    const typed = this.#typed
    this.#typed = null
    const event = typed && this.#on.sheet.get(typed.id)
    const deed = event ? noted(this.#on, event, typed.note).deed : null
    if (deed) this.#do(deed)
  }

  /** The sheet has turned. */
  follow({ gone, come }: Turn): void {
    const there = setOf(come.map(({ id }) => id))
    const lost = setOf(gone.flatMap(({ id }) => (there.has(id) ? [] : [id])))
    if ([...lost].some((id) => this.ids.has(id))) this.ids = setOf([...this.ids].filter((id) => !lost.has(id)))
    this.#turns += 1
  }

  #read(): readonly CodedEvent[] {
    // To be read again after each turn: the sheet itself tells nobody.
    const found = this.#turns < 0 ? [] : [...this.ids].flatMap((id) => this.#on.sheet.get(id) ?? [])
    return found.sort((one, other) => one.start - other.start || one.end - other.end)
  }

  #make({ deed, words, selected }: Edited): void {
    if (deed) this.#do(deed)
    if (words) this.#tell(words)
    this.ids = setOf(selected)
  }
}
