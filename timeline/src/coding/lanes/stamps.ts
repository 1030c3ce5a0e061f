import type { Sheet } from '../../strip/sheet'

const [WIDE, HIGH] = [1024, 1024]
const LINE = 18
const NUMBERS = Array.from('+0123456789')

/** Where a word lies on the stamp sheet, in CSS pixels. */
interface Stamp {
  readonly x: number
  readonly y: number
  readonly width: number
  /** How far the next sign of a number stands from this one. */
  readonly advance: number
}

/**
 * Words drawn once and stamped from then on: a hundred letters on a timeline that moves with the hand would
 * otherwise be set anew in every picture.
 *
 * A number is stamped sign by sign: each new word has the whole sheet copied that was stamped from before.
 */
export class Stamps {
  readonly #canvas = document.createElement('canvas')
  readonly #pen: CanvasRenderingContext2D | null
  readonly #known = new Map<string, Stamp>()
  readonly #sharpness = devicePixelRatio
  readonly #font: string
  readonly #ink: string
  #x = 0
  #y = 0

  /** `words` are drawn at once, before anything is stamped, and so are the signs of a number. */
  constructor(font: string, ink: string, words: Iterable<string>) {
    this.#font = `600 12px ${font}`
    this.#ink = ink
    this.#canvas.width = WIDE * this.#sharpness
    this.#canvas.height = HIGH * this.#sharpness
    this.#pen = this.#canvas.getContext('2d')
    this.#begin()
    for (const each of [...NUMBERS, ...words]) this.#stamp(each)
  }

  /** How wide `words` are, in CSS pixels. */
  width(words: string): number {
    return this.#stamp(words).width
  }

  /** Put as much of `words` as `room` pixels hold at `x`, in the middle of the line at `y`. */
  put({ pen }: Sheet, words: string, x: number, y: number, room = WIDE): void {
    const stamp = this.#stamp(words)
    const width = Math.min(stamp.width, room)
    if (width <= 0) return
    const sharp = (value: number): number => Math.round(value * this.#sharpness)
    const [left, top] = [sharp(x) / this.#sharpness, sharp(y - LINE / 2) / this.#sharpness]
    pen.drawImage(this.#canvas, sharp(stamp.x), sharp(stamp.y), sharp(width), sharp(LINE), left, top, width, LINE)
  }

  numberWidth(number: string): number {
    let width = 0
    for (const sign of number) width += this.#stamp(sign).advance
    return width
  }

  /** Put all of `number` at `x`, in the middle of the line at `y`. */
  putNumber(sheet: Sheet, number: string, x: number, y: number): void {
    let at = x
    for (const sign of number) {
      this.put(sheet, sign, at, y)
      at += this.#stamp(sign).advance
    }
  }

  #stamp(words: string): Stamp {
    const known = this.#known.get(words)
    if (known) return known
    const advance = this.#pen?.measureText(words).width ?? 0
    const width = Math.min(WIDE, Math.ceil(advance) + 1)
    if (this.#x + width > WIDE) [this.#x, this.#y] = [0, this.#y + LINE]
    if (this.#y + LINE > HIGH) this.#begin()
    const stamp = { x: this.#x, y: this.#y, width, advance }
    this.#pen?.fillText(words, stamp.x, stamp.y + LINE / 2 + 1)
    this.#x += width + 2
    this.#known.set(words, stamp)
    return stamp
  }

  #begin(): void {
    this.#known.clear()
    this.#x = this.#y = 0
    const pen = this.#pen
    if (!pen) return
    pen.setTransform(this.#sharpness, 0, 0, this.#sharpness, 0, 0)
    pen.clearRect(0, 0, WIDE, HIGH)
    pen.font = this.#font
    pen.fillStyle = this.#ink
    pen.textBaseline = 'middle'
  }
}
