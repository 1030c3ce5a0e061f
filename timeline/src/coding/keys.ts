import type { Book } from './book'
import type { Press } from '../player/keys'
import type { Habit, Habits } from '../wire'

/** What a key asks for while a film is coded. */
export type CodingCommand =
  | { readonly kind: 'play' | 'slower' | 'faster' | 'normal speed' | 'loop' | 'play selection' | 'mute' }
  | { readonly kind: 'step' | 'frames' | 'seconds' | 'boundary' | 'event' | 'nudge' | 'shift'; readonly count: number }
  | { readonly kind: 'start here' | 'end here' | 'mark in' | 'mark out' | 'mark around' | 'name' | 'select here' | 'select all' }
  | { readonly kind: 'split' | 'merge' | 'take out' | 'note' | 'end all' | 'undo' | 'redo' | 'help' }
  | { readonly kind: 'person' | 'copy to'; readonly place: number }
  | { readonly kind: 'code' | 'recode'; readonly code: string; readonly forOther: boolean }

/** A key press as an event tells it; `isWritten` where AltGr only serves to write the character. */
export interface CodingPress extends Press {
  readonly isWritten?: boolean
}

type Keys = Readonly<Record<string, CodingCommand>>

const PLAIN: Keys = {
  ' ': { kind: 'play' },
  k: { kind: 'play' },
  j: { kind: 'slower' },
  l: { kind: 'faster' },
  i: { kind: 'mark in' },
  o: { kind: 'mark out' },
  m: { kind: 'mark around' },
  n: { kind: 'note' },
  arrowleft: { kind: 'step', count: -1 },
  arrowright: { kind: 'step', count: 1 },
  arrowup: { kind: 'event', count: -1 },
  arrowdown: { kind: 'event', count: 1 },
  ',': { kind: 'frames', count: -1 },
  '.': { kind: 'frames', count: 1 },
  '/': { kind: 'loop' },
  '?': { kind: 'help' },
  '[': { kind: 'start here' },
  ']': { kind: 'end here' },
  '{': { kind: 'nudge', count: -1 },
  '}': { kind: 'nudge', count: 1 },
  '<': { kind: 'shift', count: -1 },
  '>': { kind: 'shift', count: 1 },
  '-': { kind: 'split' },
  '+': { kind: 'merge' },
  '=': { kind: 'normal speed' },
  enter: { kind: 'select here' },
  delete: { kind: 'take out' },
  backspace: { kind: 'take out' },
  escape: { kind: 'end all' },
}

const WITH_SHIFT: Keys = {
  ' ': { kind: 'play selection' },
  m: { kind: 'mute' },
  n: { kind: 'name' },
  arrowleft: { kind: 'seconds', count: -5 },
  arrowright: { kind: 'seconds', count: 5 },
}

const WITH_ALT: Keys = {
  arrowleft: { kind: 'boundary', count: -1 },
  arrowright: { kind: 'boundary', count: 1 },
}

/** The command of a key press, `codes` by their keys; null where the key is not ours. */
export function codingCommandOf(press: CodingPress, codes: ReadonlyMap<string, string>): CodingCommand | null {
  const key = press.key.toLowerCase()
  const isAlone = press.isWritten === true || (!press.ctrlKey && !press.metaKey && !press.altKey)
  if (!isAlone && !press.altKey) return withControl(key, press.shiftKey)
  if (/^[0-9]$/.test(key)) return { kind: isAlone ? 'person' : 'copy to', place: Number(key) }
  const code = codes.get(key)
  if (code !== undefined) return { kind: isAlone ? 'code' : 'recode', code, forOther: press.shiftKey }
  if (!isAlone) return press.ctrlKey || press.metaKey ? null : own(WITH_ALT, key)
  return (press.shiftKey ? own(WITH_SHIFT, key) : null) ?? (press.shiftKey && isNamed(key) ? null : own(PLAIN, key))
}

// Shift with a letter or a key that writes nothing is another key; a sign that takes Shift to be written is just itself.
const isNamed = (key: string): boolean => key.length > 1 || /\p{L}/u.test(key)

function withControl(key: string, isShifted: boolean): CodingCommand | null {
  if (key === 'z') return { kind: isShifted ? 'redo' : 'undo' }
  if (key === 'y') return { kind: 'redo' }
  return key === 'a' ? { kind: 'select all' } : null
}

const own = (keys: Keys, key: string): CodingCommand | null => (Object.hasOwn(keys, key) ? (keys[key] ?? null) : null)

/** The seconds that a moment reaches back and on where nobody has said otherwise. */
const USUAL = 4_000_000

/** How `code` is entered: as this coder is used to, or by its codebook's key, toggled. */
export function habitOf(code: string, { codes }: Habits, book: Book): Habit {
  const usual: Habit = { code, key: book.find(code)?.key ?? '', mode: 'toggle', lead: USUAL, lag: USUAL }
  return codes.find((habit) => habit.code === code) ?? usual
}

// Those under the resting hand first; the rest of the alphabet plays the film and marks.
const LETTERS = 'asdfghwertyuqpzxcvb'.split('')

/** The key of each code: of this coder's habits, of the codebook, and then letters that are left, in the order of codes. */
export function keysOf(habits: Habits, book: Book): ReadonlyMap<string, string> {
  const own = new Map(habits.codes.map(({ code, key }) => [code, key]))
  const keys = new Map<string, string>()
  const taken = new Set(Object.keys(PLAIN))
  const give = (code: string, key: string | undefined): void => {
    if (!key || taken.has(key) || keys.has(code)) return
    taken.add(key)
    keys.set(code, key)
  }
  for (const { code } of book.codes) give(code, own.get(code)?.toLowerCase())
  for (const { code, key } of book.codes) if (!own.has(code)) give(code, key.toLowerCase())
  const free = LETTERS.filter((letter) => !taken.has(letter))
  for (const { code } of book.codes) if (!own.has(code) && !keys.has(code)) give(code, free.shift())
  return keys
}

/** Why `key` cannot be the one of `code`, in one sentence; empty where it can. */
export function clash(code: string, key: string, habits: Habits, book: Book): string {
  const wanted = key.toLowerCase()
  if (wanted === '') return ''
  const label = book.label(code)
  if (!/^[^\s\p{C}]$/u.test(wanted)) return 'A code has one letter or sign for its key.'
  if (/\d/.test(wanted)) return `Digits choose the person, so “${label}” cannot have ${wanted}.`
  const command = own(PLAIN, wanted)
  if (command) return `${wanted.toUpperCase()} is there to ${IN_WORDS[command.kind] ?? command.kind}, so “${label}” cannot have it as well.`
  const [other] = [...keysOf(habits, book)].find(([each, its]) => each !== code && its === wanted) ?? []
  return other === undefined ? '' : `${wanted.toUpperCase()} is the key of “${book.label(other)}”, so “${label}” cannot have it as well.`
}

const IN_WORDS: Partial<Record<CodingCommand['kind'], string>> = {
  slower: 'play slower or back',
  faster: 'play faster',
  play: 'play or pause',
  'mark in': 'mark a beginning',
  'mark out': 'mark an end',
  'mark around': 'mark a moment',
  note: 'write a note',
  frames: 'go by one frame',
  loop: 'repeat what is selected',
  help: 'show the keys',
  'start here': 'set a start',
  'end here': 'set an end',
  nudge: 'move an edge by one frame',
  shift: 'move an event by one frame',
}

/** The keys as the help page shows them. */
export const CODING_KEY_HELP: readonly (readonly [string, string])[] = [
  ['Space or K', 'play or pause'],
  ['L', 'play, then faster (up to 4)'],
  ['J', 'slower (down to 0.1), then back; back when paused'],
  ['=', 'normal speed'],
  ['← →', 'one frame when paused, one second when playing (Shift: five)'],
  [', .', 'one frame back or on'],
  ['Alt ← →', 'where something begins or ends before or after'],
  ['↑ ↓', 'the event before or after'],
  ['Enter', 'select what runs here'],
  ['Letters', 'the codes, as printed on their buttons (Shift: of the other person)'],
  ['1 to 9', 'choose the person (0: both together)'],
  ['Esc', 'end all that is running'],
  ['I O', 'mark where something begins and ends, then a code names it'],
  ['M', 'mark a moment around here, then a code names it'],
  ['Shift N', 'take up the next marked stretch'],
  ['[ ]', 'begin or end what is selected here'],
  ['{ }', 'its nearer edge one frame back or on'],
  ['< >', 'all of it one frame back or on'],
  ['− +', 'split it here, or join it with the next of its kind'],
  ['Alt 1 to 9', 'copy it to a person'],
  ['Alt letter', 'give it another code'],
  ['Delete', 'take it out'],
  ['N', 'write a note (Enter goes on)'],
  ['/', 'repeat what is selected'],
  ['Shift Space', 'play it from a second before, and return'],
  ['Ctrl or ⌘ Z', 'undo (Shift: redo)'],
  ['Shift M', 'sound on or off'],
  ['?', 'this page'],
]

/** `habits` with `key` for `code`, and every other key as it is now: none moves because another did. */
export function remapped(code: string, key: string, habits: Habits, book: Book): Habits {
  const keys = new Map(keysOf(habits, book)).set(code, key.toLowerCase())
  return { ...habits, codes: book.codes.map((each) => ({ ...habitOf(each.code, habits, book), key: keys.get(each.code) ?? '' })) }
}
