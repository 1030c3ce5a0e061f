import type { Namer } from './namer.svelte'
import { accounts, evidenceAt, type Account } from '../seen/evidence'
import { rowsOf, type Row } from '../seen/rows'
import { percent, shareSeen } from '../seen/sight'
import { hasPart } from '../seen/filter'
import type { Micros, Moment, Observation, Workspace } from '../wire'

/** What was seen and heard of the people in the film, and how much of it the guider wants to see. */
export class Sight {
  /** Whether every signal has a lane of its own. */
  isWhole = $state(false)
  /** The second whose evidence is open; null while none is. */
  at: Micros | null = $state(null)
  readonly #workspace: () => Workspace
  readonly #namer: Namer

  constructor(workspace: () => Workspace, namer: Namer) {
    this.#workspace = workspace
    this.#namer = namer
  }

  readonly rows: readonly Row[] = $derived.by(() => rowsOf({ ...this.#workspace(), seen: this.#namer.called }, this.#namer.naming.swaps))
  readonly evidence: readonly Observation[] = $derived.by(() => (this.at === null ? [] : evidenceAt(this.#namer.observations, this.at)))
  readonly accounts: readonly Account[] = $derived.by(() => accounts(this.evidence, this.#namer.called))

  open(at: Micros): void {
    this.at = at
  }

  close(): void {
    this.at = null
  }

  /** Who was poorly seen in `moment`, in sentences; empty where everyone was seen well. */
  poorly(moment: Moment): readonly string[] {
    const { seenWell } = this.#workspace()
    return this.#namer.called.flatMap((person) => {
      const face = this.rows.find(({ who }) => who === person.who)?.face
      const isMeant = moment.reasons.length === 0 || hasPart(moment, person.who, this.#namer.cast)
      const share = face && isMeant ? shareSeen(face, moment) : 1
      if (share >= seenWell) return []
      return [share === 0 ? `The face of ${person.words} was not seen in this moment.` : `The face of ${person.words} was seen in ${percent(share)} of this moment.`]
    })
  }
}
