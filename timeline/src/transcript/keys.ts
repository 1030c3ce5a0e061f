import type { Press } from '../player/keys'

/** Which button a key presses, by its identity on the page; null where the key is not ours. */
export function buttonOf(press: Press): 'undo' | 'redo' | null {
  const key = press.key.toLowerCase()
  if (press.altKey || !(press.ctrlKey || press.metaKey)) return null
  if (key === 'z') return press.shiftKey ? 'redo' : 'undo'
  return key === 'y' ? 'redo' : null
}
