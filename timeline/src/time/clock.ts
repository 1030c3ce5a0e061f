import type { Micros } from '../wire'

export const SECOND: Micros = 1_000_000

/** `at` as a person reads it in a film: 0:42.3, or 1:02:03.4 beyond the hour. */
export function clock(at: Micros): string {
  const tenths = Math.floor(at / 100_000)
  const seconds = `${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`
  const minutes = Math.floor(tenths / 600)
  if (minutes < 60) return `${minutes}:${seconds}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${seconds}`
}

/** `at` as it is said aloud: 1 minute 12.4 seconds. */
export function spoken(at: Micros): string {
  const tenths = Math.floor(at / 100_000)
  const minutes = Math.floor(tenths / 600)
  const seconds = `${(tenths % 600) / 10} seconds`
  if (minutes === 0) return seconds
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${seconds}`
}

/** A while to come, as roughly as it is known: less than a minute, about 3 minutes. */
export function roughly(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  if (minutes < 1) return 'less than a minute'
  return `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
}

/** A length as a person feels it: 4.2 s, or 1 min 5 s from the minute on. */
export function lasting(length: Micros): string {
  if (length < 60 * SECOND) return `${(length / SECOND).toFixed(1)} s`
  const seconds = Math.round(length / SECOND)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
