import { csrfToken } from '../csrf'

/** A new key to go on sending with, or why there is none. */
export type Key =
  | { readonly key: string }
  | { readonly without: 'gone' | 'signed out' | 'arrived' | 'no connection' }

/** Ask for a key for the upload at `address`, as whoever is signed in here; whoever had the one before lets go. */
export async function newKey(address: string): Promise<Key> {
  try {
    const answer = await fetch(`${address}/key`, { method: 'POST', headers: { 'X-CSRFToken': csrfToken() } })
    const key = answer.headers.get('Upload-Key')
    return key === null ? { without: reason(answer.status) } : { key }
  } catch {
    return { without: 'no connection' }
  }
}

function reason(status: number): 'gone' | 'signed out' | 'arrived' | 'no connection' {
  if (status === 401 || status === 403) return 'signed out'
  if (status === 404 || status === 410) return 'gone'
  return status === 409 ? 'arrived' : 'no connection'
}
