/** What a key asks for in a shared review. */
export type ReviewCommand = 'play' | 'again' | 'slower' | 'faster' | 'next' | 'before' | 'full screen' | 'point' | 'ask'

const KEYS: Readonly<Record<string, ReviewCommand>> = {
  ' ': 'play',
  k: 'play',
  r: 'again',
  '<': 'slower',
  ',': 'slower',
  '>': 'faster',
  '.': 'faster',
  arrowright: 'next',
  arrowdown: 'next',
  pagedown: 'next',
  arrowleft: 'before',
  arrowup: 'before',
  pageup: 'before',
  f: 'full screen',
  p: 'point',
  q: 'ask',
}

/** The command of a key press, or null where the key is not ours. */
export function reviewCommandOf(press: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): ReviewCommand | null {
  const key = press.key.toLowerCase()
  if (press.ctrlKey || press.metaKey || press.altKey || !Object.hasOwn(KEYS, key)) return null
  return KEYS[key] ?? null
}
