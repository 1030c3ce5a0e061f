/** What the page and the server tell each other. Every time is a whole number of microseconds. */

export type Micros = number

export interface Reason {
  readonly at: Micros
  readonly words: string
}

export interface Moment {
  readonly id: string
  readonly film: string
  readonly start: Micros
  readonly end: Micros
  readonly title: string
  readonly principle: string | null
  readonly person: string | null
  readonly origin: 'suggested' | 'own'
  readonly standing: 'open' | 'kept' | 'dismissed'
  readonly codebook: string
  readonly reasons: readonly Reason[]
  readonly note: string
}

/** One change to one moment. `null` means that it did not exist then. */
export interface Edit {
  readonly id: string
  readonly before: Moment | null
  readonly after: Moment | null
}

export interface Refusal {
  readonly id: string
  readonly words: string
  readonly now: Moment | null
}

export interface EditsAnswer {
  readonly saved: readonly string[]
  readonly refused: readonly Refusal[]
}

export interface Analysis {
  readonly state: 'none' | 'waiting' | 'running' | 'done' | 'failed' | 'not allowed'
  readonly share: number
  readonly words: string
}

export interface Film {
  readonly id: string
  readonly length: Micros
  readonly width: number
  readonly height: number
  readonly video: string
  readonly hasSound: boolean
}

/** One sheet of small pictures, row after row; picture k stands for film time k * every up to (k + 1) * every. */
export interface Sprite {
  readonly address: string
  readonly width: number
  readonly height: number
  readonly columns: number
  readonly every: Micros
  readonly count: number
}

/** What runs along the timeline, `null` where it was not made yet; `peaks` is the address of its loudness. */
export interface Lanes {
  readonly peaks: string | null
  readonly sprite: Sprite | null
}

export interface Person {
  readonly id: string
  readonly name: string
}

export interface Principle {
  readonly code: string
  readonly label: string
  readonly hint: string
  readonly isAttuned: boolean
}

export interface Level {
  readonly letter: string
  readonly title: string
  readonly principles: readonly Principle[]
}

export interface Codebook {
  readonly reference: string
  readonly title: string
  readonly levels: readonly Level[]
}

export interface Track {
  readonly who: string
  readonly signal: string
  readonly step: Micros
  readonly values: readonly (number | null)[]
}

export interface Observation {
  readonly start: Micros
  readonly end: Micros
  readonly happening: string
  readonly who: string
  readonly strength: number
  /** What was done, with its numbers; a sentence without its subject. */
  readonly words: string
}

/** Somebody the analysis told apart: `who` in tracks and observations, `words` in reasons. */
export interface Seen {
  readonly who: string
  readonly words: string
}

export interface Named {
  readonly who: string
  readonly person: string
}

/** From `at` on, the analysis took each of these two for the other. */
export interface Swap {
  readonly at: Micros
  readonly one: string
  readonly other: string
}

/** Who is who: `who` as in tracks, `person` as in people. */
export interface Naming {
  readonly names: readonly Named[]
  readonly swaps: readonly Swap[]
}

/** Whether the film shall be looked through now, or no further. */
export interface Looking {
  readonly isWanted: boolean
}

/** What was said of who is who, and what is said now. */
export interface NamingEdit {
  readonly before: Naming
  readonly after: Naming
}

export interface Workspace {
  readonly film: Film
  /** The first frame's time, then the distance from each frame to the next. */
  readonly frameTimes: readonly Micros[]
  readonly lanes: Lanes
  readonly people: readonly Person[]
  readonly codebook: Codebook
  readonly tracks: readonly Track[]
  readonly observations: readonly Observation[]
  /** From left to right; voices that belong to no face come last. */
  readonly seen: readonly Seen[]
  /** The share of a moment below which somebody was poorly seen. */
  readonly seenWell: number
  readonly naming: Naming
  /** Who somebody may be who is not named any more, to be asked. */
  readonly guesses: readonly Named[]
  readonly moments: readonly Moment[]
  readonly analysis: Analysis
  readonly cautions: readonly string[]
}
