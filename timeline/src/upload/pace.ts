import { roughly } from '../time/clock'

/** How far an upload was at a time: milliseconds and bytes. */
export interface Mark {
  readonly at: number
  readonly sent: number
}

const WINDOW = 20_000

/** `marks` with `mark` behind them, without those too old to say anything about the speed now. */
export const marked = (marks: readonly Mark[], mark: Mark): readonly Mark[] => [
  ...marks.filter(({ at }) => mark.at - at <= WINDOW),
  mark,
]

/** Milliseconds that `left` bytes will take at the speed of the last twenty seconds; null while nobody can say. */
export function timeLeft(marks: readonly Mark[], left: number): number | null {
  const [first, last] = [marks.at(0), marks.at(-1)]
  if (!first || !last || last.at - first.at < 1000 || last.sent <= first.sent) return null
  return (left * (last.at - first.at)) / (last.sent - first.sent)
}

/** What is left, in few words: 120 MB and about 3 minutes left. */
export function leftInWords(bytes: number, milliseconds: number | null): string {
  const megabytes = `${Math.max(1, Math.round(bytes / 1_000_000))} MB`
  if (milliseconds === null) return `${megabytes} left`
  return `${megabytes} and ${roughly(milliseconds)} left`
}
