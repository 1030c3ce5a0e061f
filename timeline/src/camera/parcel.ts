import type { KeptFilm } from './kept'
import type { Parcel } from '../upload/upload.svelte'

/** `film` as it is sent: its sealed recordings one after the other, and a name that says nothing. */
export function parcelOf(film: KeptFilm, files: readonly File[], endpoint: string): Parcel {
  const whole = new File([...files], 'film', { lastModified: film.began })
  const { family, people } = film
  const pieces = files.map((file) => file.size)
  return { file: whole, endpoint, family, people, pieces, isEnveloped: true }
}
