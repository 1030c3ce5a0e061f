import '../transcript/transcript.css'

import { playSpan } from '../player/play-span'
import { Scope } from '../scope'
import { buttonOf } from '../transcript/keys'
import { written } from '../transcript/time'
import { isWrittenIn } from '../transcript/written'

const scope = new Scope()

// While something is written, the browser takes back and does again what was written.
scope.on(document, 'keydown', (event) => {
  const button = buttonOf(event)
  if (!button || (event.target instanceof Element && event.target.closest('input, textarea, select'))) return
  event.preventDefault()
  document.getElementById(button)?.click()
})

scope.on(document, 'keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !(event.target instanceof Element)) return
  event.target.closest('form')?.querySelector<HTMLButtonElement>('[name="do"][value="next"]')?.click()
})

/** The form whose answer comes in. */
let answered: Element | null = null

scope.on(document, 'htmx:beforeSwap' as keyof DocumentEventMap, (event) => {
  answered = (event as CustomEvent<{ requestConfig: { elt: Element } }>).detail.requestConfig.elt
})

// What is written in one line and not kept yet stays, whatever is changed elsewhere; keeping it then says so.
scope.on(document, 'htmx:oobBeforeSwap' as keyof DocumentEventMap, (event) => {
  const { detail } = event as CustomEvent<{ shouldSwap: boolean; target: Element; fragment: ParentNode }>
  const line = document.getElementById(detail.fragment.querySelector('li')?.id ?? detail.target.id)
  if (line?.closest('.lines') && !line.contains(answered) && isWrittenIn(line)) detail.shouldSwap = false
})

// Where the line that is opened next stands in the next portion, that one is shown.
scope.on(document, 'htmx:oobErrorNoTarget' as keyof DocumentEventMap, (event) => {
  const { content } = (event as CustomEvent<{ content: Element }>).detail
  if (content.querySelector('form')) location.assign(`?at=${content.id.replace('line-', '')}#${content.id}`)
})

scope.on(window, 'beforeunload', (event) => {
  if ([...document.querySelectorAll('.lines > li')].some(isWrittenIn)) event.preventDefault()
})

const film = document.querySelector<HTMLVideoElement>('video#transcript-film')
if (film) watch(film)

/** Buttons `data-start` with `data-end` play one line; `data-now` writes where the film stands into a field. */
function watch(film: HTMLVideoElement): void {
  let stop = (): void => undefined
  showNow()
  // Lines that come later, after a change, have such buttons too.
  scope.on(document, 'htmx:load' as keyof DocumentEventMap, showNow)
  scope.on(document, 'click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-start], [data-now]') : null
    if (!button) return
    const field = document.getElementById(button.dataset.now ?? '')
    if (field instanceof HTMLInputElement) field.value = written(film.currentTime)
    if (button.dataset.start === undefined) return
    stop()
    stop = playSpan(scope, film, { start: Number(button.dataset.start), end: Number(button.dataset.end) }, () => undefined)
  })
  scope.on(film, 'timeupdate', () => { mark(film.currentTime * 1_000_000) })
}

function showNow(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-now]')) button.hidden = false
}

/** Whatever is said at `now`, in microseconds, stands out. */
function mark(now: number): void {
  for (const { dataset, parentElement } of document.querySelectorAll<HTMLElement>('.lines .at')) {
    parentElement?.classList.toggle('is-said', Number(dataset.start) <= now && now < Number(dataset.end))
  }
}
