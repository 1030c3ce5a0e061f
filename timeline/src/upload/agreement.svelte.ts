import { EVERY, outcomeAt } from './outcome'
import type { Scope } from '../scope'

/** Whether what arrived is what was sent: the same SHA-256 at both ends, and nothing else, says so. */
export class Agreement {
  state: 'waiting' | 'right' | 'wrong' | 'refused' = $state('waiting')

  /** Ask at `address` until the server has reckoned its own digest, and compare it with `sent`. */
  constructor(address: string, sent: string, scope: Scope) {
    const look = async (): Promise<void> => {
      const { state, digest } = await outcomeAt(address)
      if (state !== 'refused' && digest === '') return
      this.state = state === 'refused' ? 'refused' : digest === sent ? 'right' : 'wrong'
      stop()
    }
    const stop = scope.every(EVERY, () => { void look() })
    void look()
  }
}
