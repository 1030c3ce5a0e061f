/** How large a picture is, in square pixels. */
interface Size {
  readonly width: number
  readonly height: number
}

const LINES = 720
const LONG_SIDE = (LINES * 16) / 9

/** Width for height of a screen for all `films`, on its side only where all of them are; as the server makes the reel. */
export function commonShape(films: readonly Size[]): number {
  if (films.length === 0) return 16 / 9
  const isUpright = films.every(({ width, height }) => width < height)
  const [width, height] = isUpright ? [LINES, LONG_SIDE] : [LONG_SIDE, LINES]
  const small = films.map((film) => fitted(film, Math.min(1, width / film.width, height / film.height)))
  return Math.max(...small.map((film) => film.width)) / Math.max(...small.map((film) => film.height))
}

const fitted = ({ width, height }: Size, scale: number): Size => ({ width: width * scale, height: height * scale })
