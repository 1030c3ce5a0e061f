const KEY = 'vignette-review'

/** What tells this screen from others, for as long as its page is open. */
export function named(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whoever was in the review below the address `base` is not asked to tap again where the page is loaded anew. */
export const remember = (base: string): void => { sessionStorage.setItem(KEY, base) }

export const wasIn = (base: string): boolean => sessionStorage.getItem(KEY) === base

/** Nobody touches a screen on which two watch: it shall not go dark. */
export async function stayAwake(): Promise<void> {
  try {
    await navigator.wakeLock.request('screen')
  } catch {
    // An older browser, or a battery that is low: the screen goes dark as it always does.
  }
}
