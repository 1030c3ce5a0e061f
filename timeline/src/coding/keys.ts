import type { Book } from './book'
import { characterOf, commandsOf, isWithout, nameOf, printed, purposeOf, standardByName, type CodingCommand, type CodingPress } from './keyboard'
import { inverse } from './sets'
import type { Habit, Habits } from '../wire'

/** What each key does: the codes by their keys, and everything else by the names of keys. */
export interface Keyboard {
  readonly codes: ReadonlyMap<string, string>
  readonly commands: ReadonlyMap<string, CodingCommand>
}

/** The command of a key press; null where the key is not ours. */
export function codingCommandOf(press: CodingPress, { codes, commands }: Keyboard): CodingCommand | null {
  const key = press.key.toLowerCase()
  const isAlone = isWithout(press)
  if (!isAlone && !press.altKey) return withControl(key, press.shiftKey)
  if (/^[0-9]$/.test(key)) return { kind: isAlone ? 'person' : 'copy to', place: Number(key) }
  const code = codes.get(key)
  if (code !== undefined) return { kind: isAlone ? 'code' : 'recode', code, forOther: press.shiftKey }
  return !isAlone && (press.ctrlKey || press.metaKey) ? null : (commands.get(nameOf(press)) ?? null)
}

function withControl(key: string, isShifted: boolean): CodingCommand | null {
  if (key === 'z') return { kind: isShifted ? 'redo' : 'undo' }
  if (key === 'y') return { kind: 'redo' }
  return key === 'a' ? { kind: 'select all' } : null
}

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
  const taken = new Set([...commandsOf(habits).keys()].map(characterOf))
  const give = (code: string, key: string | undefined): void => {
    if (!key || taken.has(key) || keys.has(code)) return
    taken.add(key)
    keys.set(code, key)
  }
  for (const { code } of book.codes) give(code, own.get(code)?.toLowerCase())
  for (const { code, key } of book.codes) if (!own.has(code)) give(code, key.toLowerCase())
  const free = LETTERS.filter((letter) => !taken.has(letter))
  // A code that was to have no key has none; one whose key plays the film by now has another.
  for (const { code } of book.codes) if (own.get(code) !== '' && !keys.has(code)) give(code, free.shift())
  return keys
}

/** The keyboard of somebody with these habits. */
export const keyboardOf = (habits: Habits, book: Book): Keyboard => ({ codes: inverse(keysOf(habits, book)), commands: commandsOf(habits) })

/** Why `key` cannot be the one of `code`, in one sentence; empty where it can. */
export function clash(code: string, key: string, habits: Habits, book: Book): string {
  const wanted = key.toLowerCase()
  if (wanted === '') return ''
  const label = book.label(code)
  if (!/^[^\s\p{C}]$/u.test(wanted)) return 'A code has one letter or sign for its key.'
  if (/\d/.test(wanted)) return `Digits choose the person, so “${label}” cannot have ${wanted}.`
  const other = [...keysOf(habits, book)].find(([each, its]) => each !== code && its === wanted)?.[0]
  if (other !== undefined) return `${wanted.toUpperCase()} is the key of “${book.label(other)}”, so “${label}” cannot have it as well.`
  // With Shift a code's key is for the other person, and with Alt it gives another code.
  const [name, standard] = [...standardByName(habits)].find(([each]) => characterOf(each) === wanted) ?? []
  return name === undefined || standard === undefined ? '' : `${printed(name)} is there to ${purposeOf(standard)}, so “${label}” cannot have it as well.`
}

/** Why the key called `wanted` cannot do what the `standard` one did, in one sentence; empty where it can. */
export function keyClash(standard: string, wanted: string, habits: Habits, book: Book): string {
  if (/\d$/.test(wanted)) return 'Digits choose the person: take another key.'
  const other = standardByName(habits).get(wanted)
  if (other !== undefined && other !== standard) return `${printed(wanted)} is there to ${purposeOf(other)}: take another key.`
  const code = inverse(keysOf(habits, book)).get(characterOf(wanted))
  return code === undefined ? '' : `${printed(characterOf(wanted))} is the key of “${book.label(code)}”: take another key.`
}

/** `habits` with `key` for `code`, and every other key as it is now: none moves because another did. */
export function remapped(code: string, key: string, habits: Habits, book: Book): Habits {
  const keys = new Map(keysOf(habits, book)).set(code, key.toLowerCase())
  return { ...habits, codes: book.codes.map((each) => ({ ...habitOf(each.code, habits, book), key: keys.get(each.code) ?? '' })) }
}

/** `habits` with the key called `key` in the place of the `standard` one. */
export function rekeyed(standard: string, key: string, habits: Habits): Habits {
  const others = habits.keys.filter(({ standard: each }) => each !== standard)
  return { ...habits, keys: key === standard ? others : [...others, { standard, key }] }
}
