import { NOTES, SEALED, type About } from './recording'
import type { Scope } from '../scope'

const FOLDER = 'films'
const TRIES = 40
const PAUSE = 150

/** A film that lies on this phone, sealed: one recording, or several where filming was interrupted. */
export interface KeptFilm {
  readonly film: string
  readonly family: string
  /** The reel whose review it is a film of; empty where it is none. */
  readonly review: string
  readonly people: readonly string[]
  readonly began: number
  readonly milliseconds: number
  readonly parts: number
  /** Bytes, sealed. */
  readonly size: number
  /** The identities of its recordings, in order. */
  readonly recordings: readonly string[]
}

/** What the notes of one recording say, and how large it is. */
export interface Noted {
  readonly about: About
  readonly parts: number
  readonly milliseconds: number
  readonly size: number
}

/** All films on this phone, the oldest first. */
export async function keptFilms(): Promise<KeptFilm[]> {
  const folder = await folderOf()
  const noted = await Promise.all((await recordingsIn(folder)).map((id) => lookedAt(folder, id)))
  return filmsOf(noted.filter((found) => found !== null))
}

/** Clear away recordings in which nothing was filmed before they broke off, and what erasing left half done. */
export async function tidy(): Promise<void> {
  const folder = await folderOf()
  for (const id of await recordingsIn(folder)) if (!(await lookedAt(folder, id))) await removed(folder, id)
}

/** What is known of a recording; null where nothing was filmed. */
async function lookedAt(folder: FileSystemDirectoryHandle, id: string): Promise<Noted | null> {
  const found = notedIn(await (await fileIn(folder, id + NOTES)).text())
  const size = await sizeOf(folder, id + SEALED)
  return found && found.parts > 0 && size > 0 ? { ...found, size } : null
}

/** What stands in `text`, up to a line that a crash cut off; null where not even the first is whole. */
export function notedIn(text: string): Omit<Noted, 'size'> | null {
  const [first, ...rest] = text.split('\n').slice(0, -1).map(parsed)
  if (!first) return null
  const whole = rest.filter((line) => line !== null) as { until: number }[]
  return { about: first as About, parts: whole.length, milliseconds: whole.at(-1)?.until ?? 0 }
}

function parsed(line: string): object | null {
  try {
    return JSON.parse(line) as object
  } catch {
    return null
  }
}

/** Recordings put together into the films they belong to. */
export function filmsOf(noted: readonly Noted[]): KeptFilm[] {
  const films = new Map<string, KeptFilm>()
  for (const { about, parts, milliseconds, size } of [...noted].sort((one, other) => one.about.began - other.about.began)) {
    const { id, film, family, review = '', people, began } = about
    const before = films.get(film) ?? { film, family, review, people, began, milliseconds: 0, parts: 0, size: 0, recordings: [] }
    films.set(film, {
      ...before,
      milliseconds: before.milliseconds + milliseconds,
      parts: before.parts + parts,
      size: before.size + size,
      recordings: [...before.recordings, id],
    })
  }
  return [...films.values()]
}

/** The sealed files of `film`, in order. */
export async function filesOf({ recordings }: KeptFilm): Promise<File[]> {
  const folder = await folderOf()
  return Promise.all(recordings.map((id) => fileIn(folder, id + SEALED)))
}

/** Leave nothing of these recordings on this phone. */
export async function erase(recordings: readonly string[], scope: Scope): Promise<void> {
  const folder = await folderOf()
  for (const id of recordings) {
    for (let tries = 1; !(await removed(folder, id)) && tries < TRIES; tries += 1) {
      // A file may be held for a moment by the page that was there before this one.
      await new Promise<void>((done) => { scope.after(PAUSE, done) })
    }
  }
}

/** Whether both files of the recording are gone; the film goes first. */
async function removed(folder: FileSystemDirectoryHandle, id: string): Promise<boolean> {
  for (const name of [id + SEALED, id + NOTES]) {
    try {
      await folder.removeEntry(name)
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) return false
    }
  }
  return true
}

async function folderOf(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  return root.getDirectoryHandle(FOLDER, { create: true })
}

/** The identities of all recordings; each has its notes, which come first and go last. */
async function recordingsIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = []
  for await (const name of folder.keys()) names.push(name)
  return names.filter((name) => name.endsWith(NOTES)).map((name) => name.slice(0, -NOTES.length))
}

async function fileIn(folder: FileSystemDirectoryHandle, name: string): Promise<File> {
  return (await folder.getFileHandle(name)).getFile()
}

/** Bytes in a file, none where it is not there: erasing takes the film first, and may be cut short after it. */
async function sizeOf(folder: FileSystemDirectoryHandle, name: string): Promise<number> {
  try {
    return (await fileIn(folder, name)).size
  } catch {
    return 0
  }
}
