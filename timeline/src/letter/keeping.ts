/** Post a form where it stands; true where the site kept it. */
export async function kept(form: HTMLFormElement, button?: HTMLElement | null): Promise<boolean> {
  const body = new FormData(form)
  if (button instanceof HTMLButtonElement) body.set(button.name, button.value)
  return fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' }, keepalive: true })
    .then(({ ok }) => ok, () => false)
}

/** Say in `status` whether something was kept, in the words that it carries for that. */
export function say(status: HTMLElement | null, isKept: boolean): void {
  if (!status) return
  status.textContent = (isKept ? status.dataset.saved : status.dataset.notSaved) ?? ''
  status.classList.toggle('refusal', !isKept)
}
