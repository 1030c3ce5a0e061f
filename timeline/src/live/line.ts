import type { Answer, Asking } from './ask'
import { pause } from './retry'
import type { Scope } from '../scope'
import type { Live, LiveClock, LiveCommand, LiveScreen, Micros } from '../wire'

/** What the line has to tell. */
export interface Ears {
  /** The server's state, by whatever way it came. */
  readonly told: (live: Live) => void
  /** Whether the server can be heard. */
  readonly heard: (isOn: boolean) => void
  /** One question for the server's time: when it was sent and answered. */
  readonly ticked: (sent: Micros, back: Micros, clock: Micros) => void
  /** Nothing is shown to this screen any more. */
  readonly gone: () => void
}

/** The server tells its state every two seconds: silence for so long is a line that is down. */
const SILENCE = 6_000
const CLOCK = '/review/clock'
const TICKS_AT_ONCE = 7
const BETWEEN_TICKS = 90
const TICK_EVERY = 10_000

/** The line to one shared review: it listens, asks the time, and comes back by itself when it was cut. */
export class Line {
  readonly #base: string
  readonly #asking: Asking
  readonly #scope: Scope
  readonly #ears: Ears
  #source: EventSource | null = null
  #faults = 0
  #silent: () => void = () => undefined
  #again: () => void = () => undefined
  #isOpen = true
  #isEnded = false

  constructor(base: string, asking: Asking, scope: Scope, ears: Ears) {
    this.#base = base
    this.#asking = asking
    this.#scope = scope
    this.#ears = ears
    scope.atEnd(() => { this.end() })
    scope.on(window, 'online', () => { this.open() })
    scope.every(TICK_EVERY, () => void this.#tick())
  }

  /** Listen from now on, anew where it listened already. */
  open(): void {
    if (this.#isEnded) return
    this.#cut()
    const source = new EventSource(`${this.#base}/live`)
    this.#source = source
    this.#watch()
    this.#scope.on(source, 'state', (event) => { this.#hear((event as MessageEvent<string>).data) })
    this.#scope.on(source, 'over', () => { this.#lost() })
    // The browser tries again by itself only after some faults, and without waiting longer each time.
    this.#scope.on(source, 'error', () => { if (source === this.#source) this.#lost() })
    void this.ask()
  }

  /** Ask the time several times in a row: after a while away the watch of a machine may have stood still. */
  async ask(): Promise<void> {
    for (let count = 0; count < TICKS_AT_ONCE && !this.#isEnded; count++) {
      if (!(await this.#tick())) return
      await new Promise<void>((done) => this.#scope.after(BETWEEN_TICKS, done))
    }
  }

  async command(command: LiveCommand): Promise<Answer<Live>> {
    return this.#taken(await this.#asking.post<Live>(`${this.#base}/command`, command))
  }

  async screen(screen: LiveScreen): Promise<Answer<Live>> {
    return this.#taken(await this.#asking.post<Live>(`${this.#base}/screen`, screen))
  }

  end(): void {
    this.#isEnded = true
    this.#cut()
  }

  async #tick(): Promise<boolean> {
    const sent = performance.now()
    const answer = await this.#asking.get<LiveClock>(CLOCK)
    const back = performance.now()
    if (answer.kind !== 'told') return false
    this.#ears.ticked(Math.round(sent * 1000), Math.round(back * 1000), answer.said.clock)
    return true
  }

  #taken(answer: Answer<Live>): Answer<Live> {
    if (answer.kind === 'told') this.#ears.told(answer.said)
    if (answer.kind === 'gone') this.#ears.gone()
    if (answer.kind === 'told' && !this.#isOpen) this.#heard(true)
    if (answer.kind === 'no line') this.#heard(false)
    return answer
  }

  #hear(data: string): void {
    this.#faults = 0
    this.#watch()
    this.#ears.told(JSON.parse(data) as Live)
    this.#heard(true)
  }

  #heard(isOn: boolean): void {
    if (isOn === this.#isOpen) return
    this.#isOpen = isOn
    this.#ears.heard(isOn)
  }

  #watch(): void {
    this.#silent()
    this.#silent = this.#scope.after(SILENCE, () => { this.#lost() })
  }

  #lost(): void {
    this.#cut()
    // Whether the line is down, or this screen has no place here any more, the next word to the server tells.
    void this.#tick().then((isThere) => { if (!isThere) this.#heard(false) })
    this.#again = this.#scope.after(pause(this.#faults++, Math.random()), () => { this.open() })
  }

  #cut(): void {
    this.#source?.close()
    this.#source = null
    this.#silent()
    this.#again()
  }
}
