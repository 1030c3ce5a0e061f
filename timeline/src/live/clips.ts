import type { LiveClip } from '../wire'

/** The clips written in `text`; raises where it is no list of clips. */
export function clipsIn(text: string | undefined): readonly LiveClip[] {
  const clips: unknown = JSON.parse(text ?? '[]')
  if (!Array.isArray(clips)) throw new Error('The clips of this page are no list.')
  return clips.map((value) => {
    const { id, start, end, title = '', question = '' } = value as Partial<LiveClip>
    if (typeof start !== 'number' || typeof end !== 'number') throw new Error('A clip has no times.')
    return { id: id ?? '', start, end, title, question }
  })
}
