import type { Heard } from './pair.svelte'
import { csrfToken } from '../csrf'
import type { Micros } from '../wire'

/** Keep how two films fit together; the answer is one sentence where that was refused, otherwise empty. */
export async function keepFit(address: string, by: Micros, heard: Heard): Promise<string> {
  const body = new URLSearchParams({ by: String(by), heard })
  try {
    const response = await fetch(address, { method: 'POST', headers: { 'X-CSRFToken': csrfToken() }, body })
    if (response.ok) return ''
    const told: unknown = await response.json()
    return typeof told === 'object' && told && 'words' in told ? String(told.words) : 'This could not be saved: try again.'
  } catch {
    return 'There is no connection, so nothing was saved: try again.'
  }
}
