import { clamp, type Span } from '../time/span'
import type { ReelClip, ReelEdit, ReelMoment, Showing } from '../wire'

/** A clip to which nothing is done. */
export const AS_FILMED: Showing = {
  title: '',
  before: null,
  after: null,
  slow: [],
  again: [],
  freezes: [],
  captions: [],
  asks: false,
  volumes: [],
  isMuted: false,
  covers: [],
  crop: null,
}

export const clipIn = (reel: ReelEdit, id: string | null): ReelClip | null => reel.clips.find((clip) => clip.id === id) ?? null

/** The stretch of film that a clip shows: its own, or else its moment's. */
export function spanOf(clip: ReelClip, moments: readonly ReelMoment[]): Span {
  const { start, end } = clip.trim ?? moments.find(({ id }) => id === clip.moment) ?? { start: 0, end: 1 }
  return { start, end }
}

/** `reel` with a clip at `place`, counted from 0 and kept inside the reel. */
export function placed(reel: ReelEdit, id: string, place: number): ReelEdit {
  const clip = clipIn(reel, id)
  const others = reel.clips.filter((each) => each.id !== id)
  return clip ? { ...reel, clips: others.toSpliced(clamp(place, 0, others.length), 0, clip) } : reel
}

/** `reel` with a clip moved by some places, staying inside the reel. */
export function moved(reel: ReelEdit, id: string, by: number): ReelEdit {
  return placed(reel, id, reel.clips.findIndex((clip) => clip.id === id) + by)
}

export const without = (reel: ReelEdit, id: string): ReelEdit => ({ ...reel, clips: reel.clips.filter((clip) => clip.id !== id) })

/** `reel` with a moment behind all others; `override` is why it is shown where it is not attuned. */
export function withMoment(reel: ReelEdit, moment: ReelMoment, id: string, override = '', isClientsChoice = false): ReelEdit {
  const clip = { id, moment: moment.id, film: moment.film, trim: null, question: '', override, showing: AS_FILMED, isClientsChoice }
  return { ...reel, clips: [...reel.clips, clip] }
}

export function changed(reel: ReelEdit, id: string, fields: Partial<ReelClip>): ReelEdit {
  return { ...reel, clips: reel.clips.map((clip) => (clip.id === id ? { ...clip, ...fields } : clip)) }
}

export function shown(reel: ReelEdit, id: string, showing: Partial<Showing>): ReelEdit {
  const clip = clipIn(reel, id)
  return clip ? changed(reel, id, { showing: { ...clip.showing, ...showing } }) : reel
}

/** `reel` with a clip cut to `span`; it follows its moment again where that is the moment's own. */
export function trimmed(reel: ReelEdit, id: string, span: Span, moments: readonly ReelMoment[]): ReelEdit {
  const clip = clipIn(reel, id)
  const own = clip && spanOf({ ...clip, trim: null }, moments)
  const isOwn = own?.start === span.start && own.end === span.end
  return changed(reel, id, { trim: isOwn ? null : { start: span.start, end: span.end } })
}

/** Whether both say the same, in whatever order the server writes its fields. */
export const same = (one: unknown, other: unknown): boolean => one === other || written(one) === written(other)

function written(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}

/** `words` without what no keyboard writes and the server does not take: control characters and halves of characters. */
export const plain = (words: string): string => words.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
