import { commandIn, type FilmCommand, type Press } from '../player/keys'

/** What a key asks for in the studio. */
export type Command =
  | FilmCommand
  | { readonly kind: 'repeat' | 'mark' | 'note' | 'keep' | 'dismiss' | 'help' | 'full screen' }
  | { readonly kind: 'previous' | 'next' | 'set in' | 'set out' | 'slower' | 'faster' }
  | { readonly kind: 'principle'; readonly count: number }

const PLAIN: Readonly<Record<string, Command>> = {
  i: { kind: 'set in' },
  '[': { kind: 'set in' },
  o: { kind: 'set out' },
  ']': { kind: 'set out' },
  r: { kind: 'repeat' },
  m: { kind: 'mark' },
  n: { kind: 'note' },
  y: { kind: 'keep' },
  x: { kind: 'dismiss' },
  f: { kind: 'full screen' },
  arrowup: { kind: 'previous' },
  arrowdown: { kind: 'next' },
}

// Shift with comma and full stop writes < > on some keyboards and ; : on others.
const WITH_SHIFT: Readonly<Record<string, Command>> = {
  '<': { kind: 'slower' },
  ';': { kind: 'slower' },
  '>': { kind: 'faster' },
  ':': { kind: 'faster' },
}

/** The command of a key press, or null where the key is not ours. */
export function commandOf(press: Press): Command | null {
  const isAlone = !press.altKey && !press.ctrlKey && !press.metaKey
  if (isAlone && press.key === '?') return { kind: 'help' }
  if (isAlone && /^[1-9]$/.test(press.key)) return { kind: 'principle', count: Number(press.key) }
  return commandIn(press, PLAIN, WITH_SHIFT)
}

/** The keys as the help page shows them. */
export const KEY_HELP: readonly (readonly [string, string])[] = [
  ['Space or K', 'play or pause'],
  ['← →', 'one second back or on (Shift: five)'],
  ['J L', 'five seconds back or on'],
  [', .', 'one frame back or on'],
  ['Shift , .', 'slower or faster'],
  ['↑ ↓', 'the moment before or after'],
  ['M', 'mark a moment here'],
  ['I O', 'begin or end the moment here'],
  ['1 to 9', 'give it a principle'],
  ['Y X', 'keep or dismiss it'],
  ['R', 'repeat the moment'],
  ['N', 'write a note'],
  ['Ctrl or ⌘ Z', 'undo (Shift: redo)'],
  ['F', 'full screen'],
  ['Shift M', 'sound on or off'],
  ['?', 'this page'],
]
