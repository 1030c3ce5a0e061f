import { hearts } from '../letter/hearts'
import { kept, say } from '../letter/keeping'
import { letSayIt } from '../letter/voice'
import { playSpan } from '../player/play-span'
import { Scope } from '../scope'

const scope = new Scope()
openLetter()
// A new link opened on the page of an earlier one changes only what stands behind #.
scope.on(window, 'hashchange', openLetter)
const film = document.querySelector<HTMLVideoElement>('video#letter-film')
if (film) watch(film)
keepWords()
hearts(scope)
letSayIt(scope)

/** The secret of a link stands behind #, which no server and no log ever sees; it leaves the address bar at once. */
function openLetter(): void {
  const form = document.querySelector<HTMLFormElement>('form#open-letter')
  const field = form?.querySelector<HTMLInputElement>('input[name="secret"]')
  const button = form?.querySelector<HTMLButtonElement>('button')
  // Other words behind # are places on this page.
  if (!field || !button || !/^#[\w-]{43}$/.test(location.hash)) return
  field.value = location.hash.slice(1)
  history.replaceState(null, '', location.pathname + location.search)
  button.disabled = false
}

/** Buttons `data-play` with `data-start` and `data-end` show one clip; `data-toggle` plays and pauses all of it. */
function watch(film: HTMLVideoElement): void {
  let stop = (): void => undefined
  const toggle = document.querySelector<HTMLElement>('[data-toggle]')
  const say = (): void => {
    if (toggle) toggle.textContent = (film.paused ? toggle.dataset.play : toggle.dataset.pause) ?? toggle.textContent
  }
  for (const kind of ['play', 'pause', 'ended'] as const) scope.on(film, kind, say)
  scope.on(document, 'click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-start], [data-toggle]') : null
    if (!button) return
    stop()
    if (button === toggle) turn(film)
    else stop = playSpan(scope, film, spanOf(button), () => undefined)
  })
}

function turn(film: HTMLVideoElement): void {
  if (!film.paused) film.pause()
  // A browser that refuses to play says so by staying paused.
  else film.play().catch(() => undefined)
}

const spanOf = ({ dataset }: HTMLElement): { start: number; end: number } => ({
  start: Number(dataset.start),
  end: Number(dataset.end),
})

/** A form with `data-autosave` is sent a moment after the last letter; its button stays for where this does not run. */
function keepWords(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-autosave]')
  const status = form?.querySelector<HTMLElement>('[data-saved]') ?? null
  if (!form) return
  let cancel = (): void => undefined
  scope.on(form, 'input', () => {
    cancel()
    if (status) status.textContent = ''
    cancel = scope.after(1500, () => void send(form, status))
  })
}

async function send(form: HTMLFormElement, status: HTMLElement | null): Promise<void> {
  say(status, await kept(form))
}
