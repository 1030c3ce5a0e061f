import type { KeptFilm } from './kept'

const LOST = 'A film on this phone has not been sent, and signing out discards it. Sign out all the same?'

/** Let the page ask before somebody signs out, which clears this browser, while `films` lie on the phone. */
export function warnOfSigningOut(films: readonly KeptFilm[]): void {
  const form = document.querySelector<HTMLFormElement>('form[action$="/sign-out"]')
  if (!form) return
  if (films.length > 0) form.dataset.ask = LOST
  else delete form.dataset.ask
}
