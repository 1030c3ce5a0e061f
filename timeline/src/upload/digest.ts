import type { Reckoned } from './hashing.worker'

/** The SHA-256 of `film` in hexadecimal, reckoned aside while it is sent; null where it cannot be read to its end. */
export function digestOf(film: Blob): Promise<string | null> {
  const worker = new Worker(new URL('./hashing.worker.ts', import.meta.url), { type: 'module' })
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Reckoned>) => {
      worker.terminate()
      resolve('digest' in data ? data.digest : null)
    }
    worker.onerror = () => { resolve(null) }
    worker.postMessage(film)
  })
}

const PREFIX = 'vignette-sent-'

/** Keep, for as long as this tab lives, what was sent as `film`. */
export function keepDigest(film: string, digest: string): void {
  sessionStorage.setItem(PREFIX + film, digest)
}

/** What this tab sent as `film`; null where another did, or the guider has seen that all is well. */
export const keptDigest = (film: string): string | null => sessionStorage.getItem(PREFIX + film)

export function forgetDigest(film: string): void {
  sessionStorage.removeItem(PREFIX + film)
}
