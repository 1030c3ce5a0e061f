/** A file as it was chosen, with the folders it lay in: `PRIVATE/AVCHD/BDMV/STREAM/00001.MTS`. */
export interface Chosen {
  readonly file: Pick<File, 'name' | 'size' | 'lastModified'>
  readonly path: string
}

/** The files of one recording, in order. */
export type Recording<C extends Chosen = Chosen> = readonly C[]

const FILMS = /\.(mts|m2ts|mp4|mov|m4v|avi|mkv|webm|3gp|mpe?g|mod|vob|mxf|dv|wmv)$/i
// Beside the films a card holds small copies of them, and what computers leave behind.
const BESIDE = /(^|\/)(\._[^/]*$|\.|SUB\/|THMBNL\/|BACKUP\/|__MACOSX\/)/i

const GIB = 2 ** 30
/** Bytes after which cameras begin a new file, and how far below that they stop. */
const LIMITS: readonly (readonly [number, number])[] = [[2 * GIB, 0.9], [4 * GIB, 0.85]]
/** Milliseconds within which a file of such a size is written, even by a camera that needs few bytes. */
const LONGEST = 4 * 60 * 60 * 1000

/** What a file's name says of its place: the recording it belongs to, and its number in there. */
interface Place {
  readonly group: string
  readonly number: number
  /** Whether the name alone says that it is a part of a longer recording. */
  readonly isChapter: boolean
}

/** Those of `chosen` that are films. */
export const filmsAmong = <C extends Chosen>(chosen: readonly C[]): readonly C[] =>
  chosen.filter(({ path, file }) => FILMS.test(file.name) && !BESIDE.test(path) && file.size > 0)

/** `chosen` put together into recordings: by how cameras number, by their limits, and by when each file was finished. */
export function recordingsAmong<C extends Chosen>(chosen: readonly C[]): readonly Recording<C>[] {
  const ordered = [...chosen].sort(inOrder)
  const recordings: C[][] = []
  for (const each of ordered) {
    const last = recordings.at(-1)
    const before = last?.at(-1)
    if (last && before && goesOn(before, each)) last.push(each)
    else recordings.push([each])
  }
  return recordings
}

/** How long a recording of several files is, in milliseconds, as far as their times tell; null where they do not. */
export function lengthOf(recording: Recording): number | null {
  const [first, last] = [recording.at(0), recording.at(-1)]
  if (!first || !last) return null
  const after = recording.reduce((sum, { file }) => sum + file.size, 0) - first.file.size
  const took = last.file.lastModified - first.file.lastModified
  return after > 0 && took > 0 ? (took * (after + first.file.size)) / after : null
}

function inOrder(one: Chosen, other: Chosen): number {
  const [a, b] = [placeOf(one), placeOf(other)]
  return a.group.localeCompare(b.group) || a.number - b.number || one.path.localeCompare(other.path)
}

function goesOn(before: Chosen, next: Chosen): boolean {
  const [a, b] = [placeOf(before), placeOf(next)]
  if (a.group !== b.group || b.number !== a.number + 1) return false
  if (a.isChapter) return true
  const waited = next.file.lastModified - before.file.lastModified
  return isFull(before.file.size) && waited >= 0 && waited <= LONGEST
}

const isFull = (size: number): boolean => LIMITS.some(([limit, share]) => size <= limit && size >= share * limit)

function placeOf({ file, path }: Chosen): Place {
  const folder = path.slice(0, path.length - file.name.length)
  const named = file.name.toUpperCase()
  // An action camera counts the chapters of one recording before the recording's own number.
  const chapter = /^(G[HXLS])(\d{2})(\d{4})(\.\w+)$/.exec(named)
  if (chapter) return { group: `${folder}${chapter[1]}${chapter[3]}${chapter[4]}`, number: Number(chapter[2]), isChapter: true }
  const older = /^(?:GOPR|GP(\d{2}))(\d{4})(\.\w+)$/.exec(named)
  if (older) return { group: `${folder}GOPR${older[2]}${older[3]}`, number: Number(older[1] ?? 0), isChapter: true }
  const counted = /^(.*?)(\d+)(\.\w+)$/.exec(named)
  if (!counted) return { group: folder + named, number: 0, isChapter: false }
  return { group: folder + (counted[1] ?? '') + (counted[3] ?? ''), number: Number(counted[2]), isChapter: false }
}
