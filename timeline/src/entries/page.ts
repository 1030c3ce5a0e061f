import htmx from 'htmx.org'

import { keptFilms } from '../camera/kept'
import { signsOut, warnOfSigningOut } from '../camera/leaving'
import { countDrafts, forgetDrafts } from '../coding/keeping'
import { csrfToken } from '../csrf'
import { Scope } from '../scope'

// The site's content security policy allows no inline style and no evaluated code; and nothing of a family's page may
// stay behind in the browser's storage.
htmx.config.includeIndicatorStyles = false
htmx.config.allowEval = false
htmx.config.allowScriptTags = false
htmx.config.selfRequestsOnly = true
htmx.config.historyCacheSize = 0

const scope = new Scope()

// Where the browser keeps no files, no film can lie in it; where it has no database, nothing that was coded.
void Promise.all([keptFilms().catch(() => []), countDrafts().catch(() => 0)]).then(([films, deeds]) => {
  warnOfSigningOut(films, deeds)
})

scope.on(document, 'htmx:configRequest' as keyof DocumentEventMap, (event) => {
  const { headers } = (event as CustomEvent<{ headers: Record<string, string> }>).detail
  headers['X-CSRFToken'] = csrfToken()
})

/** A form marked `data-ask` asks once more; any form is sent once, however often the button is pressed. */
scope.on(document, 'submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return
  const question = form.dataset.ask
  if (form.dataset.sent === 'yes' || (question !== undefined && !confirm(question))) {
    event.preventDefault()
    return
  }
  // The server has the browser clear itself, which not every browser does.
  if (signsOut(form)) void forgetDrafts().catch(() => undefined)
  if (form.method === 'post' && !form.closest('[hx-post], [data-hx-post]')) form.dataset.sent = 'yes'
  // What is taken as a file leaves this page standing: its other button still has its use.
  if (form.dataset.takes !== undefined) scope.after(2000, () => { delete form.dataset.sent })
})

// A page that comes back from the browser's memory may send its forms again.
scope.on(window, 'pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) delete form.dataset.sent
})

/** A button with `data-copy="#field"` copies what is written there, and says so. */
scope.on(document, 'click', (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null
  const source = button && document.querySelector(button.dataset.copy ?? '')
  if (!button || !source) return
  const text = source instanceof HTMLInputElement ? source.value : source.textContent
  void navigator.clipboard.writeText(text.trim()).then(() => {
    button.textContent = 'Copied'
  })
})

/** A link with `data-window="name"` opens in a small window of its own, beside this one, where the browser lets it. */
scope.on(document, 'click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-window]') : null
  if (!link || event.ctrlKey || event.metaKey || matchMedia('(pointer: coarse)').matches) return
  if (window.open(link.href, link.dataset.window, 'popup,width=420,height=680')) event.preventDefault()
})

/** A slider with `data-shown-in="#place"` writes its value there while it moves. */
scope.on(document, 'input', (event) => {
  const slider = event.target
  if (!(slider instanceof HTMLInputElement) || slider.dataset.shownIn === undefined) return
  const place = document.querySelector(slider.dataset.shownIn)
  if (place) place.textContent = slider.value
})

