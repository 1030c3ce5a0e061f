import { THIS } from './device'
import { capital } from './words'

/** Bits of a second of film, picture and sound; the browser is asked for no more. */
export const PICTURE_BITS = 2_500_000
export const SOUND_BITS = 128_000

export const BYTES_PER_MINUTE = ((PICTURE_BITS + SOUND_BITS) / 8) * 60
const SCARCE = 5
const NONE_LEFT = 0.5

/** Minutes of film for which this phone has room; null where the browser does not say. Chromium always says 10 GB. */
export async function minutesOfRoom(): Promise<number | null> {
  const { quota, usage } = await navigator.storage.estimate()
  return quota === undefined || usage === undefined ? null : (quota - usage) / BYTES_PER_MINUTE
}

/** What to say of so much room: nothing where there is enough. */
export function roomInWords(minutes: number | null): string {
  if (minutes === null || minutes >= SCARCE) return ''
  if (isFull(minutes)) return `${capital(THIS)} is full: send or discard what is on it, or make room, then film.`
  const whole = Math.max(1, Math.floor(minutes))
  return `${capital(THIS)} is nearly full: there is room for about ${whole} ${whole === 1 ? 'minute' : 'minutes'}.`
}

/** Whether filming has to end before the phone ends it. */
export const isFull = (minutes: number | null): boolean => minutes !== null && minutes < NONE_LEFT
