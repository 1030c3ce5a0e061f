/** The site's colours as a canvas can use them. */
export interface Palette {
  readonly raised: string
  readonly ink: string
  readonly soft: string
  readonly line: string
  readonly accent: string
  readonly accentInk: string
  readonly accentSoft: string
  readonly font: string
}

/**
 * The colours that `probe` resolves: a custom property alone may hold words that only a style sheet understands, the
 * colour of an element never does.
 */
export function paletteOf(probe: HTMLElement): Palette {
  const style = getComputedStyle(probe)
  return {
    ink: style.color,
    raised: style.backgroundColor,
    line: style.borderTopColor,
    soft: style.borderRightColor,
    accent: style.borderBottomColor,
    accentInk: style.borderLeftColor,
    accentSoft: style.outlineColor,
    font: style.fontFamily,
  }
}
