import type { ReelClip, ReelEdit } from '../wire'

/** A field that holds words, and in which clip; null for the reel's own. */
export interface Place {
  readonly clip: string | null
  readonly field: 'why' | 'opening' | 'closing' | 'script' | 'question' | 'override' | 'title' | 'caption'
}

type Change = (words: string, place: Place) => string

/** `reel` with all its words put through `change`, always in the same order. Empty words stay empty. */
export function reworded(reel: ReelEdit, change: Change): ReelEdit {
  const own = (words: string, field: Place['field']): string => (words === '' ? '' : change(words, { clip: null, field }))
  return {
    clips: reel.clips.map((clip) => clipReworded(clip, change)),
    why: own(reel.why, 'why'),
    opening: own(reel.opening, 'opening'),
    closing: own(reel.closing, 'closing'),
    script: own(reel.script, 'script'),
  }
}

function clipReworded(clip: ReelClip, change: Change): ReelClip {
  const own = (words: string, field: Place['field']): string => (words === '' ? '' : change(words, { clip: clip.id, field }))
  const { showing } = clip
  return {
    ...clip,
    question: own(clip.question, 'question'),
    override: own(clip.override, 'override'),
    showing: {
      ...showing,
      title: own(showing.title, 'title'),
      captions: showing.captions.map((caption) => ({ ...caption, words: own(caption.words, 'caption') })),
    },
  }
}

/** The words at a place of `reel`; empty for captions, which have no name of their own. */
export function wordsAt(reel: ReelEdit, { clip, field }: Place): string {
  if (field === 'why' || field === 'opening' || field === 'closing' || field === 'script') return reel[field]
  const its = reel.clips.find(({ id }) => id === clip)
  if (!its || field === 'caption') return ''
  return field === 'title' ? its.showing.title : its[field]
}
