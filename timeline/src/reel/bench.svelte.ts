import type { ReelApi } from './api'
import { withKey } from './covers'
import type { Footage } from './deck.svelte'
import { changed, clipIn, placed, plain, same, shown, spanOf, trimmed, without, withMoment } from './edits'
import { Follower } from './follower.svelte'
import type { Group } from './groups'
import { firstDifference, noHistory, recorded, stepBack, stepOn, type History, type Step } from './history'
import { packed, unpacked } from './memory'
import { Pictures } from './pictures'
import { Preview } from './preview.svelte'
import { ReelSaver } from './saver.svelte'
import { boxAt, placeOf, reelTimeOf } from './score'
import { commonShape } from './shape'
import { Sounds } from './sounds.svelte'
import { within, type Bounds } from './trim'
import type { Scope } from '../scope'
import { Frames } from '../time/frames'
import { clamp, holds, type Span } from '../time/span'
import type { Box, Micros, ReelClip, ReelEdit, ReelMoment, ReelWorkbench, Showing } from '../wire'

/** The reel's own fields that hold words. */
export type ReelWords = 'why' | 'opening' | 'closing' | 'script'

/** A box on the picture that is in hand: of a cover (null for a new one), or of the part that is shown. */
export type Frame = { readonly kind: 'cover'; readonly cover: number | null; readonly box: Box } | { readonly kind: 'crop'; readonly box: Box }

/** All that happens on a reel's page. Every change goes through `#do`, and is told to the server within a second. */
export class Bench {
  reel: ReelEdit = $state.raw({ clips: [], why: '', opening: '', closing: '', script: '' })
  selected: string | null = $state(null)
  /** The stretch of the chosen clip that is worked on, film time. */
  stretch: Span | null = $state.raw(null)
  group: Group = $state('trim')
  frame: Frame | null = $state.raw(null)
  /** The last thing that went otherwise than the guider wished, in one sentence. */
  trouble = $state('')
  /** What just happened, for whoever does not see it. */
  told = $state('')
  #history: History = $state.raw(noHistory)

  readonly workbench: ReelWorkbench
  readonly saver: ReelSaver
  readonly preview: Preview
  readonly pictures: Pictures
  readonly sounds: Sounds
  readonly follower: Follower
  readonly api: ReelApi
  readonly scope: Scope
  readonly #footage: Readonly<Record<string, Footage>>
  readonly #key: string

  constructor(workbench: ReelWorkbench, api: ReelApi, scope: Scope, id: string) {
    this.workbench = workbench
    this.api = api
    this.scope = scope
    this.#key = `vignette-reel-${id}`
    this.#footage = Object.fromEntries(workbench.films.map((film) => [film.id, { film, frames: new Frames(film.frameTimes, film.length) }]))
    this.reel = workbench.answer.reel
    this.saver = new ReelSaver(api, scope, workbench.answer, {
      answered: ({ steps }) => { this.preview.load(steps) },
      overruled: (now, words) => { this.#takeOver(now, words) },
    })
    this.preview = new Preview(scope, () => this.reel.clips, (film) => this.footage(film))
    this.pictures = new Pictures(scope)
    this.sounds = new Sounds()
    this.preview.load(workbench.answer.steps)
    this.#remember()
    this.follower = new Follower(this, this.#key)
    scope.on(window, 'pagehide', () => { this.#keep() })
  }

  readonly clip = $derived(clipIn(this.reel, this.selected))
  readonly canUndo = $derived(this.#history.past.length > 0)
  readonly canRedo = $derived(this.#history.future.length > 0)
  /** Kept moments that are not in the reel. */
  readonly waiting = $derived.by(() => this.workbench.moments.filter(({ id }) => !this.reel.clips.some(({ moment }) => moment === id)))
  readonly isFull = $derived.by(() => this.reel.clips.length >= this.workbench.most)
  /** The film time of what is seen, where that is a picture of the chosen clip. */
  readonly here = $derived.by(() => this.selected !== null && this.preview.step?.clip === this.selected ? this.preview.filmAt : null)
  /** The box in hand as it lies on the picture that is seen. */
  readonly framed = $derived.by((): Box | null => {
    if (!this.frame || this.here === null) return null
    const cover = this.frame.kind === 'cover' && this.frame.cover !== null ? this.clip?.showing.covers[this.frame.cover] : undefined
    return (cover && boxAt(cover, this.here)) ?? this.frame.box
  })
  /** How broad the reel is for its height. */
  readonly shape = $derived.by(() => commonShape(this.reel.clips.flatMap(({ film }) => this.footage(film)?.film ?? [])))

  footage(film: string): Footage | null {
    return this.#footage[film] ?? null
  }

  moment(id: string): ReelMoment | null {
    return this.workbench.moments.find((moment) => moment.id === id) ?? null
  }

  titleOf(clip: ReelClip): string {
    return this.moment(clip.moment)?.title ?? 'A moment'
  }

  span(clip: ReelClip): Span {
    return spanOf(clip, this.workbench.moments)
  }

  bounds(clip: ReelClip): Bounds {
    const frames = this.footage(clip.film)?.frames ?? new Frames([], this.span(clip).end)
    return { frames, longest: this.workbench.longest }
  }

  select(id: string | null): void {
    this.selected = id
    this.stretch = null
    this.frame = null
    const place = id === null ? null : placeOf(this.preview.steps, id)
    if (!place || !this.clip || holds(place, this.preview.at)) return
    // What is worked on is its film, whatever card stands before it.
    this.preview.seek(reelTimeOf(this.preview.steps, this.clip.id, this.span(this.clip).start) ?? place.start)
  }

  /** Choose the clip that lies some places from the chosen one. */
  selectBeside(by: number): void {
    const { clips } = this.reel
    const place = clips.findIndex(({ id }) => id === this.selected)
    const next = clips.at(place === -1 ? 0 : clamp(place + by, 0, clips.length - 1))
    if (next) this.select(next.id)
  }

  /** Show some picture of a clip, its first one unless one is seen. */
  async showPicture(clip: ReelClip): Promise<void> {
    await this.saver.settle()
    this.preview.pause()
    if (this.here === null) this.show(this.span(clip).start)
  }

  /** Put the box in hand where it shall be, from the picture that is seen on. */
  setFramed(box: Box): void {
    const { frame, clip, here } = this
    if (frame?.kind === 'cover' && frame.cover !== null && clip && here !== null) {
      const cover = clip.showing.covers[frame.cover]
      if (cover) this.writeIn(clip, { covers: clip.showing.covers.with(frame.cover, withKey(cover, here, box)) }, `box ${frame.cover} ${here}`)
    } else if (frame) this.frame = { ...frame, box }
  }

  /** Show the picture at film time `at` of the chosen clip, where the reel shows it. */
  show(at: Micros): void {
    if (!this.clip) return
    const place = reelTimeOf(this.preview.steps, this.clip.id, at)
    if (place === null) return
    this.preview.pause()
    this.preview.seek(place)
  }

  put(moment: ReelMoment, override: string): void {
    const id = crypto.randomUUID()
    this.#do(withMoment(this.reel, moment, id, plain(override), this.workbench.clientChooses))
    this.told = `${moment.title} is in the reel.`
  }

  takeOut(clip: ReelClip): void {
    if (this.selected === clip.id) this.selected = null
    this.#do(without(this.reel, clip.id))
    this.told = `${this.titleOf(clip)} is taken out.`
  }

  moveTo(clip: ReelClip, place: number): void {
    const to = clamp(place, 0, this.reel.clips.length - 1)
    this.#do(placed(this.reel, clip.id, to))
    this.told = `${this.titleOf(clip)} is now clip ${to + 1} of ${this.reel.clips.length}.`
  }

  trim(clip: ReelClip, span: Span): void {
    this.#do(trimmed(this.reel, clip.id, span, this.workbench.moments))
  }

  /** Do something to the showing of a clip. */
  do(clip: ReelClip, showing: Partial<Showing>): void {
    this.#do(shown(this.reel, clip.id, showing))
  }

  /** Do `showing` where something else changed since it was asked for: a clip that is gone stays gone. */
  doLater(id: string, showing: (now: ReelClip) => Partial<Showing>): void {
    const clip = clipIn(this.reel, id)
    if (clip) this.do(clip, showing(clip))
  }

  /** Say whether the client chose this moment. */
  choose(clip: ReelClip, isClientsChoice: boolean): void {
    this.#do(changed(this.reel, clip.id, { isClientsChoice }))
  }

  write(clip: ReelClip, field: 'question' | 'override', words: string): void {
    this.#do(changed(this.reel, clip.id, { [field]: plain(words) }), `${clip.id} ${field}`)
  }

  writeIn(clip: ReelClip, showing: Partial<Showing>, field: string): void {
    this.#do(shown(this.reel, clip.id, showing), `${clip.id} ${field}`)
  }

  say(field: ReelWords, words: string): void {
    this.#do({ ...this.reel, [field]: plain(words) }, field)
  }

  undo(): void {
    this.#step(stepBack(this.#history, this.reel), 'Taken back.')
  }

  redo(): void {
    this.#step(stepOn(this.#history, this.reel), 'Done again.')
  }

  async togglePlay(): Promise<void> {
    if (this.preview.isPlaying) {
      this.preview.pause()
      return
    }
    // The score is the server's: what was changed in the last second goes there first.
    await this.saver.settle()
    this.preview.play()
  }

  /** Play one clip from its beginning in the reel. */
  async playClip(clip: ReelClip): Promise<void> {
    await this.saver.settle()
    const place = placeOf(this.preview.steps, clip.id)
    if (!place) return
    this.preview.seek(place.start)
    this.preview.play()
  }

  /** The stretch that is worked on: what was chosen, as far as the clip shows it, or its middle third. */
  stretchIn(clip: ReelClip): Span {
    const span = this.span(clip)
    const chosen = this.stretch && within(this.stretch, span)
    if (chosen) return chosen
    const third = Math.round((span.end - span.start) / 3)
    return { start: span.start + third, end: span.end - third }
  }

  #do(reel: ReelEdit, writing: string | null = null): void {
    if (same(reel, this.reel)) return
    this.#history = recorded(this.#history, this.reel, writing)
    this.#make(reel)
  }

  #make(reel: ReelEdit): void {
    this.reel = reel
    this.saver.want(reel)
    this.trouble = ''
    this.#keep()
  }

  #step(step: Step | null, words: string): void {
    if (!step) return
    const clip = firstDifference(this.reel, step.reel)
    this.#history = step.history
    this.#make(step.reel)
    if (this.selected !== null && clip !== null) this.selected = clip
    this.told = words
  }

  #takeOver(now: ReelEdit, words: string): void {
    this.reel = now
    this.#history = noHistory
    this.trouble = words
    this.#keep()
  }

  #remember(): void {
    try {
      const known = unpacked(sessionStorage.getItem(this.#key) ?? '', this.workbench.answer)
      if (!known) return
      this.#history = known.history
      this.reel = known.reel
      this.saver.want(known.reel)
    } catch {
      // What cannot be read any more cannot be taken back.
      this.#history = noHistory
    }
  }

  #keep(): void {
    const known = { reel: this.reel, saved: this.saver.saved, number: this.saver.answer.number, history: this.#history }
    try {
      sessionStorage.setItem(this.#key, packed(known))
    } catch {
      // A browser that keeps no more forgets what was done first; this page still knows it.
      const half = { ...this.#history, past: this.#history.past.slice(-20), future: [] }
      sessionStorage.setItem(this.#key, packed({ ...known, history: half }))
    }
  }
}
