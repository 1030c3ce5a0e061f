import { describe, expect, it } from 'vitest'

import type { Answer } from '../../src/live/ask'
import { Commands } from '../../src/live/commands'
import { Told } from '../../src/live/told'
import { command } from '../../src/live/wish'
import type { Live, LiveCommand } from '../../src/wire'

function sending(): { commands: Commands; sent: LiveCommand[]; answer: (its: Answer<Live>) => Promise<void>; refusals: string[] } {
  const sent: LiveCommand[] = []
  const refusals: string[] = []
  const waiting: ((its: Answer<Live>) => void)[] = []
  const send = (wish: LiveCommand): Promise<Answer<Live>> => {
    sent.push(wish)
    return new Promise((done) => waiting.push(done))
  }
  const commands = new Commands(send, new Told('guider', []), {
    refused: (words) => refusals.push(words),
    ended: () => undefined,
  })
  const answer = async (its: Answer<Live>): Promise<void> => {
    waiting.shift()?.(its)
    // All that follows from it has come about after a few turns.
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  return { commands, sent, answer, refusals }
}

const doneBy = (sent: readonly LiveCommand[]): string[] => sent.map((each) => `${each.do} ${each.at ?? ''}`.trim())

describe('What was done on a screen of a shared review', () => {
  it('goes to the server one after the other, and of many places the last one', async () => {
    const { commands, sent, answer, refusals } = sending()

    commands.put(command('play', { at: 0 }))
    void commands.flush()
    for (const at of [1, 2, 3]) commands.put(command('seek', { at }))
    expect(doneBy(sent)).toEqual(['play 0'])
    await answer({ kind: 'refused', words: 'Not now.' })
    await answer({ kind: 'refused', words: 'Not there.' })

    expect(doneBy(sent)).toEqual(['play 0', 'seek 3'])
    expect(refusals).toEqual(['Not now.', 'Not there.'])
    expect(commands.isSending).toBe(false)
  })

  it('is not sent on once the line is down', async () => {
    const { commands, sent, answer } = sending()

    commands.put(command('play', { at: 0 }))
    void commands.flush()
    commands.put(command('pause', { at: 1 }))
    await answer({ kind: 'no line' })

    expect(doneBy(sent)).toEqual(['play 0'])
    expect(commands.isSending).toBe(false)
  })
})
