/** A key as the browser reports it: by the character, not the place on the keyboard. */
export type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** What a key asks for wherever a film is played and something is made of it. */
export type FilmCommand =
  | { readonly kind: 'play' | 'undo' | 'redo' | 'mute' }
  | { readonly kind: 'seconds' | 'frames'; readonly count: number }

type Keys<Command> = Readonly<Record<string, Command>>

const PLAIN: Keys<FilmCommand> = {
  ' ': { kind: 'play' },
  k: { kind: 'play' },
  j: { kind: 'seconds', count: -5 },
  l: { kind: 'seconds', count: 5 },
  ',': { kind: 'frames', count: -1 },
  '.': { kind: 'frames', count: 1 },
  arrowleft: { kind: 'seconds', count: -1 },
  arrowright: { kind: 'seconds', count: 1 },
}

const WITH_SHIFT: Keys<FilmCommand> = {
  m: { kind: 'mute' },
  arrowleft: { kind: 'seconds', count: -5 },
  arrowright: { kind: 'seconds', count: 5 },
}

/** The command of a key press, a page's own `plain` and `withShift` keys included; null where the key is not ours. */
export function commandIn<Own>(press: Press, plain: Keys<Own>, withShift: Keys<Own> = {}): Own | FilmCommand | null {
  const key = press.key.toLowerCase()
  if (press.altKey) return null
  if (press.ctrlKey || press.metaKey) return key === 'z' ? { kind: press.shiftKey ? 'redo' : 'undo' } : null
  const keys: Keys<Own | FilmCommand> = press.shiftKey ? { ...WITH_SHIFT, ...withShift } : { ...PLAIN, ...plain }
  return Object.hasOwn(keys, key) ? (keys[key] ?? null) : null
}
