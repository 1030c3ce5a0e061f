import type { Sprite } from '../wire'

/** A sheet of small pictures that has arrived. */
export interface Pictures {
  readonly sheet: Sprite
  readonly image: HTMLImageElement
}
