import type { Scope } from '../scope'
import { kept, say } from './keeping'

/** Forms `data-heart` are sent where they stand: the heart fills at once, and empties again where it was not kept. */
export function hearts(scope: Scope): void {
  const status = document.querySelector<HTMLElement>('[data-hearts]')
  scope.on(document, 'submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.dataset.heart === undefined) return
    event.preventDefault()
    const heart = form.querySelector('button')
    if (heart) void tap(form, heart, status)
  })
}

async function tap(form: HTMLFormElement, heart: HTMLButtonElement, status: HTMLElement | null): Promise<void> {
  const sent = kept(form, heart)
  turn(heart)
  const isKept = await sent
  if (!isKept) turn(heart)
  say(status, isKept)
}

function turn(heart: HTMLButtonElement): void {
  const isLiked = heart.value === '1'
  heart.setAttribute('aria-pressed', String(isLiked))
  heart.value = isLiked ? '0' : '1'
}
