import { Upload, type DetailedError, type HttpRequest, type HttpResponse } from 'tus-js-client'

import { digestOf, keepDigest } from './digest'
import { newKey } from './key'
import { fingerprintOf, UploadMemory } from './memory'
import { marked, timeLeft, type Mark } from './pace'
import { csrfToken } from '../csrf'
import { Scope } from '../scope'

// The server keeps what came every few seconds, however long a request is; each request costs it as much as 50 MB.
const CHUNK = 256 * 1024 * 1024
const MINUTE = 60_000
// A server that is down for the night is tried until the morning.
const RETRIES = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, ...Array<number>(12 * 60).fill(MINUTE)]

const NO_CONNECTION = 'The connection is gone. What has arrived is kept, and it goes on by itself once you are connected again.'
const SIGNED_OUT = 'You are signed out. Sign in again in another tab, then go on here: nothing is lost.'
const ELSEWHERE = 'This film is now being sent from another window, or was given up there.'
const CHANGED = 'This file changed, or can no longer be read. If it is still being recorded or fetched from the cloud, wait until it is done, then choose it again.'

/** What is to be sent, and where to. */
export interface Parcel {
  readonly file: File
  readonly endpoint: string
  readonly family: string
  /** Ids of the people in the film. */
  readonly people: readonly string[]
  /** The bytes of each file where several were put one after the other. */
  readonly pieces?: readonly number[]
  /** Whether it was sealed to the server's key on this device. */
  readonly isEnveloped?: boolean
}

/** One film on its way to the server. It goes on where it stopped, after a reload too. */
export class FilmUpload {
  state: 'sending' | 'paused' | 'stopped' | 'checking' | 'done' = $state('sending')
  sent = $state(0)
  /** Milliseconds left, null while nobody can say. */
  left: number | null = $state(null)
  problem = $state('')
  /** The film's id once all of it has arrived. */
  film = $state('')

  readonly size: number
  readonly #file: File
  readonly #upload: Upload
  readonly #scope = new Scope()
  readonly #digest: Promise<string | null>
  #key = ''
  #isElsewhere = false
  #marks: readonly Mark[] = []

  /** `whenDone` is told the film's id, which the server gives as the last part of the upload's address. */
  constructor(parcel: Parcel, whenDone: (id: string) => void) {
    this.#file = parcel.file
    this.size = parcel.file.size
    // A film sealed on the phone is opened by the server, which then has other bytes to reckon with.
    this.#digest = parcel.isEnveloped ? Promise.resolve(null) : digestOf(parcel.file)
    this.#upload = new Upload(parcel.file, {
      ...addressed(parcel),
      onBeforeRequest: (request) => { this.#sign(request) },
      onAfterResponse: (request, response) => { this.#hear(request, response) },
      onShouldRetry: (error) => this.#isWorthATry(error),
      onProgress: (sent) => { this.#progress(sent) },
      onError: (error) => { this.#stop('originalResponse' in error ? error.originalResponse : null) },
      onSuccess: () => { void this.#arrive(idIn(this.#upload.url ?? ''), whenDone) },
    })
    this.#scope.on(window, 'online', () => { if (this.state === 'sending' && this.problem) void this.#again() })
  }

  async start(): Promise<void> {
    const earlier = (await this.#upload.findPreviousUploads()).at(0)
    if (earlier) this.#upload.resumeFromPreviousUpload(earlier)
    await this.#go()
  }

  pause(): void {
    this.state = 'paused'
    void this.#upload.abort()
  }

  goOn(): void {
    void this.#go()
  }

  async #go(): Promise<void> {
    this.state = 'sending'
    this.problem = ''
    this.#marks = []
    const address = this.#upload.url
    if (this.#key === '' && address) await this.#comeBack(address)
    else this.#upload.start()
  }

  /** Ask for a new key to the upload at `address`, and go on with it, or begin anew where there is nothing any more. */
  async #comeBack(address: string): Promise<void> {
    const answer = await newKey(address)
    if ('key' in answer) this.#key = answer.key
    else if (answer.without === 'signed out') { this.#halt(SIGNED_OUT); return }
    else if (answer.without === 'no connection') { this.#halt(NO_CONNECTION); return }
    else if (answer.without === 'gone') await this.#forget()
    this.#upload.start()
  }

  async #forget(): Promise<void> {
    for (const { urlStorageKey } of await this.#upload.findPreviousUploads()) {
      await this.#upload.options.urlStorage?.removeUpload(urlStorageKey)
    }
    this.#upload.url = null
  }

  async #again(): Promise<void> {
    await this.#upload.abort()
    await this.#go()
  }

  #sign(request: HttpRequest): void {
    if (request.getMethod() === 'POST') request.setHeader('X-CSRFToken', csrfToken())
    else if (this.#key !== '') request.setHeader('Upload-Key', this.#key)
    else request.setHeader('X-CSRFToken', csrfToken())
  }

  #hear(request: HttpRequest, response: HttpResponse): void {
    this.#key = response.getHeader('Upload-Key') ?? this.#key
    this.#isElsewhere = request.getMethod() !== 'POST' && [401, 403, 404, 410].includes(response.getStatus())
    // The library would begin a second film where the first cannot be found.
    if (this.#isElsewhere) throw new Error(ELSEWHERE)
    if (response.getStatus() < 400) this.problem = ''
  }

  #isWorthATry(error: DetailedError): boolean {
    if (this.#isElsewhere) return false
    const status = error.originalResponse?.getStatus() ?? 0
    if (status === 0) void this.#lookAtTheFile()
    if (status !== 423) this.problem = error.originalResponse ? sentenceOf(error.originalResponse.getBody()) : NO_CONNECTION
    const isRefused = status >= 400 && status < 500 && status !== 409 && status !== 423
    return !isRefused && !(status === 507 && error.originalRequest.getMethod() === 'POST')
  }

  /** A file that changed breaks the line just like a network that is gone. */
  async #lookAtTheFile(): Promise<void> {
    try {
      await this.#file.slice(-1).arrayBuffer()
    } catch {
      await this.#upload.abort()
      this.#halt(CHANGED)
    }
  }

  #progress(sent: number): void {
    this.sent = sent
    this.#marks = marked(this.#marks, { at: performance.now(), sent })
    this.left = timeLeft(this.#marks, this.size - sent)
  }

  #stop(answer: HttpResponse | null): void {
    if (this.#isElsewhere) this.#key = ''
    this.#halt(this.#isElsewhere ? ELSEWHERE : answer ? sentenceOf(answer.getBody()) : NO_CONNECTION)
  }

  #halt(problem: string): void {
    this.state = 'stopped'
    this.problem = problem
  }

  async #arrive(film: string, whenDone: (id: string) => void): Promise<void> {
    this.#scope.end()
    this.film = film
    this.state = 'checking'
    const digest = await this.#digest
    if (digest !== null) keepDigest(film, digest)
    this.state = 'done'
    whenDone(film)
  }
}

function addressed(parcel: Parcel): ConstructorParameters<typeof Upload>[1] {
  const { file, endpoint, family, people, pieces = [], isEnveloped = false } = parcel
  return {
    endpoint,
    chunkSize: CHUNK,
    retryDelays: RETRIES,
    metadata: {
      filename: file.name,
      people: people.join(','),
      'file-day': dayOf(file.lastModified),
      ...(pieces.length > 1 ? { pieces: pieces.join(',') } : {}),
      ...(isEnveloped ? { enveloped: '1' } : {}),
    },
    // The memory keeps an address and a size; the library's own would keep the file's name.
    urlStorage: new UploadMemory(localStorage),
    fingerprint: () => fingerprintOf(file, family),
    removeFingerprintOnSuccess: true,
  }
}

/** The day of a moment as it is here, YYYY-MM-DD. */
function dayOf(at: number): string {
  const day = new Date(at)
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

const idIn = (address: string): string => address.split(/[?#]/)[0]?.split('/').filter(Boolean).at(-1) ?? ''

/** The server's refusal if it is one short plain sentence, otherwise our own. */
function sentenceOf(body: string): string {
  const words = body.trim()
  const isSentence = words !== '' && words.length < 300 && !/[<{]/.test(words)
  return isSentence ? words : 'The server did not take the film. Try again in a moment.'
}
