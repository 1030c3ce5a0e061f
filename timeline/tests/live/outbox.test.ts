import { describe, expect, it } from 'vitest'

import type { Answer } from '../../src/live/ask'
import { Outbox } from '../../src/live/outbox'

describe('What was written while the line was down', () => {
  it('is sent later, in order, the last word on each thing only', async () => {
    let isDown = true
    const sent: string[] = []
    const counts: number[] = []
    const send = (words: string): Promise<Answer<null>> => {
      if (isDown) return Promise.resolve({ kind: 'no line' })
      sent.push(words)
      return Promise.resolve({ kind: 'told', said: null })
    }
    const box = new Outbox<string>(send, (count) => counts.push(count))

    box.put('clip 1', 'He looks')
    await Promise.resolve()
    box.put('clip 2', 'I wait')
    box.put('clip 1', 'He looks at me')
    await box.flush()
    expect(counts.at(-1)).toBe(2)
    isDown = false
    await box.flush()

    expect(sent).toEqual(['I wait', 'He looks at me'])
    expect(counts.at(-1)).toBe(0)
  })

  it('is not sent again where the server refuses it', async () => {
    let tries = 0
    const box = new Outbox<string>(() => { tries++; return Promise.resolve({ kind: 'refused', words: 'Too long.' }) }, () => undefined)

    box.put('clip 1', 'Words')
    await box.flush()
    await box.flush()

    expect(tries).toBe(1)
  })
})
