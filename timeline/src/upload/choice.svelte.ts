import type { ChosenFile } from './folders'
import { filmsAmong, lengthOf, recordingsAmong } from './recordings'

/** What the guider chose to send: one recording out of what lies on a card, in one file or several. */
export class Choice {
  recordings: readonly (readonly ChosenFile[])[] = $state.raw([])
  which = $state(0)
  problem = $state('')

  get files(): readonly ChosenFile[] {
    return this.recordings[this.which] ?? []
  }

  /** Take what was chosen or dropped, and put together what belongs together. */
  take(chosen: readonly ChosenFile[]): void {
    // A single file is the server's to judge, whatever it is called.
    const films = chosen.length === 1 ? chosen : filmsAmong(chosen)
    this.problem = films.length === 0 && chosen.length > 0 ? 'There is no film among these files.' : ''
    this.recordings = recordingsAmong(films)
    this.which = 0
  }

  /** Move one file of the recording a place up (-1) or down (1). */
  move(index: number, by: -1 | 1): void {
    const files = [...this.files]
    const [moved] = files.splice(index, 1)
    if (moved) files.splice(index + by, 0, moved)
    this.#replace([files])
  }

  /** The files of this recording are films of their own after all. */
  separate(): void {
    this.#replace(this.files.map((file) => [file]))
  }

  /** All that was chosen is one film after all, in the order it is in. */
  join(): void {
    this.recordings = [this.recordings.flat()]
    this.which = 0
  }

  /** What is sent: the files end to end, never read into memory, and the bytes of each. */
  get parcel(): { readonly file: File; readonly pieces: readonly number[] } | null {
    const files = this.files.map(({ file }) => file)
    const [first, last] = [files.at(0), files.at(-1)]
    if (!first || !last) return null
    const file = files.length === 1 ? first : new File(files, first.name, { lastModified: last.lastModified })
    return { file, pieces: files.map(({ size }) => size) }
  }

  #replace(instead: readonly (readonly ChosenFile[])[]): void {
    this.recordings = this.recordings.flatMap((recording, index) => (index === this.which ? instead : [recording]))
  }
}

/** One recording in a few words: "3 files are one recording of 41 min". */
export function inWords(recording: readonly ChosenFile[]): string {
  const length = lengthOf(recording)
  const minutes = length === null ? '' : ` of ${Math.max(1, Math.round(length / 60_000))} min`
  return `${recording.length} files are one recording${minutes}`
}

/** A size as it is said: 3.7 GB, 812 MB. */
export const sizeInWords = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`
