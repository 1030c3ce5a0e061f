/** How far the work was at a time: milliseconds, and a share from 0 to 1. */
export interface Mark {
  readonly at: number
  readonly share: number
}

const SOONEST = 8000

/** The mark to reckon from: the first of an unbroken advance. */
export const begun = (first: Mark | null, now: Mark): Mark => (first && first.share <= now.share ? first : now)

/** Milliseconds that are left at the pace since `first`; null while it is too early to say. */
export function timeLeft(first: Mark, now: Mark): number | null {
  if (now.at - first.at < SOONEST || now.share <= first.share) return null
  return ((1 - now.share) * (now.at - first.at)) / (now.share - first.share)
}
