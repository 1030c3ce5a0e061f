import type { Code, CodedEvent, CodeLevel, CodingBook, Modifier } from '../wire'

/** A codebook, asked by its codes. */
export class Book {
  readonly #codes = new Map<string, Code>()
  readonly #levels = new Map<string, CodeLevel>()
  readonly #modifiers: ReadonlyMap<string, Modifier>
  readonly #outer: ReadonlySet<string>
  readonly #isForLines: boolean

  constructor(book: CodingBook) {
    for (const level of book.levels) {
      for (const code of level.codes) {
        this.#codes.set(code.code, code)
        this.#levels.set(code.code, level)
      }
    }
    this.#isForLines = book.isForLines
    this.#outer = new Set(this.codes.map(({ within }) => within))
    this.#modifiers = new Map(book.modifiers.map((modifier) => [modifier.code, modifier]))
  }

  get codes(): readonly Code[] {
    return [...this.#codes.values()]
  }

  find(code: string): Code | null {
    return this.#codes.get(code) ?? null
  }

  label(code: string): string {
    return this.#codes.get(code)?.label ?? code
  }

  isPoint(code: string): boolean {
    return this.#codes.get(code)?.shape === 'point'
  }

  /** Whether there are codes that belong inside this one. */
  holds(code: string): boolean {
    return this.#outer.has(code)
  }

  areOfOneLevel(one: string, other: string): boolean {
    return this.#levels.has(one) && this.#levels.get(one) === this.#levels.get(other)
  }

  /**
   * The level in which a state shuts out all others of its person, itself too; null for points and where several may be.
   *
   * Lines of a transcript are no states: where two overlap, both were said.
   */
  exclusiveLevel(code: string): string | null {
    return this.#isForLines ? null : this.#chosenIn(code)
  }

  /** Whether one ends while it is coded as the other begins: of their level one is chosen at a time. */
  relieves(one: string, other: string): boolean {
    const level = this.#chosenIn(one)
    return level !== null && level === this.#chosenIn(other)
  }

  /** Whether two states may not be at one time of one person. */
  exclude(one: string, other: string): boolean {
    const level = this.exclusiveLevel(one)
    return level !== null && level === this.exclusiveLevel(other)
  }

  /** What can be said more closely of a code, in the codebook's order for it. */
  modifiers(code: string): readonly Modifier[] {
    return (this.#codes.get(code)?.modifiers ?? []).flatMap((name) => this.#modifiers.get(name) ?? [])
  }

  /** What of `modifiers` can be said of `code` too. */
  fitting(code: string, modifiers: CodedEvent['modifiers']): CodedEvent['modifiers'] {
    const names = this.#codes.get(code)?.modifiers ?? []
    return Object.fromEntries(Object.entries(modifiers).filter(([name]) => names.includes(name)))
  }

  #chosenIn(code: string): string | null {
    const level = this.#levels.get(code)
    return level?.isExclusive && !this.isPoint(code) ? level.letter : null
  }
}
