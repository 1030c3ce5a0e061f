import { follow, inSecond } from '../pair/follow'
import { whyAway } from '../pair/words'
import type { Player } from '../player/player.svelte'
import type { Scope } from '../scope'
import { SECOND } from '../time/clock'
import type { Camera, Micros } from '../wire'

/** Nobody sees that a standing picture is this little beside the film's. */
const NEAR: Micros = 12_000

/** The other view of the scene: it goes where the film goes. */
export class SecondView {
  /** Why it has nothing at the film's time; empty where it has. */
  away = $state('')
  readonly #camera: Camera
  readonly #player: Player
  #wanted: Micros | null = null

  constructor(camera: Camera, player: Player) {
    this.#camera = camera
    this.#player = player
  }

  attach(media: HTMLMediaElement, scope: Scope): void {
    media.muted = !this.#camera.isSound
    scope.on(media, 'seeked', () => { this.#seekOn(media) })
    scope.eachRepaint(() => { if (media.readyState > 0) this.#keepUp(media) })
  }

  #keepUp(media: HTMLMediaElement): void {
    const { length } = this.#camera
    const wanted = inSecond(this.#player.at, this.#camera)
    this.away = wanted < 0 || wanted >= length ? whyAway(wanted, this.#camera.isSound) : ''
    const here = media.currentTime * SECOND
    if (!this.#player.isPlaying || this.away) {
      media.pause()
      if (!this.away && Math.abs(here - wanted) > NEAR) this.#seek(media, wanted)
      return
    }
    const step = follow(wanted, here, length, this.#player.rate)
    if (step.kind === 'seek') this.#seek(media, step.at)
    if (step.kind === 'go' && Math.abs(media.playbackRate - step.rate) > 0.004) media.playbackRate = step.rate
    // A browser that refuses to play says so by staying paused.
    if (media.paused) media.play().catch(() => undefined)
  }

  // One seek at a time, the latest wish last.
  #seek(media: HTMLMediaElement, at: Micros): void {
    this.#wanted = at
    if (!media.seeking) this.#seekOn(media)
  }

  #seekOn(media: HTMLMediaElement): void {
    if (this.#wanted === null) return
    media.currentTime = this.#wanted / SECOND
    this.#wanted = null
  }
}
