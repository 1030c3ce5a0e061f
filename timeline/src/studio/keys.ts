/** What a key asks for in the studio. */
export type Command =
  | { readonly kind: 'play' | 'repeat' | 'mark' | 'note' | 'keep' | 'dismiss' | 'help' | 'full screen' | 'mute' }
  | { readonly kind: 'previous' | 'next' | 'undo' | 'redo' | 'set in' | 'set out' | 'slower' | 'faster' }
  | { readonly kind: 'seconds' | 'frames' | 'principle'; readonly count: number }

/** A key as the browser reports it: by the character, not the place on the keyboard. */
export type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

const PLAIN: Readonly<Record<string, Command>> = {
  ' ': { kind: 'play' },
  k: { kind: 'play' },
  j: { kind: 'seconds', count: -5 },
  l: { kind: 'seconds', count: 5 },
  ',': { kind: 'frames', count: -1 },
  '.': { kind: 'frames', count: 1 },
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
  arrowleft: { kind: 'seconds', count: -1 },
  arrowright: { kind: 'seconds', count: 1 },
  arrowup: { kind: 'previous' },
  arrowdown: { kind: 'next' },
}

// Shift with comma and full stop writes < > on some keyboards and ; : on others.
const WITH_SHIFT: Readonly<Record<string, Command>> = {
  '<': { kind: 'slower' },
  ';': { kind: 'slower' },
  '>': { kind: 'faster' },
  ':': { kind: 'faster' },
  m: { kind: 'mute' },
  arrowleft: { kind: 'seconds', count: -5 },
  arrowright: { kind: 'seconds', count: 5 },
}

/** The command of a key press, or null where the key is not ours. */
export function commandOf(press: Press): Command | null {
  const key = press.key.toLowerCase()
  if (press.altKey) return null
  if (press.ctrlKey || press.metaKey) return key === 'z' ? { kind: press.shiftKey ? 'redo' : 'undo' } : null
  if (key === '?') return { kind: 'help' }
  if (/^[1-9]$/.test(key)) return { kind: 'principle', count: Number(key) }
  const keys = press.shiftKey ? WITH_SHIFT : PLAIN
  return Object.hasOwn(keys, key) ? (keys[key] ?? null) : null
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
