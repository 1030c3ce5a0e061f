import type { Chosen } from './recordings'

/** A file that can be sent, with the folders it lay in. */
export interface ChosenFile extends Chosen {
  readonly file: File
}

/** The files of an input, with their folders where a folder was chosen. */
export const filesIn = (input: HTMLInputElement): readonly ChosenFile[] =>
  Array.from(input.files ?? [], (file) => ({ file, path: file.webkitRelativePath || file.name }))

/** All files in what was dropped, folders and cards included. */
export async function filesDropped(dropped: DataTransfer): Promise<readonly ChosenFile[]> {
  // The list is emptied once the drop has been handled, so the entries are taken out at once.
  const entries = Array.from(dropped.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  return (await Promise.all(entries.map(filesUnder))).flat()
}

async function filesUnder(entry: FileSystemEntry): Promise<readonly ChosenFile[]> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => { entry.file(resolve, reject) })
    return [{ file, path: entry.fullPath.replace(/^\//, '') }]
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return []
  return (await Promise.all((await inside(entry)).map(filesUnder))).flat()
}

/** What lies in a folder; browsers tell a hundred entries at a time. */
async function inside(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const found: FileSystemEntry[] = []
  for (;;) {
    const more = await new Promise<FileSystemEntry[]>((resolve, reject) => { reader.readEntries(resolve, reject) })
    if (more.length === 0) return found
    found.push(...more)
  }
}
