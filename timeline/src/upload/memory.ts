import type { PreviousUpload, UrlStorage } from './tus-types'

const PREFIX = 'vignette-upload-'

/** What the browser remembers of an unfinished upload: where it goes on, never what it is called or who is in it. */
interface Remembered {
  readonly uploadUrl: string
  readonly size: number | null
  readonly creationTime: string
}

/** Where tus looks for an upload to go on with. */
export class UploadMemory implements UrlStorage {
  readonly #storage: Storage

  constructor(storage: Storage) {
    this.#storage = storage
  }

  findAllUploads(): Promise<PreviousUpload[]> {
    const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index) ?? '')
    return Promise.resolve(keys.filter((key) => key.startsWith(PREFIX)).flatMap((key) => this.#read(key)))
  }

  findUploadsByFingerprint(fingerprint: string): Promise<PreviousUpload[]> {
    return Promise.resolve(this.#read(PREFIX + fingerprint))
  }

  removeUpload(key: string): Promise<void> {
    this.#storage.removeItem(key)
    return Promise.resolve()
  }

  addUpload(fingerprint: string, { uploadUrl, size, creationTime }: PreviousUpload): Promise<string> {
    const key = PREFIX + fingerprint
    this.#storage.setItem(key, JSON.stringify({ uploadUrl, size, creationTime }))
    return Promise.resolve(key)
  }

  #read(key: string): PreviousUpload[] {
    const text = this.#storage.getItem(key)
    if (text === null) return []
    const { uploadUrl, size, creationTime } = JSON.parse(text) as Remembered
    return [{ uploadUrl, size, creationTime, metadata: {}, parallelUploadUrls: null, urlStorageKey: key }]
  }
}

/** A name for a film that says nothing about it: the same file chosen again for the same family has the same. */
export async function fingerprintOf(file: Pick<File, 'size' | 'lastModified'>, family: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${file.size} ${file.lastModified} ${family}`)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
