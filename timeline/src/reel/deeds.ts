import { clock } from '../time/clock'
import type { Span } from '../time/span'

/** One thing that is done to a clip, in words, and how it is shown and taken away again. */
export interface Deed {
  readonly words: string
  readonly when: string
  readonly show: () => void
  readonly remove: () => void
}

export const stretchInWords = ({ start, end }: Span): string => `${clock(start)} to ${clock(end)}`

export const paceInWords = (speed: number): string => ({ 25: 'a quarter of the pace', 50: 'half the pace' })[speed] ?? 'as it was'

export function soundInWords(decibels: number | null): string {
  if (decibels === null) return 'Silent'
  return decibels > 0 ? 'Louder' : 'Quieter'
}
