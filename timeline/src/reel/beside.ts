import htmx from 'htmx.org'

import type { Scope } from '../scope'

/** What the page brings along about making and sharing has its place beside the clips. */
export function takeBeside(place: HTMLElement): void {
  const beside = document.getElementById('beside')
  if (beside) place.append(beside)
}

/** Have what stands beside the clips told again where it is not so any more that the reel is made, or is not. */
export function keepBeside(isMade: boolean): void {
  const beside = document.getElementById('beside')
  if (beside?.dataset.made === (isMade ? 'no' : 'yes')) htmx.trigger(beside, 'renew', {})
}

/** Let `act` come first whenever a form beside the clips is sent; it is sent where that went well. */
export function sentAfter(act: () => Promise<boolean>, scope: Scope): (event: SubmitEvent) => void {
  return (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.dataset.settled === 'yes') return
    event.preventDefault()
    event.stopPropagation()
    void act().then((isWell) => {
      if (!isWell) return
      form.dataset.settled = 'yes'
      // Where nothing had to be waited for, this is still within the first submission, in which a browser begins no other.
      scope.after(0, () => { form.requestSubmit(event.submitter) })
    })
  }
}
