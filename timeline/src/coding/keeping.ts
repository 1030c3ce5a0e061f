/** One sealed entry, and its place in the order in which they were kept. */
export interface Entry {
  readonly place: number
  readonly sealed: Uint8Array<ArrayBuffer>
}

/** Where a browser keeps what waits of one coding: entries in order, and notes by their name. All of it is sealed. */
export interface Keeping {
  /** Keeps all or none; resolves once they would survive a crash, with their places. */
  add(sealed: readonly Uint8Array<ArrayBuffer>[]): Promise<readonly number[]>
  entries(): Promise<readonly Entry[]>
  remove(places: readonly number[]): Promise<void>
  note(name: string, sealed: Uint8Array<ArrayBuffer> | null): Promise<void>
  notes(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>>
}

const NAME = 'vignette-coding'
const STORES = ['deeds', 'notes'] as const

interface Row {
  readonly coding: string
  readonly name?: string
  readonly sealed: Uint8Array<ArrayBuffer>
}

/** In the browser's database. In the clear there are the random names of the coding and of a window, and no more. */
export class BrowserKeeping implements Keeping {
  readonly #base: IDBDatabase
  readonly #coding: string

  private constructor(base: IDBDatabase, coding: string) {
    this.#base = base
    this.#coding = coding
  }

  static async open(coding: string): Promise<BrowserKeeping> {
    return new BrowserKeeping(await opened(), coding)
  }

  async add(sealed: readonly Uint8Array<ArrayBuffer>[]): Promise<readonly number[]> {
    const store = this.#writing('deeds')
    const added = sealed.map((each) => store.add({ coding: this.#coding, sealed: each } satisfies Row))
    await done(store.transaction)
    return added.map(({ result }) => result as number)
  }

  async entries(): Promise<readonly Entry[]> {
    const index = this.#base.transaction('deeds').objectStore('deeds').index('coding')
    const [rows, keys] = [index.getAll(this.#coding), index.getAllKeys(this.#coding)]
    await done(index.objectStore.transaction)
    return (rows.result as Row[]).map(({ sealed }, at) => ({ place: keys.result[at] as number, sealed }))
  }

  async remove(places: readonly number[]): Promise<void> {
    const store = this.#writing('deeds')
    for (const place of places) store.delete(place)
    await done(store.transaction)
  }

  async note(name: string, sealed: Uint8Array<ArrayBuffer> | null): Promise<void> {
    const store = this.#writing('notes')
    if (sealed) store.put({ coding: this.#coding, name, sealed } satisfies Row)
    else store.delete([this.#coding, name])
    await done(store.transaction)
  }

  async notes(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
    const store = this.#base.transaction('notes').objectStore('notes')
    const asked = store.getAll(IDBKeyRange.bound([this.#coding], [this.#coding, []])) as IDBRequest<Row[]>
    await done(store.transaction)
    return new Map(asked.result.map(({ name = '', sealed }) => [name, sealed]))
  }

  #writing(store: (typeof STORES)[number]): IDBObjectStore {
    return this.#base.transaction(store, 'readwrite', { durability: 'strict' }).objectStore(store)
  }
}

/** For as long as the page stands: where a browser lets a page keep nothing. */
export class MemoryKeeping implements Keeping {
  readonly #entries = new Map<number, Uint8Array<ArrayBuffer>>()
  readonly #notes = new Map<string, Uint8Array<ArrayBuffer>>()
  #last = 0

  add(sealed: readonly Uint8Array<ArrayBuffer>[]): Promise<readonly number[]> {
    return Promise.resolve(sealed.map((each) => {
      this.#last += 1
      this.#entries.set(this.#last, each)
      return this.#last
    }))
  }

  entries(): Promise<readonly Entry[]> {
    return Promise.resolve([...this.#entries].map(([place, sealed]) => ({ place, sealed })))
  }

  remove(places: readonly number[]): Promise<void> {
    for (const place of places) this.#entries.delete(place)
    return Promise.resolve()
  }

  note(name: string, sealed: Uint8Array<ArrayBuffer> | null): Promise<void> {
    if (sealed) this.#notes.set(name, sealed)
    else this.#notes.delete(name)
    return Promise.resolve()
  }

  notes(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
    return Promise.resolve(new Map(this.#notes))
  }
}

/** Wipe what waits of every coding: whoever signs out leaves nothing in the browser. */
export async function forgetDrafts(): Promise<void> {
  if (!(await isThere())) return
  const base = await opened()
  const transaction = base.transaction(STORES, 'readwrite', { durability: 'strict' })
  for (const store of STORES) transaction.objectStore(store).clear()
  await done(transaction)
  base.close()
}

/** How many deeds wait in this browser, of all codings. */
export async function countDrafts(): Promise<number> {
  if (!(await isThere())) return 0
  const base = await opened()
  const reading = base.transaction('deeds')
  const asked = reading.objectStore('deeds').count()
  await done(reading)
  base.close()
  return asked.result
}

// To open a database makes it, and a page on which nothing is coded needs none.
async function isThere(): Promise<boolean> {
  const all = await indexedDB.databases()
  return all.some(({ name }) => name === NAME)
}

function opened(): Promise<IDBDatabase> {
  const asked = indexedDB.open(NAME, 1)
  return new Promise((resolve, reject) => {
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('deeds', { autoIncrement: true }).createIndex('coding', 'coding')
      asked.result.createObjectStore('notes', { keyPath: ['coding', 'name'] })
    }
    asked.onsuccess = () => { resolve(asked.result) }
    asked.onerror = () => { reject(fault(asked.error)) }
  })
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => { resolve() }
    transaction.onabort = () => { reject(fault(transaction.error)) }
  })
}

const fault = (error: DOMException | null): Error => error ?? new Error('The browser kept nothing.')
