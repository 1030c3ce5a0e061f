import { same } from './edits'
import { noHistory, type History } from './history'
import { reworded, wordsAt } from './words'
import type { Cover, ReelAnswer, ReelClip, ReelEdit } from '../wire'

/** What the page knows of a reel: how it is, what of it the server has, and how it came about. */
export interface Known {
  readonly reel: ReelEdit
  readonly saved: ReelEdit
  readonly number: number
  readonly history: History
}

/**
 * What may wait in the browser: ids and times, and nothing that was written about a family.
 *
 * Words are marks (#1, #2 …). Whoever comes back learns them again from the server, as far as it knows them.
 */
interface Kept {
  readonly number: number
  readonly covers: readonly (readonly Cover[])[]
  readonly clips: readonly KeptClip[]
  readonly reels: readonly KeptReel[]
}
type KeptClip = Omit<ReelClip, 'showing'> & { readonly showing: Omit<ReelClip['showing'], 'covers'> & { readonly covers: number } }
interface KeptReel extends Omit<ReelEdit, 'clips'> {
  readonly as: 'now' | 'saved' | 'past' | 'future'
  readonly clips: readonly number[]
}

/** As text for the browser's storage. */
export function packed({ reel, saved, number, history }: Known): string {
  const [covers, clips, marks] = [new Pool<readonly Cover[]>(), new Pool<KeptClip>(), new Pool<string>()]
  const keep = (as: KeptReel['as'], one: ReelEdit): KeptReel => {
    const bare = reworded(one, (words) => `#${marks.put(words)}`)
    const put = (clip: ReelClip): number => clips.put({ ...clip, showing: { ...clip.showing, covers: covers.put(clip.showing.covers) } })
    return { ...bare, as, clips: bare.clips.map(put) }
  }
  const past = history.past.map((one) => keep('past', one))
  const reels = [keep('now', reel), keep('saved', saved), ...past, ...history.future.map((one) => keep('future', one))]
  return JSON.stringify({ number, covers: covers.all, clips: clips.all, reels } satisfies Kept)
}

/** What was known when the tab was left, made to fit what the server says; null where nothing fits any more. */
export function unpacked(text: string, { reel: now }: ReelAnswer): Known | null {
  const kept = JSON.parse(text) as Kept
  const all = kept.reels.map((one) => ({ as: one.as, reel: withClips(one, kept) }))
  const of = (as: KeptReel['as']): ReelEdit[] => all.flatMap((one) => (one.as === as ? [one.reel] : []))
  const [[last], [saved]] = [of('now'), of('saved')]
  const known = [last, saved].find((one) => one && same(skeleton(one), skeleton(now)))
  if (!last || !known) return null
  const words = learnt(known, now)
  const filled = (one: ReelEdit): ReelEdit => withWords(one, words, now)
  const history = { ...noHistory, past: of('past').map(filled), future: of('future').map(filled) }
  return { reel: known === last ? now : filled(last), saved: now, number: kept.number, history: withoutEmpty(history, now) }
}

// What nobody can remember any more would be steps that do nothing.
function withoutEmpty(history: History, now: ReelEdit): History {
  const differs = (one: ReelEdit, place: number, all: readonly ReelEdit[]): boolean => !same(one, all[place + 1] ?? now)
  return { ...history, past: history.past.filter(differs), future: history.future.filter(differs) }
}

const skeleton = (reel: ReelEdit): ReelEdit => reworded(reel, () => '#')

/** Which words stand behind the marks of `bare`, a reel that is `now`. */
function learnt(bare: ReelEdit, now: ReelEdit): ReadonlyMap<string, string> {
  const [marks, words]: [string[], string[]] = [[], []]
  reworded(bare, (mark) => (marks.push(mark), mark))
  reworded(now, (text) => (words.push(text), text))
  return new Map(marks.map((mark, place) => [mark, words[place] ?? '']))
}

// A caption whose words nobody knows any more is gone; any other field says what it says now.
function withWords(bare: ReelEdit, words: ReadonlyMap<string, string>, now: ReelEdit): ReelEdit {
  const filled = reworded(bare, (mark, place) => words.get(mark) ?? wordsAt(now, place))
  const clips = filled.clips.map((clip) => ({
    ...clip,
    showing: { ...clip.showing, captions: clip.showing.captions.filter((caption) => caption.words !== '') },
  }))
  return { ...filled, clips }
}

function withClips({ why, opening, closing, script, clips }: KeptReel, kept: Kept): ReelEdit {
  const clipOf = (place: number): ReelClip[] => {
    const clip = kept.clips[place]
    return clip ? [{ ...clip, showing: { ...clip.showing, covers: kept.covers[clip.showing.covers] ?? [] } }] : []
  }
  return { why, opening, closing, script, clips: clips.flatMap(clipOf) }
}

/** Keeps each value once: a hundred steps through a reel differ in little. */
class Pool<T> {
  readonly all: T[] = []
  readonly #places = new Map<string, number>()

  put(value: T): number {
    const key = JSON.stringify(value)
    const place = this.#places.get(key) ?? this.all.push(value) - 1
    this.#places.set(key, place)
    return place
  }
}
