import { kindHere } from './filming'
import { INSTEAD } from './words'

const PATIENCE = 3000

/** What this browser lacks for filming, in one sentence; empty where it has all. */
export function missingHere(): string {
  const isAble = isSecureContext && 'mediaDevices' in navigator && 'getDirectory' in navigator.storage
  return isAble && kindHere() !== null ? '' : `This browser cannot film and keep a film safely. ${INSTEAD}`
}

/** Take the camera page for this window, as long as it is open; a sentence where another window has it. */
export function onlyHere(): Promise<string> {
  return new Promise((answer) => {
    const taken = navigator.locks.request('camera', { signal: AbortSignal.timeout(PATIENCE) }, () => {
      answer('')
      // Held until the page goes: two windows would take each other's unfinished films for films that broke off.
      return new Promise<void>(() => undefined)
    })
    taken.catch(() => { answer('This page is open in another window already: film there, or close it and load this page again.') })
  })
}
