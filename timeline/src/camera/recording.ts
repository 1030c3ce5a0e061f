import { Envelope } from './envelope'
import { BYTES_PER_MINUTE } from './room'

/** A file of this phone that only one writer has open; where it was asked for, older browsers answer later. */
export interface Handle {
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number
  truncate(size: number): unknown
  flush(): unknown
  close(): unknown
}

/** What is known of a recording without opening it: identities that name nobody, and times. */
export interface About {
  readonly id: string
  /** The film it belongs to: filming that was interrupted goes on in another recording of the same film. */
  readonly film: string
  readonly family: string
  /** The reel whose review it is a film of; not there where it is none. */
  readonly review?: string
  readonly people: readonly string[]
  /** When it began, in milliseconds since 1970 by the clock of this phone. */
  readonly began: number
}

export const SEALED = '.sealed'
export const NOTES = '.notes'

/** One recording on its way into the phone: each part is sealed, and on the disk before it counts. */
export class Recording {
  parts = 0
  readonly #envelope: Envelope
  readonly #sealed: Appended
  readonly #notes: Appended
  #isTorn = false

  private constructor(envelope: Envelope, sealed: Appended, notes: Appended) {
    this.#envelope = envelope
    this.#sealed = sealed
    this.#notes = notes
  }

  /** Begin where `open` gives new, empty files. The notes come first: without them nobody would find the film. */
  static async begin(about: About, recipient: Uint8Array<ArrayBuffer>, open: (name: string) => Promise<Handle>): Promise<Recording> {
    const envelope = await Envelope.to(recipient, about.family)
    const notes = new Appended(await open(about.id + NOTES))
    await notes.add(line(about))
    const sealed = new Appended(await open(about.id + SEALED))
    await sealed.reserve(BYTES_PER_MINUTE)
    await sealed.add(envelope.header)
    return new Recording(envelope, sealed, notes)
  }

  /** Keep the part that was filmed until `milliseconds` after the beginning. */
  async part(plain: Uint8Array<ArrayBuffer>, milliseconds: number): Promise<void> {
    await this.#keep(await this.#envelope.seal(plain))
    await this.#notes.add(line({ until: Math.round(milliseconds) }))
    this.parts += 1
  }

  /** Filming came to its end: nothing more can follow, and the files are let go of. */
  async end(): Promise<void> {
    try {
      if (!this.#isTorn) await this.#keep(await this.#envelope.seal(new Uint8Array(), true))
    } finally {
      await this.#sealed.close()
      await this.#notes.close()
    }
  }

  async #keep(segment: Uint8Array<ArrayBuffer>): Promise<void> {
    // A part that was sealed and could not be kept leaves a gap, after which no other would open.
    if (this.#isTorn) throw new DOMException('A part before this one was lost.', 'InvalidStateError')
    this.#isTorn = true
    await this.#sealed.add(segment)
    this.#isTorn = false
  }
}

/** A file that only ever grows by what is wholly on the disk. */
class Appended {
  readonly #handle: Handle
  #size = 0

  constructor(handle: Handle) {
    this.#handle = handle
  }

  /** Fail now rather than in a moment where there is no room for `bytes`: not every browser tells how much there is. */
  async reserve(bytes: number): Promise<void> {
    await this.#handle.truncate(this.#size + bytes)
    await this.#handle.truncate(this.#size)
  }

  async add(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      const written = this.#handle.write(bytes, { at: this.#size })
      if (written < bytes.length) throw new DOMException('The phone is full.', 'QuotaExceededError')
      await this.#handle.flush()
    } catch (error) {
      await this.#handle.truncate(this.#size)
      throw error
    }
    this.#size += bytes.length
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }
}

const line = (value: object): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value) + '\n')
