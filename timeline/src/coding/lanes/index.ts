import { LaneEvents } from './lane-events'
import { nearestOf } from './times'
import type { Lane, Turn } from '../lane'
import type { CodedEvent, Micros } from '../../wire'

/**
 * All that is coded of a film, lane by lane, to be asked for a stretch or an edge without looking at the rest.
 *
 * Events that no lane is found for are left out of all answers.
 */
export class LaneIndex {
  readonly #find: (event: CodedEvent) => string | null
  readonly #lanes = new Map<string, LaneEvents>()
  readonly #byId = new Map<string, CodedEvent>()

  /** `find` is as from `laneFinder`. */
  constructor(lanes: readonly Lane[], find: (event: CodedEvent) => string | null, events: readonly CodedEvent[]) {
    this.#find = find
    for (const { id, codes } of lanes) this.#lanes.set(id, new LaneEvents(codes))
    this.apply({ gone: [], come: events })
  }

  get count(): number {
    return this.#byId.size
  }

  /** Follow one deed. What goes is found by its id, so that it need not be as it was; what comes takes the place of its own. */
  apply({ gone, come }: Turn): void {
    const ids = new Set([...gone, ...come].map(({ id }) => id))
    const known = [...ids].flatMap((id) => this.#byId.get(id) ?? [])
    const [leaving, coming] = [this.#sorted(known), this.#sorted(come)]
    for (const [id, lane] of this.#lanes) {
      const [out, into] = [leaving.get(id) ?? [], coming.get(id) ?? []]
      if (out.length + into.length > 0) lane.change(out, into)
    }
    for (const { id } of known) this.#byId.delete(id)
    for (const events of coming.values()) for (const event of events) this.#byId.set(event.id, event)
  }

  get(id: string): CodedEvent | null {
    return this.#byId.get(id) ?? null
  }

  laneOf(event: CodedEvent): string | null {
    return this.#find(event)
  }

  lane(id: string): LaneEvents | null {
    return this.#lanes.get(id) ?? null
  }

  /** The events of `lane`, or of all, that overlap [from, to), lane by lane in order of start. */
  between(from: Micros, to: Micros, lane: string | null = null): CodedEvent[] {
    return this.#asked(lane).flatMap((each) => each.between(from, to))
  }

  /** The events that hold `at`: states that have begun and not ended, and points exactly there. */
  at(at: Micros, lane: string | null = null): CodedEvent[] {
    return this.between(at, at + 1, lane)
  }

  /** The edge nearest to `at`, not farther than `within`. */
  nearestEdge(at: Micros, within: Micros, lane: string | null = null): Micros | null {
    return nearestOf(this.#asked(lane).map(({ edges }) => edges.nearest(at, within)), at, within)
  }

  /** The first edge after `at`, of `lane` or of all. */
  edgeAfter(at: Micros, lane: string | null = null): Micros | null {
    return nearestOf(this.#asked(lane).map(({ edges }) => edges.after(at)), at, Infinity)
  }

  /** The last edge before `at`, of `lane` or of all. */
  edgeBefore(at: Micros, lane: string | null = null): Micros | null {
    return nearestOf(this.#asked(lane).map(({ edges }) => edges.before(at)), at, Infinity)
  }

  #asked(lane: string | null): LaneEvents[] {
    if (lane === null) return [...this.#lanes.values()]
    const found = this.#lanes.get(lane)
    return found ? [found] : []
  }

  #sorted(events: readonly CodedEvent[]): Map<string, CodedEvent[]> {
    const found = new Map<string, CodedEvent[]>()
    for (const event of events) {
      const lane = this.#find(event)
      if (lane === null || !this.#lanes.has(lane)) continue
      const there = found.get(lane)
      if (there) there.push(event)
      else found.set(lane, [event])
    }
    return found
  }
}
