import { Asking } from './ask'
import { Commands } from './commands'
import { Follower } from './follower'
import { Hold } from './hold.svelte'
import { Line } from './line'
import { Gone, load, type Loaded } from './load'
import { clipAt, isGoing, placeAt } from './place'
import { named, remember, stayAwake, wasIn } from './screen'
import { ServerClock } from './server-clock'
import { Told } from './told'
import { command, type Deed } from './wish'
import type { Scope } from '../scope'
import { SECOND } from '../time/clock'
import { clamp } from '../time/span'
import type { Live, LiveClip, LiveCommand, Micros } from '../wire'

type Who = Live['lead']

/** What a screen of a shared review begins with. */
export interface Setting {
  /** The address below which the review is heard and moved. */
  readonly base: string
  readonly film: string
  readonly me: Who
  readonly clips: readonly LiveClip[]
  /** Whether it begins without sound, beside another screen in the same room. */
  readonly isMuted?: boolean
}

/** Loading the film; waiting for the first tap; in the review; or nothing is shown here any more. */
export type Phase = 'loading' | 'loaded' | 'in' | 'gone'

const LOOK_EVERY = 100
const REPORT_EVERY = 1_000
/** A frame is told by its beginning: so much later it is still the same one, at up to 60 a second. */
const INSIDE_FRAME: Micros = 8_000
const CAN_PLAY_ON = 3

/** One screen of a shared review: its film, the line to the server, and what can be done. */
export class Room {
  /** What counts now, null before the server has told anything. */
  live: Live | null = $state.raw(null)
  phase: Phase = $state('loading')
  loaded: Loaded = $state.raw({ done: 0, total: 0 })
  isOnline = $state(true)
  isMuted = $state(false)
  /** Whether the browser plays without sound until somebody taps. */
  isSilenced = $state(false)
  isMoving = $state(false)
  /** Where the reel is. */
  at: Micros = $state(0)
  /** One sentence where the server refused something, otherwise empty. */
  refusal = $state('')

  readonly setting: Setting
  readonly asking: Asking
  readonly #scope: Scope
  readonly #line: Line
  readonly #clock = new ServerClock()
  readonly #told: Told
  readonly #commands: Commands
  readonly #hold: Hold
  readonly #name = named()
  readonly #off = new AbortController()
  #video: HTMLVideoElement | null = null
  #follower: Follower | null = null
  #address = ''
  #shown: Micros = 0
  #isReporting = false

  constructor(setting: Setting, scope: Scope) {
    this.setting = setting
    this.isMuted = setting.isMuted ?? false
    this.#scope = scope
    this.asking = new Asking(scope)
    this.#told = new Told(setting.me, setting.clips)
    this.#hold = new Hold(scope)
    this.#line = new Line(setting.base, this.asking, scope, {
      told: (live) => { this.#hear(live) },
      heard: (isOn) => { this.#heard(isOn) },
      ticked: (sent, back, clock) => { this.#clock.add({ sent, back, clock }) },
      gone: () => { this.leave('gone') },
    })
    this.#commands = new Commands((wish) => this.#line.command(wish), this.#told, {
      refused: (words) => { this.refusal = words },
      ended: () => { this.#changed() },
    })
  }

  /** Whether a start waits for screens that are not ready. */
  get isHolding(): boolean {
    return this.#hold.isOn
  }

  get place(): number {
    return Math.max(0, clipAt(this.setting.clips, this.at))
  }

  get clip(): LiveClip | undefined {
    return this.setting.clips[this.place]
  }

  get leads(): boolean {
    return this.live?.lead === this.setting.me
  }

  /** How many screens of `who` are open. */
  count(who: Who): number {
    return this.live?.present.filter((each) => each.who === who).length ?? 0
  }

  /** Of those on other screens, who is not ready yet. */
  get late(): readonly Who[] {
    const late = this.live?.present.filter(({ isReady }) => !isReady).map(({ who }) => who) ?? []
    const own = this.phase === 'in' ? -1 : late.indexOf(this.setting.me)
    return late.filter((_, index) => index !== own)
  }

  /** How far this screen's film was ahead at the last look, film time; null while it does not move. */
  get ahead(): Micros | null {
    return this.#follower?.ahead ?? null
  }

  attach(video: HTMLVideoElement): void {
    this.#video = video
    this.#follower = new Follower(video)
    this.#follower.onsilent = () => { this.isSilenced = true }
    this.#scope.eachFrame(video, (seconds) => (this.#shown = Math.round(seconds * SECOND)))
    this.#scope.every(LOOK_EVERY, () => { this.#look() })
    this.#scope.every(REPORT_EVERY, () => void this.#report())
    this.#scope.on(document, 'visibilitychange', () => { this.#woke() })
    // A page that the browser keeps in its memory keeps no film.
    this.#scope.on(window, 'pagehide', () => { this.leave('gone') })
    this.#scope.on(window, 'pageshow', (event) => { if (event.persisted) location.reload() })
    this.#line.open()
    void this.#load()
  }

  /** The first tap: from here on the browser lets the film sound. */
  enter(): void {
    if (!this.#video || this.phase !== 'loaded') return
    this.phase = 'in'
    this.#video.muted = this.isMuted
    this.#follower?.renew()
    // Begun by a tap, the film may sound whenever it plays later; the look below stops it where it is to stand.
    this.#video.play().catch(() => undefined)
    remember(this.setting.base)
    void stayAwake()
    this.#look()
    void this.#report()
  }

  sound(isOn: boolean): void {
    this.isMuted = !isOn
    this.isSilenced = false
    if (this.#video) this.#video.muted = !isOn
  }

  toggle(): void {
    if (this.isMoving || this.isHolding) this.pause()
    else this.start(() => this.at)
  }

  pause(): void {
    this.letGo()
    this.#do('pause', { at: this.isMoving ? this.#frame() : this.at })
  }

  /** The clip that is shown, from its beginning. */
  again(): void {
    const from = this.clip?.start ?? 0
    this.start(() => from)
  }

  /** The clip `by` places on, from its beginning. */
  step(by: number): void {
    this.goTo(this.place + by)
  }

  goTo(place: number): void {
    const clip = this.setting.clips[clamp(place, 0, this.setting.clips.length - 1)]
    if (clip) this.#do('seek', { at: clip.start })
  }

  setSpeed(speed: number): void {
    this.#do('speed', { speed })
  }

  point(x: number, y: number): void {
    this.#do('point', { x: clamp(x, 0, 1), y: clamp(y, 0, 1) })
  }

  ask(): void {
    this.#do('ask', { isOn: !this.live?.asks })
  }

  say(deed: Extract<Deed, 'ask for lead' | 'give lead' | 'take lead' | 'finish' | 'begin again'>, its: Partial<LiveCommand> = {}): void {
    this.#do(deed, its)
  }

  /** Play from where `from` says once every screen is ready, or after ten seconds all the same. */
  start(from: () => Micros): void {
    const go = (): void => { this.#do('play', { at: from() }) }
    this.letGo()
    if (this.late.length === 0 || !this.isOnline) go()
    else this.#hold.begin(go)
  }

  /** Do not wait any longer for the others. */
  goOn(): void {
    this.#hold.goOn()
  }

  letGo(): void {
    this.#hold.letGo()
  }

  /** Nothing is shown here any more: the film leaves the memory. */
  leave(phase: 'gone'): void {
    this.phase = phase
    this.#off.abort()
    this.#line.end()
    this.live = null
    if (this.#video) {
      this.#video.pause()
      this.#video.removeAttribute('src')
      this.#video.load()
    }
    if (this.#address) URL.revokeObjectURL(this.#address)
    this.#address = ''
  }

  async #load(): Promise<void> {
    const wait = (milliseconds: number): Promise<void> => new Promise((done) => this.#scope.after(milliseconds, done))
    const onprogress = (loaded: Loaded): void => { this.loaded = loaded }
    try {
      const get = (address: string, how: RequestInit): Promise<Response> => fetch(address, how)
      const film = await load(this.setting.film, { get, wait, signal: this.#off.signal, onprogress })
      this.#show(film)
    } catch (error) {
      if (error instanceof Gone) this.leave('gone')
    }
  }

  #show(film: Blob): void {
    if (!this.#video || this.phase === 'gone') return
    this.#address = URL.createObjectURL(film)
    this.#video.src = this.#address
    this.phase = 'loaded'
    // Somebody who tapped before the page was loaded anew is not asked again.
    if (wasIn(this.setting.base) || this.isMuted) this.enter()
  }

  #do(deed: Deed, its: Partial<LiveCommand>): void {
    const wish = command(deed, its)
    this.refusal = ''
    this.#told.wish(wish, this.#serverNow() ?? this.live?.clock ?? 0)
    this.#commands.put(wish)
    this.#changed()
    void this.#commands.flush()
  }

  #hear(live: Live): void {
    if (this.phase !== 'gone' && this.#told.hear(live)) this.#changed()
  }

  #heard(isOn: boolean): void {
    this.isOnline = isOn
    if (!isOn) return
    void this.#line.ask()
    const clock = this.#serverNow()
    if (this.#told.isAlone && clock !== null && !this.#commands.isSending) {
      for (const wish of this.#told.back(clock)) this.#commands.put(wish)
      void this.#commands.flush()
    }
    this.#changed()
  }

  #changed(): void {
    const now = this.#told.now
    if (now !== this.live) this.#renewWhere(this.live, now)
    this.live = now
    if (this.isHolding && this.late.length === 0) this.goOn()
    this.#look()
  }

  /** A state that only says later where the same play has come to is nothing new. */
  #renewWhere(before: Live | null, now: Live | null): void {
    const clock = this.#serverNow()
    if (!before || !now || clock === null) return
    const isSame = before.speed === now.speed && Math.abs(placeAt(before, clock) - placeAt(now, clock)) < 50_000
    if (!isSame || isGoing(before, clock) !== isGoing(now, clock)) this.#follower?.renew()
  }

  #look(): void {
    const clock = this.#serverNow()
    if (!this.live || clock === null) return
    this.at = placeAt(this.live, clock)
    this.isMoving = isGoing(this.live, clock)
    if (this.phase === 'in') this.#follower?.keepUp(this.live, clock)
  }

  #woke(): void {
    if (document.visibilityState !== 'visible' || this.phase === 'gone') return
    this.#follower?.renew()
    this.#line.open()
    if (this.phase === 'in') void stayAwake()
  }

  async #report(): Promise<void> {
    if (this.#isReporting || this.phase === 'gone') return
    this.#isReporting = true
    const isWaiting = this.isMoving && (this.#video?.readyState ?? 0) < CAN_PLAY_ON
    await this.#line.screen({ screen: this.#name, isReady: this.phase === 'in', isWaiting, at: Math.round(this.at) })
    this.#isReporting = false
  }

  /** Inside the frame that is on this screen now. */
  #frame(): Micros {
    const isHere = Math.abs(this.#shown - this.at) < SECOND / 2
    return clamp(isHere ? this.#shown + INSIDE_FRAME : this.at, 0, this.live?.until ?? this.at)
  }

  #serverNow(): Micros | null {
    return this.#clock.at(Math.round(performance.now() * 1000))
  }
}
