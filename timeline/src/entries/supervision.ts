import { Scope } from '../scope'
import { clock, SECOND } from '../time/clock'

const scope = new Scope()
const film = document.querySelector<HTMLVideoElement>('#supervision video')
if (film) commentOn(film)

/** The comment form follows the film to its second, and a comment's button leads back there. */
function commentOn(film: HTMLVideoElement): void {
  const field = document.querySelector<HTMLInputElement>('form[data-comment] input[name="at"]')
  const label = document.querySelector<HTMLElement>('[data-comment-at]')
  const follow = (): void => {
    const at = Math.round(film.currentTime * SECOND)
    if (field) field.value = String(at)
    if (label) label.textContent = clock(at)
  }
  for (const kind of ['timeupdate', 'seeked', 'loadedmetadata'] as const) scope.on(film, kind, follow)
  // A thought begins with the first letter: the film waits for it there.
  scope.on(document, 'focusin', (event) => {
    if (event.target instanceof HTMLTextAreaElement && event.target.closest('form[data-comment]')) film.pause()
  })
  scope.on(document, 'click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-at]') : null
    // Nothing of the film is there before somebody wants to see it.
    if (button) film.preload = 'auto'
    if (button) film.currentTime = (Number(button.dataset.at) + 1000) / SECOND
  })
  follow()
}
