import type { Press } from '../player/keys'
import type { Habits } from '../wire'

/** What a key asks for while a film is coded. */
export type CodingCommand =
  | { readonly kind: 'play' | 'slower' | 'faster' | 'normal speed' | 'loop' | 'play selection' | 'mute' }
  | { readonly kind: 'step' | 'frames' | 'seconds' | 'boundary' | 'event' | 'nudge' | 'shift'; readonly count: number }
  | { readonly kind: 'start here' | 'end here' | 'mark in' | 'mark out' | 'mark around' | 'name' | 'select here' | 'select all' }
  | { readonly kind: 'split' | 'merge' | 'take out' | 'note' | 'find' | 'end all' | 'undo' | 'redo' | 'help' }
  | { readonly kind: 'person' | 'copy to'; readonly place: number }
  | { readonly kind: 'code' | 'recode'; readonly code: string; readonly forOther: boolean }

/** A key press as an event tells it; `isWritten` where AltGr only serves to write the character. */
export interface CodingPress extends Press {
  readonly isWritten?: boolean
}

/**
 * What each key does, by the name of the key: what it writes or is called, `shift+` or `alt+` in front where that is held.
 *
 * Somebody who changes a key has another one in the place of the standard one, which keeps its name here.
 */
const STANDARD: Readonly<Record<string, CodingCommand>> = {
  ' ': { kind: 'play' },
  k: { kind: 'play' },
  l: { kind: 'faster' },
  j: { kind: 'slower' },
  '=': { kind: 'normal speed' },
  arrowleft: { kind: 'step', count: -1 },
  arrowright: { kind: 'step', count: 1 },
  'shift+arrowleft': { kind: 'seconds', count: -5 },
  'shift+arrowright': { kind: 'seconds', count: 5 },
  ',': { kind: 'frames', count: -1 },
  '.': { kind: 'frames', count: 1 },
  'alt+arrowleft': { kind: 'boundary', count: -1 },
  'alt+arrowright': { kind: 'boundary', count: 1 },
  arrowup: { kind: 'event', count: -1 },
  arrowdown: { kind: 'event', count: 1 },
  enter: { kind: 'select here' },
  ';': { kind: 'find' },
  i: { kind: 'mark in' },
  o: { kind: 'mark out' },
  m: { kind: 'mark around' },
  'shift+n': { kind: 'name' },
  '[': { kind: 'start here' },
  ']': { kind: 'end here' },
  '{': { kind: 'nudge', count: -1 },
  '}': { kind: 'nudge', count: 1 },
  '<': { kind: 'shift', count: -1 },
  '>': { kind: 'shift', count: 1 },
  '-': { kind: 'split' },
  '+': { kind: 'merge' },
  delete: { kind: 'take out' },
  backspace: { kind: 'take out' },
  n: { kind: 'note' },
  '/': { kind: 'loop' },
  'shift+ ': { kind: 'play selection' },
  'shift+m': { kind: 'mute' },
  '?': { kind: 'help' },
  escape: { kind: 'end all' },
}

/** A line of the page of keys: what some keys are there for. */
export interface Purpose {
  /** The standard names of keys that can be changed; those in `always` cannot. */
  readonly keys: readonly string[]
  readonly always?: string
  readonly words: string
}

export const PURPOSES: readonly Purpose[] = [
  { keys: [' ', 'k'], words: 'play or pause' },
  { keys: ['l'], words: 'play, then faster (up to 4)' },
  { keys: ['j'], words: 'play slower (down to 0.1), then backwards' },
  { keys: ['='], words: 'play at normal speed' },
  { keys: ['arrowleft', 'arrowright'], words: 'go one frame when paused, one second when playing' },
  { keys: ['shift+arrowleft', 'shift+arrowright'], words: 'go five seconds' },
  { keys: [',', '.'], words: 'go one frame back or on' },
  { keys: ['alt+arrowleft', 'alt+arrowright'], words: 'go to where something begins or ends' },
  { keys: ['arrowup', 'arrowdown'], words: 'select what was coded before or after' },
  { keys: ['enter'], words: 'select what runs here' },
  { keys: [], always: 'Letters', words: 'code, as printed on the buttons (Shift: of the other person)' },
  { keys: [';'], words: 'code by a short name, or find a code by its first letters' },
  { keys: [], always: '1 to 9', words: 'choose the person (0: both together)' },
  { keys: [], always: 'Esc', words: 'end all that is running' },
  { keys: ['i', 'o'], words: 'mark where something begins and ends, then a code names it' },
  { keys: ['m'], words: 'mark a moment around here, then a code names it' },
  { keys: ['shift+n'], words: 'take up the next marked stretch' },
  { keys: ['[', ']'], words: 'begin or end here what is selected' },
  { keys: ['{', '}'], words: 'move its nearer edge by one frame' },
  { keys: ['<', '>'], words: 'move all of it by one frame' },
  { keys: ['-', '+'], words: 'split it here, or join it with the next of its kind' },
  { keys: [], always: 'Alt 1 to 9', words: 'copy it to a person' },
  { keys: [], always: 'Alt letter', words: 'give it another code' },
  { keys: ['delete', 'backspace'], words: 'take it out' },
  { keys: ['n'], words: 'write a note (Enter goes on)' },
  { keys: ['/'], words: 'repeat what is selected' },
  { keys: ['shift+ '], words: 'play it from a second before, and return' },
  { keys: [], always: 'Ctrl or ⌘ Z', words: 'undo (Shift: redo)' },
  { keys: ['shift+m'], words: 'turn the sound on or off' },
  { keys: ['?'], words: 'show the keys' },
]

/** What the standard key is there for, in words that follow “it is there to”. */
export const purposeOf = (standard: string): string => PURPOSES.find(({ keys }) => keys.includes(standard))?.words ?? 'end all that is running'

/** The name of the key that does what the standard one did at first. */
export const keyFor = (standard: string, { keys }: Habits): string => keys.find((each) => each.standard === standard)?.key ?? standard

/** The standard key in whose place each key is. */
export const standardByName = (habits: Habits): ReadonlyMap<string, string> => new Map(Object.keys(STANDARD).map((standard) => [keyFor(standard, habits), standard]))

/** What each key does for somebody with these habits. */
export const commandsOf = (habits: Habits): ReadonlyMap<string, CodingCommand> => new Map(Object.entries(STANDARD).map(([standard, command]) => [keyFor(standard, habits), command]))

/** Whether nothing is held with the key that makes it another; AltGr that only serves to write it does not. */
export const isWithout = ({ ctrlKey, metaKey, altKey, isWritten }: CodingPress): boolean => isWritten === true || (!ctrlKey && !metaKey && !altKey)

/**
 * Where each letter lies on this keyboard, as it was seen when it was pressed alone.
 *
 * On a Mac, Alt with a letter writes another sign: then the letter is meant that its key writes otherwise.
 */
export class Letters {
  readonly #byPlace = new Map<string, string>()

  read(press: CodingPress, place: string): CodingPress {
    const isAlone = isWithout(press) && !press.altKey
    if (isAlone && /^\p{L}$/u.test(press.key)) this.#byPlace.set(place, press.key.toLowerCase())
    const its = press.altKey && !press.ctrlKey ? this.#byPlace.get(place) : undefined
    return its === undefined ? press : { ...press, key: its, isWritten: false }
  }
}

/**
 * The digit that lies where a key was pressed, empty where none does.
 *
 * On some keyboards, such as French ones, that key writes a sign and takes Shift to write the digit.
 */
export const digitAt = (place: string): string => /^Digit(\d)$/.exec(place)?.[1] ?? ''

// Shift with a letter or a key that writes nothing is another key; a sign that takes Shift to be written is just itself.
export function nameOf(press: CodingPress): string {
  const key = press.key.toLowerCase()
  if (!isWithout(press)) return `alt+${key}`
  return press.shiftKey && (key.length > 1 || /[\p{L} ]/u.test(key)) ? `shift+${key}` : key
}

/** What a key called so writes, or is called, with nothing held. */
export const characterOf = (name: string): string => name.replace(/^(alt|shift)\+(?=.)/, '')

const KEPT = /^(alt\+|shift\+)?([^\p{C}]|arrow(left|right|up|down)|enter|delete|backspace|home|end|pageup|pagedown|insert)$/u

/** Whether a page may have a key called so for itself; the others belong to the browser. */
export const isOurs = (name: string): boolean => KEPT.test(name)

const SIGNS: Readonly<Record<string, string>> = { ' ': 'Space', '-': '−', arrowleft: '←', arrowright: '→', arrowup: '↑', arrowdown: '↓', pageup: 'Page up', pagedown: 'Page down' }

/** A key as it is printed on it. */
export function printed(name: string): string {
  const its = characterOf(name)
  const held = name === its ? '' : name.startsWith('alt') ? 'Alt ' : 'Shift '
  return held + (SIGNS[its] ?? (its.slice(0, 1).toUpperCase() + its.slice(1)))
}
