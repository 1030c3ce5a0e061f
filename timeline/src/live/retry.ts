const FIRST = 400
const LONGEST = 5_000

/** How long to wait before try number `count` (from 0), in milliseconds; `chance` (0 to 1) keeps a crowd apart. */
export function pause(count: number, chance: number): number {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(count, 10))
  return Math.round(most * (0.7 + 0.3 * chance))
}
