import { Upload, type DetailedError } from 'tus-js-client'

import { fingerprintOf, UploadMemory } from './memory'
import { marked, timeLeft, type Mark } from './pace'
import { csrfToken } from '../csrf'

const CHUNK = 8 * 1024 * 1024
const NO_CONNECTION = 'The connection is gone. What has arrived is kept: go on when you are connected again.'

/** What is to be sent, and where to. */
export interface Parcel {
  readonly file: File
  readonly endpoint: string
  readonly family: string
  /** Ids of the people in the film. */
  readonly people: readonly string[]
  /** The day of filming as YYYY-MM-DD, or empty. */
  readonly filmedOn: string
  /** The bytes of each file where several were put one after the other. */
  readonly pieces?: readonly number[]
  /** Whether it was sealed to the server's key on this device. */
  readonly isEnveloped?: boolean
}

/** One film on its way to the server. It goes on where it stopped, after a reload too. */
export class FilmUpload {
  state: 'sending' | 'paused' | 'stopped' | 'done' = $state('sending')
  sent = $state(0)
  /** Milliseconds left, null while nobody can say. */
  left: number | null = $state(null)
  problem = $state('')

  readonly size: number
  readonly #upload: Upload
  #marks: readonly Mark[] = []

  /** `whenDone` is told the film's id, which the server gives as the last part of the upload's address. */
  constructor(parcel: Parcel, whenDone: (id: string) => void) {
    this.size = parcel.file.size
    this.#upload = new Upload(parcel.file, {
      ...addressed(parcel),
      onProgress: (sent) => { this.#progress(sent) },
      onError: (error) => { this.#stop(error) },
      onSuccess: () => {
        this.state = 'done'
        whenDone(idIn(this.#upload.url ?? ''))
      },
    })
  }

  async start(): Promise<void> {
    const earlier = (await this.#upload.findPreviousUploads()).at(0)
    if (earlier) this.#upload.resumeFromPreviousUpload(earlier)
    this.goOn()
  }

  pause(): void {
    this.state = 'paused'
    void this.#upload.abort()
  }

  goOn(): void {
    this.state = 'sending'
    this.problem = ''
    this.#marks = []
    this.#upload.start()
  }

  #progress(sent: number): void {
    this.sent = sent
    this.#marks = marked(this.#marks, { at: performance.now(), sent })
    this.left = timeLeft(this.#marks, this.size - sent)
  }

  #stop(error: Error | DetailedError): void {
    this.state = 'stopped'
    const answer = 'originalResponse' in error ? error.originalResponse : null
    this.problem = answer ? sentenceOf(answer.getBody()) : NO_CONNECTION
  }
}

function addressed({ file, endpoint, family, people, filmedOn, pieces = [], isEnveloped = false }: Parcel): ConstructorParameters<typeof Upload>[1] {
  return {
    endpoint,
    chunkSize: CHUNK,
    retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000],
    headers: { 'X-CSRFToken': csrfToken() },
    metadata: {
      filename: file.name,
      people: people.join(','),
      'filmed-on': filmedOn,
      ...(pieces.length > 1 ? { pieces: pieces.join(',') } : {}),
      ...(isEnveloped ? { enveloped: '1' } : {}),
    },
    // The memory keeps an address and a size; the library's own would keep the file's name.
    urlStorage: new UploadMemory(localStorage),
    fingerprint: () => fingerprintOf(file, family),
    removeFingerprintOnSuccess: true,
  }
}

export const idIn = (address: string): string => address.split(/[?#]/)[0]?.split('/').filter(Boolean).at(-1) ?? ''

/** The server's refusal if it is one short plain sentence, otherwise our own. */
export function sentenceOf(body: string): string {
  const words = body.trim()
  const isSentence = words !== '' && words.length < 300 && !/[<{]/.test(words)
  return isSentence ? words : 'The server did not take the film. Try again in a moment.'
}
