import type { Loaded } from './load'
import type { Live } from '../wire'

type Who = Live['lead']

/** How a film is shown, in per cent of its own pace. */
export const SPEEDS = [
  { speed: 25, words: 'Very slow' },
  { speed: 50, words: 'Slow' },
  { speed: 100, words: 'As it was' },
] as const

const MEGABYTE = 1_000_000

/** How far a film is loaded: "3 of 12 MB"; empty until its size is known. */
export function howFar({ done, total }: Loaded): string {
  if (total === 0) return ''
  const whole = Math.max(1, Math.round(total / MEGABYTE))
  return `${done >= total ? whole : Math.floor(done / MEGABYTE)} of ${whole}\u00a0MB`
}

/** For whom a start waits, by the name of whoever sits at the other side; `me` is who sits here. */
export function waitingFor(late: readonly Who[], me: Who, other: string): string {
  const screens = new Set(late.map((who) => screenOf(who, me, other)))
  return `Waiting for ${[...screens].join(' and ')}…`
}

function screenOf(who: Who, me: Who, other: string): string {
  if (who === me) return 'your other screen'
  return who === 'client' ? `${other}’s phone` : `${other}’s screen`
}
