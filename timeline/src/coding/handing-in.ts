import type { Desk } from './desk.svelte'

const FORM = 'hand-in'

/** What is handed in is first ended and saved; the answer leaves the form alone again. */
export function handIn(desk: Desk): () => void {
  const form = document.getElementById(FORM)
  if (!(form instanceof HTMLFormElement)) return () => undefined
  form.onsubmit = (event) => {
    desk.hand.endAll(event.timeStamp)
    desk.choice.commit()
    if (desk.journal.state === 'saved') return
    event.preventDefault()
    void desk.journal.settle().then(() => {
      if (desk.journal.state === 'saved') form.submit()
      else desk.trouble = 'It can be handed in once all of it is saved: there is no connection just now.'
    })
  }
  return () => { form.onsubmit = null }
}
