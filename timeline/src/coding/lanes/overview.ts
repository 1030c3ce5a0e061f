import { Density } from './density'
import type { LaneIndex } from '.'
import type { Ink } from './ink'
import type { Look } from './signs'
import type { Lane } from '../lane'
import type { Sheet } from '../../strip/sheet'

const density = new Density()

/** All that is coded of the whole film, a thin line for each lane, on `height` pixels. */
export function paintOverview(sheet: Sheet, ink: Ink, coded: { lanes: readonly Lane[]; index: LaneIndex; looks: ReadonlyMap<string, Look> }, height: number): void {
  const { lanes, index, looks } = coded
  const step = (height - 8) / Math.max(1, lanes.length)
  const pixel = (sheet.view.to - sheet.view.from) / Math.max(1, sheet.width)
  lanes.forEach(({ id }, place) => {
    const events = index.lane(id)
    if (!events || events.count === 0) return
    density.begin(sheet)
    events.walk(sheet.view.from, sheet.view.to, {
      closest: pixel,
      one: (_at, start, last) => { density.spread(start, last, sheet.view) },
      many: (start, _last, covered) => { density.add(start, covered) },
    })
    density.paint(sheet, 4 + place * step, Math.max(1, step - 1), ink.colour(looks.get(id) ?? 'plain'))
  })
}
