/** Storage as a browser has it, for one test. */
export class Shelf implements Storage {
  readonly #items = new Map<string, string>();
  [name: string]: unknown
  get length(): number {
    return this.#items.size
  }
  clear(): void {
    this.#items.clear()
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null
  }
  key(index: number): string | null {
    return [...this.#items.keys()].at(index) ?? null
  }
  removeItem(key: string): void {
    this.#items.delete(key)
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value)
  }
  text(): string {
    return JSON.stringify([...this.#items])
  }
}
