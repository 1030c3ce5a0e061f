import { describe, expect, it } from 'vitest'

import type { Answer } from '../../src/live/ask'
import { Commands } from '../../src/live/commands'
import { Told } from '../../src/live/told'
import { command } from '../../src/live/wish'
import type { Live } from '../../src/wire'

/** Commands that a server answers so, one after the other; with what it heard, and what was said of its refusals. */
function sending(answers: Answer<Live>[]): { commands: Commands; sent: string[]; refusals: string[] } {
  const sent: string[] = []
  const refusals: string[] = []
  const commands = new Commands(
    (wish) => {
      sent.push(`${wish.do} ${wish.at ?? ''}`)
      return Promise.resolve(answers.shift() ?? { kind: 'no line' })
    },
    new Told('guider', []),
    { refused: (words) => refusals.push(words), ended: () => undefined },
  )
  return { commands, sent, refusals }
}

describe('What was done on a screen of a shared review', () => {
  it('goes to the server one after the other, and of many places the last one', async () => {
    const { commands, sent, refusals } = sending([
      { kind: 'refused', words: 'Not now.' },
      { kind: 'refused', words: 'Not there.' },
    ])

    commands.put(command('play', { at: 0 }))
    const flushed = commands.flush()
    for (const at of [1, 2, 3]) commands.put(command('seek', { at }))
    expect(sent).toEqual(['play 0'])
    await flushed

    expect(sent).toEqual(['play 0', 'seek 3'])
    expect(refusals).toEqual(['Not now.', 'Not there.'])
    expect(commands.isSending).toBe(false)
  })

  it('is not sent on once the line is down', async () => {
    const { commands, sent } = sending([{ kind: 'no line' }])

    commands.put(command('play', { at: 0 }))
    const flushed = commands.flush()
    commands.put(command('pause', { at: 1 }))
    await flushed

    expect(sent).toEqual(['play 0'])
    expect(commands.isSending).toBe(false)
  })
})
