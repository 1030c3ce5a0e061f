import type { Press } from '../player/keys'

/** What a key asks for while two films are brought together. */
export type PairCommand =
  | { readonly kind: 'play' | 'hear' | 'undo' | 'redo' }
  | { readonly kind: 'seconds' | 'frames' | 'nudge' | 'nudge frames'; readonly count: number }

const KEYS: Readonly<Record<string, PairCommand>> = {
  ' ': { kind: 'play' },
  k: { kind: 'play' },
  h: { kind: 'hear' },
  arrowleft: { kind: 'seconds', count: -1 },
  arrowright: { kind: 'seconds', count: 1 },
  ',': { kind: 'frames', count: -1 },
  '.': { kind: 'frames', count: 1 },
  1: { kind: 'nudge', count: -1 },
  2: { kind: 'nudge', count: -0.1 },
  3: { kind: 'nudge frames', count: -1 },
  4: { kind: 'nudge frames', count: 1 },
  5: { kind: 'nudge', count: 0.1 },
  6: { kind: 'nudge', count: 1 },
}

/** The command of a key press, or null where the key is not ours. */
export function pairCommandOf(press: Press): PairCommand | null {
  const key = press.key.toLowerCase()
  if (press.altKey) return null
  if (press.ctrlKey || press.metaKey) return key === 'z' ? { kind: press.shiftKey ? 'redo' : 'undo' } : null
  return Object.hasOwn(KEYS, key) ? (KEYS[key] ?? null) : null
}
