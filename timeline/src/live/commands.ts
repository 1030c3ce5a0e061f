import type { Answer } from './ask'
import type { Told } from './told'
import type { Live, LiveCommand } from '../wire'

/** What sending has to tell. */
export interface Sent {
  /** The server refused a command, in one sentence. */
  readonly refused: (words: string) => void
  /** All that was done here is answered, or the line is down. */
  readonly ended: () => void
}

/**
 * What was done on this screen, on its way to the server: one command after the other, because two ways to the server
 * know no order. A place or a spot that was not sent yet gives way to the next one.
 */
export class Commands {
  readonly #send: (command: LiveCommand) => Promise<Answer<Live>>
  readonly #told: Told
  readonly #sent: Sent
  #queue: readonly LiveCommand[] = []
  #isSending = false

  constructor(send: (command: LiveCommand) => Promise<Answer<Live>>, told: Told, sent: Sent) {
    this.#send = send
    this.#told = told
    this.#sent = sent
  }

  get isSending(): boolean {
    return this.#isSending
  }

  put(wish: LiveCommand): void {
    const last = this.#queue.at(-1)
    const replaces = this.#queue.length > 1 && last?.do === wish.do && (wish.do === 'seek' || wish.do === 'point')
    this.#queue = [...(replaces ? this.#queue.slice(0, -1) : this.#queue), wish]
  }

  /** Send all that waits; what is put meanwhile goes with it. */
  async flush(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    for (let [next] = this.#queue; next; [next] = this.#queue) {
      const answer = await this.#send(next)
      if (answer.kind === 'refused') this.#sent.refused(answer.words)
      if (answer.kind === 'no line') {
        this.#told.failed()
        this.#queue = []
      }
      this.#queue = this.#queue.slice(1)
      if (answer.kind !== 'no line' && this.#queue.length === 0) this.#told.answered()
    }
    this.#isSending = false
    this.#sent.ended()
  }
}
