import { pause } from './retry'

/** How far a film has been loaded, in bytes; `total` is 0 until the server has said. */
export interface Loaded {
  readonly done: number
  readonly total: number
}

/** What a film is loaded with: `get` is the browser's `fetch`, `wait` waits so many milliseconds. */
export interface Loading {
  readonly get: (address: string, how: RequestInit) => Promise<Response>
  readonly wait: (milliseconds: number) => Promise<void>
  readonly signal: AbortSignal
  readonly onprogress: (loaded: Loaded) => void
}

/** The film is not there, or not for this screen any more. */
export class Gone extends Error {}

const PIECE = 1024 * 1024

/**
 * Load the whole film at `address`, piece by piece: a line that drops costs one piece, not all of them.
 *
 * `piece` is how many bytes are asked for at once. Raises Gone where there is no film for this screen, and an AbortError once the signal is given. Any other fault is
 * tried again for as long as it lasts.
 */
export async function load(address: string, its: Loading, piece = PIECE): Promise<Blob> {
  let film = new Film()
  for (let faults = 0; !film.isWhole; ) {
    its.signal.throwIfAborted()
    try {
      film = await film.with(address, its, piece)
      faults = 0
      its.onprogress({ done: film.done, total: film.total })
    } catch (error) {
      if (error instanceof Gone || its.signal.aborted) throw error
      await its.wait(pause(faults++, Math.random()))
    }
  }
  return new Blob([...film.pieces], { type: 'video/mp4' })
}

/** The pieces so far of one version of the film, which `tag` tells from others. */
class Film {
  readonly pieces: readonly ArrayBuffer[]
  readonly tag: string
  readonly done: number
  readonly total: number

  constructor(pieces: readonly ArrayBuffer[] = [], tag = '', total = 0) {
    this.pieces = pieces
    this.tag = tag
    this.done = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
    this.total = total
  }

  get isWhole(): boolean {
    return this.total > 0 && this.done >= this.total
  }

  /** With the next piece; anew where the film was made anew meanwhile. */
  async with(address: string, { get, signal }: Loading, piece: number): Promise<Film> {
    const range = { Range: `bytes=${this.done}-${this.done + piece - 1}` }
    const headers = this.tag ? { ...range, 'If-Range': this.tag } : range
    const answer = await get(address, { headers, signal, cache: 'no-store', redirect: 'manual' })
    if ([401, 403, 404, 410].includes(answer.status) || answer.type === 'opaqueredirect') throw new Gone()
    // The film became shorter: it is another one.
    if (answer.status === 416) return new Film()
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
    const bytes = await answer.arrayBuffer()
    if (bytes.byteLength === 0) throw new Error('An empty piece.')
    if (answer.status !== 206) return new Film([bytes], '', bytes.byteLength)
    return new Film([...this.pieces, bytes], answer.headers.get('ETag') ?? '', totalOf(answer) ?? this.total)
  }
}

function totalOf(answer: Response): number | null {
  const total = Number(answer.headers.get('Content-Range')?.split('/')[1])
  return Number.isInteger(total) && total > 0 ? total : null
}
