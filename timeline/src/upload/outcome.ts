import type { Scope } from '../scope'

export const EVERY = 3000

/** What the server says of a film that was sent; `digest` is empty until it can be relied upon. */
export interface Outcome {
  readonly state: string
  readonly digest: string
  readonly problem: string
}

/** What the server says; nothing yet while it cannot be reached. */
export async function outcomeAt(address: string): Promise<Outcome> {
  try {
    const answer = await fetch(address)
    if (answer.ok) return (await answer.json()) as Outcome
  } catch {
    // Asked again in a moment.
  }
  return { state: '', digest: '', problem: '' }
}

/** What the server says once the film can be watched, or cannot be used. */
export function decidedAt(address: string, scope: Scope): Promise<Outcome> {
  return new Promise((resolve) => {
    const look = async (): Promise<void> => {
      const outcome = await outcomeAt(address)
      if (outcome.state !== 'ready' && outcome.state !== 'refused') return
      stop()
      resolve(outcome)
    }
    const stop = scope.every(EVERY, () => { void look() })
    void look()
  })
}
