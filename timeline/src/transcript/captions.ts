import type { Scope } from '../scope'

/** Bytes; what a captions file may have at most. */
const MOST = 1_000_000

/** The chosen file goes into the form as words: no form of this site sends a file. */
export function captionsIn(form: HTMLFormElement, scope: Scope): void {
  const chooser = form.querySelector<HTMLElement>('[data-chooser]')
  const file = form.querySelector<HTMLInputElement>('input[type="file"]')
  const content = form.querySelector<HTMLInputElement>('input[name="content"]')
  const problem = form.querySelector<HTMLElement>('[data-problem]')
  const paste = form.querySelector<HTMLElement>('[data-paste]')
  if (!chooser || !file || !content || !problem || !paste) return
  chooser.hidden = false
  paste.hidden = true
  file.required = true
  scope.on(file, 'change', () => {
    const chosen = file.files?.[0]
    content.value = ''
    problem.textContent = chosen && chosen.size > MOST ? 'This file is too large for captions.' : ''
    if (!chosen || chosen.size > MOST) return
    void chosen.arrayBuffer().then((bytes) => { content.value = base64(new Uint8Array(bytes)) })
  })
}

function base64(bytes: Uint8Array): string {
  let letters = ''
  for (let place = 0; place < bytes.length; place += 8192) letters += String.fromCharCode(...bytes.subarray(place, place + 8192))
  return btoa(letters)
}
