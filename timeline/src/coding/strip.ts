import type { Book } from './book'
import type { Code, CodedEvent, Modifier } from '../wire'

/** For so many milliseconds after a code the digits say more of it. */
export const STRIP = 3000

/** What can be said more closely of the event coded last: the digits choose of its modifier at `place`. */
export interface Strip {
  readonly event: string
  readonly code: string
  readonly place: number
  readonly until: number
}

export const begunStrip = (event: string, { code, modifiers }: Code, stamp: number): Strip | null =>
  modifiers.length > 0 ? { event, code, place: 0, until: stamp + STRIP } : null

export const takesKeys = (strip: Strip | null, stamp: number): strip is Strip => strip !== null && stamp < strip.until

export const modifierOf = (strip: Strip, book: Book): Modifier | null => book.modifiers(strip.code)[strip.place] ?? null

/** `strip` once a value was chosen at `stamp`: at the next modifier, unless this one takes several; null at the end. */
export function wentOn(strip: Strip, book: Book, stamp: number, isNext = false): Strip | null {
  const stays = !isNext && modifierOf(strip, book)?.takesMany === true
  const place = stays ? strip.place : strip.place + 1
  return place < book.modifiers(strip.code).length ? { ...strip, place, until: stamp + STRIP } : null
}

/** `modifiers` with `value` chosen, or no longer where it was; one at a time unless the modifier takes many. */
export function chosen(modifiers: CodedEvent['modifiers'], modifier: Modifier, value: string): CodedEvent['modifiers'] {
  const now = modifiers[modifier.code] ?? []
  const others = modifier.takesMany ? now.filter((each) => each !== value) : []
  const wanted = now.includes(value) ? others : [...others, value]
  return said(modifiers, modifier.code, modifier.values.filter((each) => wanted.includes(each)))
}

/** `modifiers` with `values` of the one called `name`; without it where there are none. */
export function said(modifiers: CodedEvent['modifiers'], name: string, values: readonly string[]): CodedEvent['modifiers'] {
  const others = Object.entries(modifiers).filter(([each]) => each !== name)
  return Object.fromEntries(values.length > 0 ? [...others, [name, values]] : others)
}
