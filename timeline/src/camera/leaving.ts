import type { KeptFilm } from './kept'

const SIGN_OUT = 'form[action$="/sign-out"]'
const LOST = 'A film on this phone has not been sent, and signing out discards it. Sign out all the same?'
const UNSENT = 'Something that you coded has not been sent, and signing out discards it. Sign out all the same?'

/** Let the page ask before somebody signs out, which clears this browser, while `films` or coded `deeds` lie in it. */
export function warnOfSigningOut(films: readonly KeptFilm[], deeds = 0): void {
  const form = document.querySelector<HTMLFormElement>(SIGN_OUT)
  if (!form) return
  if (films.length > 0) form.dataset.ask = LOST
  else if (deeds > 0) form.dataset.ask = UNSENT
  else delete form.dataset.ask
}

export const signsOut = (form: HTMLFormElement): boolean => form.matches(SIGN_OUT)
