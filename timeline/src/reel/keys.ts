import type { Press } from '../studio/keys'

/** What a key asks for on the reel's page. */
export type ReelCommand =
  | { readonly kind: 'play' | 'undo' | 'redo' | 'mute' | 'start here' | 'end here' | 'close' }
  | { readonly kind: 'seconds' | 'frames' | 'clips'; readonly count: number }

const KEYS: Readonly<Record<string, ReelCommand>> = {
  ' ': { kind: 'play' },
  k: { kind: 'play' },
  j: { kind: 'seconds', count: -5 },
  l: { kind: 'seconds', count: 5 },
  ',': { kind: 'frames', count: -1 },
  '.': { kind: 'frames', count: 1 },
  arrowleft: { kind: 'seconds', count: -1 },
  arrowright: { kind: 'seconds', count: 1 },
  arrowup: { kind: 'clips', count: -1 },
  arrowdown: { kind: 'clips', count: 1 },
  i: { kind: 'start here' },
  '[': { kind: 'start here' },
  o: { kind: 'end here' },
  ']': { kind: 'end here' },
  escape: { kind: 'close' },
}

const WITH_SHIFT: Readonly<Record<string, ReelCommand>> = {
  m: { kind: 'mute' },
  arrowleft: { kind: 'seconds', count: -5 },
  arrowright: { kind: 'seconds', count: 5 },
}

/** The command of a key press, or null where the key is not ours. */
export function reelCommandOf(press: Press): ReelCommand | null {
  const key = press.key.toLowerCase()
  if (press.altKey) return null
  if (press.ctrlKey || press.metaKey) return key === 'z' ? { kind: press.shiftKey ? 'redo' : 'undo' } : null
  const keys = press.shiftKey ? WITH_SHIFT : KEYS
  return Object.hasOwn(keys, key) ? (keys[key] ?? null) : null
}
