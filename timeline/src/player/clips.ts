import type { Micros } from '../wire'

/** A clip as a page hands it over: a stretch of the film it shows, and the question asked there. */
export interface Clip {
  readonly start: Micros
  readonly end: Micros
  readonly title: string
  readonly question: string
}

/** The clips written in `text`; raises where it is no list of clips. */
export function clipsIn(text: string | undefined): readonly Clip[] {
  const clips: unknown = JSON.parse(text ?? '[]')
  if (!Array.isArray(clips)) throw new Error('The clips of this page are no list.')
  return clips.map(clipOf)
}

function clipOf(value: unknown): Clip {
  const clip = value as Partial<Clip>
  if (typeof clip.start !== 'number' || typeof clip.end !== 'number') throw new Error('A clip has no times.')
  return { start: clip.start, end: clip.end, title: clip.title ?? '', question: clip.question ?? '' }
}
