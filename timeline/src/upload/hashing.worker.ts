import { sha256 } from '@noble/hashes/sha2.js'

/** Bytes in memory at once, however long the film is. */
const PIECE = 4 * 1024 * 1024

/** What this thread answers: the digest of the film, or that it could not be read to its end. */
export type Reckoned = { readonly digest: string } | { readonly unreadable: true }

self.onmessage = ({ data }: MessageEvent<Blob>) => {
  void reckoned(data).then((answer) => { self.postMessage(answer) })
}

async function reckoned(film: Blob): Promise<Reckoned> {
  const soFar = sha256.create()
  try {
    for (let at = 0; at < film.size; at += PIECE) {
      soFar.update(new Uint8Array(await film.slice(at, at + PIECE).arrayBuffer()))
    }
  } catch {
    return { unreadable: true }
  }
  return { digest: Array.from(soFar.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('') }
}
