import type { LaneIndex } from '.'
import { ROWS } from './stack'
import type { Lane } from '../lane'

/** One lane on the sheet of all lanes, in CSS pixels from its top. */
export interface Place {
  readonly lane: Lane
  readonly top: number
  readonly height: number
  /** Where its bars begin. */
  readonly bars: number
  /** How high one row of bars is, and how many there are. */
  readonly row: number
  readonly rows: number
  /** Where the events of somebody else's coding are drawn; null where none are. */
  readonly ghosts: number | null
  readonly isFolded: boolean
}

export interface Layout {
  readonly places: readonly Place[]
  readonly height: number
}

export interface Wishes {
  readonly folded: ReadonlySet<string>
  /** Pixels above the bars in which the lane's title stands; 0 where it stands beside them. */
  readonly heading: number
  readonly hasGhosts: boolean
}

export const GHOST = 9
const FOLDED = 26
const BAR = 26
const NARROW_BAR = 20
const GAP = 4
/** Air above the first lane of each person. */
const APART = 8

/** Where each lane lies: one row for what does not overlap, up to four where it does. */
export function layoutOf(lanes: readonly Lane[], index: LaneIndex, { folded, heading, hasGhosts }: Wishes): Layout {
  let top = 0
  const places = lanes.map((lane, number): Place => {
    if (number > 0 && lanes[number - 1]?.person !== lane.person) top += APART
    const isFolded = folded.has(lane.id)
    const rows = isFolded ? 1 : Math.min(ROWS, index.lane(lane.id)?.height ?? 1)
    const row = isFolded ? FOLDED / 2 : rows > 2 ? NARROW_BAR : BAR
    const bars = top + (isFolded ? 6 : heading + GAP)
    const under = isFolded ? top + FOLDED : bars + rows * row + GAP
    const ghosts = hasGhosts && !isFolded ? under - 2 : null
    const height = under + (ghosts === null ? 0 : GHOST) - top
    const place = { lane, top, height, bars, row, rows, ghosts, isFolded }
    top += height
    return place
  })
  return { places, height: top }
}

/** The lane at `y`, and the row of it, -1 above and below its bars; null where there is none. */
export function placeAt({ places }: Layout, y: number): { place: Place; row: number } | null {
  const place = places.find(({ top, height }) => y >= top && y < top + height)
  if (!place) return null
  const row = Math.floor((y - place.bars) / place.row)
  return { place, row: row >= 0 && row < place.rows ? row : -1 }
}
