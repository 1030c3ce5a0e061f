import type { Book } from './book'
import { digitAt } from './keyboard'
import type { Code } from '../wire'

/** So many are shown at once: more are not read while a film plays. */
const MOST = 5

/**
 * The codes that `text` may mean, the likeliest first: the one called so, those that begin so, then those with a word or a
 * short name that does, then any that has it. Before anything is written, those that no key in `keys` belongs to.
 */
export function found(text: string, book: Book, keys: ReadonlyMap<string, string>): readonly Code[] {
  const wanted = plain(text)
  const ranked = book.codes.map((code) => ({ code, rank: wanted === '' ? Number(keys.has(code.code)) - 1 : rank(code, wanted) }))
  return ranked.filter(({ rank }) => rank !== 0).sort((one, other) => one.rank - other.rank).slice(0, MOST).map(({ code }) => code)
}

/** The code whose short name `text` is, where whoever writes can want nothing more: no name and no word goes on from it. */
export const spelled = (text: string, book: Book): Code | null => only(plain(text), book.codes, book.codes.flatMap(wordsOf))

/**
 * `text` with the digit that lies at a key (`place`, as events tell it) which writes `sign` there; null where the sign is meant.
 *
 * So a short name needs no Shift for its digits, whatever the keyboard, and Shift is left to say whose it is.
 */
export function withDigit(text: string, sign: string, place: string, book: Book): string | null {
  const longer = text + digitAt(place)
  if (longer === text || longer === text + sign) return null
  const isName = book.codes.some(({ code }) => plain(code).startsWith(plain(longer)))
  const literally = (text + sign).toLowerCase()
  const isWord = book.codes.some(({ code, label }) => [code, label, ...label.split(' ')].some((word) => word.toLowerCase().startsWith(literally)))
  return isName && !isWord ? longer : null
}

/** What is written after the key that finds, for each code: its short name, and Enter where that could go on. */
export function spellings({ codes }: Book): ReadonlyMap<string, string> {
  const words = codes.flatMap(wordsOf)
  return new Map(codes.map(({ code }) => [code, only(plain(code), codes, words) ? code : `${code} ↵`]))
}

function only(wanted: string, codes: readonly Code[], words: readonly string[]): Code | null {
  const [code, ...others] = codes.filter((each) => plain(each.code) === wanted)
  return code && others.length === 0 && !words.some((word) => word !== wanted && word.startsWith(wanted)) ? code : null
}

/** The lower the likelier; 0 where `code` cannot be meant. */
function rank(code: Code, wanted: string): number {
  const label = plain(code.label)
  if (plain(code.code) === wanted) return -4
  if (label.startsWith(wanted)) return -3
  if (wordsOf(code).some((word) => word.startsWith(wanted))) return -2
  return label.includes(wanted) ? -1 : 0
}

/** What somebody may write who means `code`: its short name, all its words, and each of them. */
const wordsOf = ({ code, label }: Code): readonly string[] => [plain(code), plain(label), ...plain(label).split(/[^\p{L}\p{N}]+/u)]

/** `text` as it is compared: whoever leaves out accents or capitals finds the same. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
