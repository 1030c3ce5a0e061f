import type { Scope } from '../scope'

const EVERY = 3000

/** What the server says of a film that was sent. */
interface Outcome {
  readonly state: string
  readonly digest: string
  readonly problem: string
}

/** Whether what arrived is what was sent: the same SHA-256 at both ends, and nothing else, says so. */
export class Agreement {
  state: 'waiting' | 'right' | 'wrong' = $state('waiting')

  /** Ask at `address` until the server has reckoned its own digest, and compare it with `sent`. */
  constructor(address: string, sent: string, scope: Scope) {
    const look = async (): Promise<void> => {
      const theirs = await digestAt(address)
      if (theirs === '') return
      this.state = theirs === sent ? 'right' : 'wrong'
      stop()
    }
    const stop = scope.every(EVERY, () => { void look() })
    void look()
  }
}

/** The server's digest; empty until there is one, and while the server cannot be reached. */
async function digestAt(address: string): Promise<string> {
  try {
    const answer = await fetch(address)
    return answer.ok ? ((await answer.json()) as Outcome).digest : ''
  } catch {
    return ''
  }
}
