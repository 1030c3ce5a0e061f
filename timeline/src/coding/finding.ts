import type { Book } from './book'
import type { Code } from '../wire'

/** So many are shown at once: more are not read while a film plays. */
const MOST = 5

/**
 * The codes that `text` may mean, the likeliest first: those that begin so, then those with a word that does, then any
 * that has it. Before anything is written, those that no key in `keys` belongs to.
 */
export function found(text: string, book: Book, keys: ReadonlyMap<string, string>): readonly Code[] {
  const wanted = plain(text)
  const ranked = book.codes.map((code) => ({ code, rank: wanted === '' ? Number(keys.has(code.code)) - 1 : rank(code, wanted) }))
  return ranked.filter(({ rank }) => rank !== 0).sort((one, other) => one.rank - other.rank).slice(0, MOST).map(({ code }) => code)
}

/** The lower the likelier; 0 where `code` cannot be meant. */
function rank({ code, label }: Code, wanted: string): number {
  const its = plain(label)
  if (its.startsWith(wanted) || plain(code) === wanted) return -3
  if (its.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))) return -2
  return its.includes(wanted) ? -1 : 0
}

/** `text` as it is compared: whoever leaves out accents or capitals finds the same. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
