import type { Answer } from './ask'

/**
 * What was written or marked and has not been taken by the server, in order; a later word on the same thing takes the
 * place of the earlier one. It is kept in this tab's memory alone: words of a family are never laid down in a browser.
 */
export class Outbox<T> {
  readonly #send: (message: T) => Promise<Answer<unknown>>
  readonly #changed: (count: number) => void
  #waiting = new Map<string, T>()
  #isSending = false

  constructor(send: (message: T) => Promise<Answer<unknown>>, changed: (count: number) => void) {
    this.#send = send
    this.#changed = changed
  }

  put(key: string, message: T): void {
    this.#waiting.delete(key)
    this.#waiting.set(key, message)
    this.#told()
    void this.flush()
  }

  /** Send all that waits, until the line is down; what the server refuses is not sent again. */
  async flush(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    for (let next = this.#next(); next; next = this.#next()) {
      const [key, message] = next
      const answer = await this.#send(message)
      if (answer.kind === 'no line') break
      if (this.#waiting.get(key) === message) this.#waiting.delete(key)
      this.#told()
    }
    this.#isSending = false
  }

  #next(): [string, T] | undefined {
    return this.#waiting.entries().next().value
  }

  #told(): void {
    this.#changed(this.#waiting.size)
  }
}
