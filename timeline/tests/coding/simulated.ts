import { vi } from 'vitest'

import { book, columns, LENGTH, people } from './codings'
import type { CodingApi } from '../../src/coding/api'
import { Desk } from '../../src/coding/desk.svelte'
import { MemoryKeeping } from '../../src/coding/keeping'
import { Sheet } from '../../src/coding/sheet'
import { Stroke } from '../../src/coding/stroke'
import type { Told, Windows } from '../../src/coding/windows'
import { Scope } from '../../src/scope'
import type { CodedEvent, Deed, DeedsAnswer, Desk as Opening, Habits, History, News, Rating, Settling } from '../../src/wire'

const PAGE = 5
/** Deeds that are told at once. */
const MOST = 40

/** A page in sight, as far as a desk knows of one. */
export function openPage(): void {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }))
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] })
}

export function closePage(): void {
  vi.unstubAllGlobals()
  vi.useRealTimers()
}

/** The server's side of one coding, as `domain/coding.py` and the messages have it. */
export class Server {
  readonly sheet = new Sheet()
  readonly deeds: { readonly deed: Deed; readonly coder: string }[] = []
  readonly refused = new Map<string, string>()
  /** How often each deed came. */
  readonly came = new Map<string, number>()
  /** How often news were asked for, and how many deeds were told by them. */
  asked = 0
  told = 0
  /** How often the ratings and habits were asked for by themselves. */
  askedAside = 0
  ratings: readonly Rating[] = []
  habit: Habits = { reaction: 0, codes: [], keys: [] }

  get aside(): string {
    return JSON.stringify([this.ratings, this.habit])
  }

  take(deeds: readonly Deed[], coder: string): DeedsAnswer {
    const before = this.deeds.length
    for (const deed of deeds) this.#take(deed, coder)
    const refused = deeds.flatMap(({ id }) => (this.refused.has(id) ? [{ id, words: this.refused.get(id) ?? '' }] : []))
    const done = deeds.map(({ id }) => id).filter((id) => !this.refused.has(id))
    return structuredClone({ before, number: this.deeds.length, done, refused, rivals: this.sheet.rivals })
  }

  news(number: number, coder: string): News {
    const found = this.deeds.slice(number, number + MOST)
    this.asked += 1
    this.told += found.length
    const own = found.filter((each) => each.coder === coder).map(({ deed }) => deed.id)
    return structuredClone({ number: number + found.length, deeds: found.map(({ deed }) => deed), own, rivals: this.sheet.rivals, aside: this.aside })
  }

  /** Have the other version, or leave what stands. */
  settle(event: string, choice: Settling['choice'], coder: string): void {
    const other = this.sheet.rivalsOf(event)[0]
    this.sheet.rivals = this.sheet.rivals.filter((each) => each.event !== event)
    if (!other || choice !== 'other') return
    const change = { event, before: this.sheet.get(event), after: other.version }
    this.#take({ id: crypto.randomUUID(), changes: [change], undoes: null }, coder)
  }

  of(coder: string): readonly Deed[] {
    return this.deeds.filter((each) => each.coder === coder).map(({ deed }) => deed)
  }

  history(known: number, coder: string): History {
    const own = this.of(coder)
    const end = own.length - known
    return structuredClone({ deeds: own.slice(Math.max(0, end - PAGE), end), hasMore: end > PAGE })
  }

  desk(coder: string): Opening {
    const own = this.of(coder)
    return structuredClone({
      coding: { id: 'coding', kind: 'shared', title: '', stretches: [], hasEnded: false, isMine: true },
      film: { id: 'film', length: LENGTH, width: 640, height: 360, video: '', hasSound: true },
      frameTimes: [],
      lanes: { peaks: null, sprite: null },
      camera: null,
      people,
      book,
      events: columns([...this.sheet]),
      rivals: this.sheet.rivals,
      ratings: this.ratings,
      habits: this.habit,
      aside: this.aside,
      number: this.deeds.length,
      past: own.slice(-PAGE),
      hasMore: own.length > PAGE,
      tracks: [],
      observations: [],
      seen: [],
      naming: { names: [], swaps: [] },
      draftKey: btoa(coder.padEnd(32, '.')),
    })
  }

  #take(deed: Deed, coder: string): void {
    this.came.set(deed.id, (this.came.get(deed.id) ?? 0) + 1)
    if (this.refused.has(deed.id) || this.deeds.some((each) => each.deed.id === deed.id)) return
    this.deeds.push({ deed: structuredClone(deed), coder })
    this.sheet.apply(structuredClone(deed), coder)
  }
}

/** The line between a coder and the server: down, so bad that what arrives is not answered, or slow with what is long. */
export class Line {
  isDown = false
  losesAnswers = false
  isSlow = false
  readonly #server: Server
  readonly #coder: string

  constructor(server: Server, coder: string) {
    this.#server = server
    this.#coder = coder
  }

  get api(): CodingApi {
    const [server, coder] = [this.#server, this.#coder]
    return {
      desk: () => this.#ask(() => server.desk(coder), this.isSlow),
      deeds: (deeds: readonly Deed[]) => this.#ask(() => server.take(deeds, coder)),
      news: (number: number) => this.#ask(() => server.news(number, coder), this.isSlow),
      history: (known: number) => this.#ask(() => server.history(known, coder)),
      settle: ({ event, choice }: Settling) => this.#ask(() => { server.settle(event, choice, coder) }),
      rate: (rating: Rating) => this.#ask(() => { server.ratings = [...server.ratings.filter(({ scale, person }) => scale !== rating.scale || person !== rating.person), rating] }),
      aside: () => this.#ask(() => {
        server.askedAside += 1
        return structuredClone({ ratings: server.ratings, habits: server.habit })
      }),
      habits: (habits: Habits) => this.#ask(() => (server.habit = habits)),
    } as unknown as CodingApi
  }

  async #ask<T>(act: () => T, isSlow = false): Promise<T> {
    await Promise.resolve()
    if (this.isDown) throw new Error('The line is down.')
    const answer = act()
    if (isSlow) await aWhile(20)
    if (this.losesAnswers) throw new Error('The line broke.')
    return answer
  }
}

/** The windows of one browser, of which the oldest leads. */
class Hub {
  readonly windows: HubWindow[] = []

  open(): HubWindow {
    const opened = new HubWindow(this)
    this.windows.push(opened)
    return opened
  }

  close(closed: HubWindow): void {
    this.windows.splice(this.windows.indexOf(closed), 1)
    this.windows[0]?.leads()
  }
}

class HubWindow implements Windows {
  readonly #hub: Hub
  #hear: (told: Told) => void = () => undefined
  #lead: (() => void) | null = null

  constructor(hub: Hub) {
    this.#hub = hub
  }

  tell(told: Told): void {
    const others = this.#hub.windows.filter((each) => each !== this)
    for (const other of others) void Promise.resolve(structuredClone(told)).then((copy) => { if (this.#hub.windows.includes(other)) other.#hear(copy) })
  }

  hear(act: (told: Told) => void): void {
    this.#hear = act
  }

  async lead(act: () => void): Promise<boolean> {
    await Promise.resolve()
    this.#lead = act
    const isFirst = this.#hub.windows[0] === this
    if (isFirst) this.leads()
    return isFirst && this.#hub.windows.length === 1
  }

  leads(): void {
    this.#lead?.()
    this.#lead = null
  }
}

/** One coder's browser, with as many windows as they like. */
export class Browser {
  readonly line: Line
  readonly keeping = new MemoryKeeping()
  readonly #hub = new Hub()
  readonly #open = new Map<string, { readonly desk: Desk; readonly scope: Scope; readonly windows: HubWindow }>()
  /** The names of all deeds done here. */
  readonly done: string[] = []

  constructor(server: Server, coder: string) {
    this.line = new Line(server, coder)
  }

  get desks(): readonly Desk[] {
    return [...this.#open.values()].map(({ desk }) => desk)
  }

  desk(name: string): Desk | null {
    return this.#open.get(name)?.desk ?? null
  }

  async open(name: string, isAtOnce = false): Promise<Desk | null> {
    const scope = new Scope()
    const windows = this.#hub.open()
    try {
      const opening = await this.line.api.desk()
      const desk = await Desk.open(opening, { api: this.line.api, keeping: this.keeping, windows, scope, window: name })
      this.#open.set(name, { desk, scope, windows })
      if (!isAtOnce) await this.calm()
      return desk
    } catch {
      this.#hub.close(windows)
      return null
    }
  }

  /** The window goes, without a word: as when the page is loaded again, or the browser is killed. */
  close(name: string): void {
    const its = this.#open.get(name)
    if (!its) return
    this.#open.delete(name)
    its.scope.end()
    this.#hub.close(its.windows)
  }

  closeAll(): void {
    for (const name of [...this.#open.keys()]) this.close(name)
  }

  put(name: string, event: CodedEvent): void {
    const desk = this.desk(name)
    if (desk) this.#do(desk, (stroke) => { stroke.put(event) })
  }

  take(name: string, id: string): void {
    const desk = this.desk(name)
    if (desk) this.#do(desk, (stroke) => { stroke.take(id) })
  }

  /** Wait until all that was done is on the disk and every window knows it. */
  async calm(): Promise<void> {
    for (const desk of this.desks) await desk.journal.kept()
    // Sealing and unsealing take their own time.
    await aWhile()
  }

  async send(): Promise<void> {
    await this.calm()
    for (const desk of this.desks) await desk.journal.settle()
    await this.calm()
  }

  #do(desk: Desk, act: (stroke: Stroke) => void): void {
    const stroke = new Stroke(desk.sheet, desk.book)
    act(stroke)
    const deed = stroke.deed()
    if (!deed) return
    this.done.push(deed.id)
    desk.do(deed)
  }
}

/** As long as other things take that go on by themselves. */
async function aWhile(turns = 4): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await crypto.subtle.digest('SHA-256', new Uint8Array(1))
}

/** The events of a sheet, for comparing. */
export const standing = (sheet: Sheet): readonly CodedEvent[] => [...sheet].sort((one, other) => (one.id < other.id ? -1 : 1))
