import { commandIn, type FilmCommand, type Press } from '../player/keys'

/** What a key asks for on the reel's page. */
export type ReelCommand =
  | FilmCommand
  | { readonly kind: 'start here' | 'end here' | 'close' }
  | { readonly kind: 'clips'; readonly count: number }

const KEYS: Readonly<Record<string, ReelCommand>> = {
  arrowup: { kind: 'clips', count: -1 },
  arrowdown: { kind: 'clips', count: 1 },
  i: { kind: 'start here' },
  '[': { kind: 'start here' },
  o: { kind: 'end here' },
  ']': { kind: 'end here' },
  escape: { kind: 'close' },
}

/** The command of a key press, or null where the key is not ours. */
export const reelCommandOf = (press: Press): ReelCommand | null => commandIn(press, KEYS)
