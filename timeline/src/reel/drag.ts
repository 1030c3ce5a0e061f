/** A place on the screen, in CSS pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Which of `homes` lies nearest to `hand`; 0 where there are none. */
export function nearest(homes: readonly Point[], hand: Point): number {
  const away = homes.map(({ x, y }) => Math.hypot(x - hand.x, y - hand.y))
  return Math.max(0, away.indexOf(Math.min(...away)))
}
