import type { KeptFilm } from './kept'
import type { Parcel } from '../upload/upload.svelte'

/** `film` as it is sent: its sealed recordings one after the other, and a name that says nothing. */
export function parcelOf(film: KeptFilm, files: readonly File[], endpoint: string): Parcel {
  const whole = new File([...files], 'film', { lastModified: film.began })
  const { family, people } = film
  const pieces = files.map((file) => file.size)
  return { file: whole, endpoint, family, people, filmedOn: dayOf(film.began), pieces, isEnveloped: true }
}

/** The day as it is here, YYYY-MM-DD. */
function dayOf(began: number): string {
  const day = new Date(began)
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
