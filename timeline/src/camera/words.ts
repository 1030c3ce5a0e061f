import { THIS } from './device'

const MINUTE = 60_000

export const INSTEAD = 'Use the phone’s own camera, and choose the film on the page “Add a film” instead.'

/** A length as it is said: 40 s, 3 min. */
export function lengthInWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  return seconds < 60 ? `${seconds} s` : `${Math.round(milliseconds / MINUTE)} min`
}

/** A length as a clock shows it: 3:05. */
export function clockOf(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** When something began, seen from `now`: today 10:42, yesterday 16:05, 3 November 09:12. */
export function whenInWords(began: number, now: number): string {
  const [then, today] = [new Date(began), new Date(now)]
  const days = Math.round((midnight(today) - midnight(then)) / (24 * 60 * MINUTE))
  const hour = `${two(then.getHours())}:${two(then.getMinutes())}`
  const named = ['today', 'yesterday'][days] ?? then.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })
  return `${named} ${hour}`
}

/** Why the camera did not open, and what to do. */
export function cameraProblem(fault: string): string {
  const known: Record<string, string> = {
    NotAllowedError: 'This page may not use the camera and the microphone: allow both in the browser’s settings for this site, and try again.',
    NotFoundError: `No camera or no microphone was found here. ${INSTEAD}`,
    NotReadableError: 'Another app is using the camera: close it, and try again.',
  }
  return known[fault] ?? `The camera did not open. Try again, or use another way. ${INSTEAD}`
}

/** Why filming stopped by itself, and what to do. */
export function keepingProblem(fault: string): string {
  if (fault === 'QuotaExceededError') return `${capital(THIS)} is full, so filming stopped. What was filmed before is kept: send it, then there is room again.`
  return `${capital(THIS)} did not keep the last part, so filming stopped. What was filmed before is kept. ${INSTEAD}`
}

export const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

const midnight = (day: Date): number => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
const two = (value: number): string => String(value).padStart(2, '0')
