import type { Room } from './room.svelte'
import { SPEEDS } from './words'
import { reviewCommandOf, type ReviewCommand } from '../review/keys'
import { clamp } from '../time/span'

/** What only the page itself can do. */
export interface Page {
  readonly fullScreen: () => void
  readonly point: () => void
}

/** Do what a key asks for, unless it is meant for what has the focus; whether it was ours. */
export function obey(room: Room, event: KeyboardEvent, page: Page): boolean {
  const command = reviewCommandOf(event)
  const on = event.target instanceof Element ? event.target : null
  const isWriting = on?.closest('input, textarea, select, summary, [contenteditable]') !== null && on !== null
  const isPressing = event.key === ' ' && on?.closest('button, a') !== null && on !== null
  if (!command || isWriting || isPressing || room.phase !== 'in') return false
  event.preventDefault()
  act(room, command, page)
  return true
}

function act(room: Room, command: ReviewCommand, page: Page): void {
  if (command === 'full screen') page.fullScreen()
  else if (command === 'point') page.point()
  else if (!room.leads) { if (command === 'play') room.pause() }
  else lead(room, command)
}

function lead(room: Room, command: ReviewCommand): void {
  const place = SPEEDS.findIndex(({ speed }) => speed === room.live?.speed)
  if (command === 'play') room.toggle()
  else if (command === 'again') room.again()
  else if (command === 'next') room.step(1)
  else if (command === 'before') room.step(-1)
  else if (command === 'ask') room.ask()
  else room.setSpeed(SPEEDS[clamp(place + (command === 'faster' ? 1 : -1), 0, SPEEDS.length - 1)]?.speed ?? 100)
}
