import type { Look } from './signs'
import { Stamps } from './stamps'
import type { Palette } from '../../strip/palette'

/** A tile of a pattern, in CSS pixels. */
const TILE = 8
/** How strong the tones of a fill are: ink on the strongest can still be read. */
const STRENGTHS = [0.2, 0.3, 0.4, 0.25]

/** The fills and words of one palette, made once: plain colours, and for each person a pattern. */
export class Ink {
  readonly palette: Palette
  readonly stamps: Stamps
  readonly #tiles = new Map<string, HTMLCanvasElement>()
  readonly #fills = new Map<string, CanvasPattern | string>()
  readonly #maker = document.createElement('canvas').getContext('2d')

  /** `words` are those that are wanted at once. */
  constructor(palette: Palette, words: Iterable<string>) {
    this.palette = palette
    this.stamps = new Stamps(palette.font, palette.ink, words)
  }

  /** Make the patterns lie still on the film while the view moves: `shift` pixels to the left. */
  begin(shift: number): void {
    const sharp = 1 / devicePixelRatio
    const place = new DOMMatrix([sharp, 0, 0, sharp, -(shift % TILE), 0])
    for (const fill of this.#fills.values()) if (typeof fill !== 'string') fill.setTransform(place)
  }

  /** What fills a bar of `look` in `tone`. */
  fill(look: Look, tone: number): CanvasPattern | string {
    const name = `${look}${tone}`
    const known = this.#fills.get(name)
    if (known) return known
    const tile = this.#tiles.get(name) ?? this.#tile(look, tone)
    this.#tiles.set(name, tile)
    const made = this.#maker?.createPattern(tile, 'repeat') ?? this.colour(look)
    if (typeof made !== 'string') made.setTransform(new DOMMatrix([1 / devicePixelRatio, 0, 0, 1 / devicePixelRatio, 0, 0]))
    this.#fills.set(name, made)
    return made
  }

  colour(look: Look): string {
    return look === 'plain' || look === 'dotted' ? this.palette.accent : this.palette.soft
  }

  #tile(look: Look, tone: number): HTMLCanvasElement {
    const tile = document.createElement('canvas')
    tile.width = tile.height = Math.round(TILE * devicePixelRatio)
    const pen = tile.getContext('2d')
    if (!pen) return tile
    pen.scale(tile.width / TILE, tile.height / TILE)
    pen.fillStyle = this.palette.raised
    pen.fillRect(0, 0, TILE, TILE)
    pen.fillStyle = pen.strokeStyle = this.colour(look)
    pen.globalAlpha = STRENGTHS[tone] ?? 0.3
    pen.fillRect(0, 0, TILE, TILE)
    pen.globalAlpha = 0.28
    paintPattern(pen, look)
    return tile
  }
}

function paintPattern(pen: CanvasRenderingContext2D, look: Look): void {
  pen.beginPath()
  if (look === 'slanted') {
    for (const x of [-TILE, 0, TILE]) {
      pen.moveTo(x, TILE)
      pen.lineTo(x + TILE, 0)
    }
  }
  if (look === 'upright') pen.rect(0, 0, 0, TILE)
  pen.stroke()
  if (look === 'dotted') {
    pen.arc(2, 2, 1, 0, 2 * Math.PI)
    pen.arc(6, 6, 1, 0, 2 * Math.PI)
    pen.fill()
  }
}
