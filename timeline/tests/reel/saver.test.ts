import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Outcome } from '../../src/reel/api'
import { changed, moved } from '../../src/reel/edits'
import { ReelSaver } from '../../src/reel/saver.svelte'
import { Scope } from '../../src/scope'
import type { ReelAnswer, ReelChange, ReelEdit } from '../../src/wire'
import { answer, clip, reel } from './reels'

const first = reel(clip('a'), clip('b'))
const second = moved(first, 'a', 1)
const third = changed(second, 'a', { question: 'What do you see?' })
const scope = new Scope()

beforeEach(() => { vi.stubGlobal('window', new EventTarget()) })
afterEach(() => {
  scope.end()
  vi.unstubAllGlobals()
})

/** The server's side: it counts changes, and takes each that was made to what is there. */
class Server {
  now: ReelAnswer = answer(1, first)
  came: ReelChange[] = []
  isDown = false
  losesAnswers = false
  refuses = ''

  change(change: ReelChange): Promise<Outcome> {
    if (this.isDown) return Promise.reject(new Error('The line is down.'))
    this.came.push(change)
    if (this.refuses) return Promise.resolve({ kind: 'refused', words: this.refuses })
    if (change.number !== this.now.number) return Promise.resolve({ kind: 'overtaken', answer: this.now, words: 'It was changed in another window.' })
    this.now = answer(change.number + 1, change.reel)
    return this.losesAnswers ? Promise.reject(new Error('The answer is lost.')) : Promise.resolve({ kind: 'changed', answer: this.now })
  }
}

function begin(): { server: Server; saver: ReelSaver; told: [ReelEdit, string][]; heard: ReelAnswer[] } {
  const [server, told, heard] = [new Server(), [] as [ReelEdit, string][], [] as ReelAnswer[]]
  const saver = new ReelSaver(server, scope, server.now, { answered: (now) => heard.push(now), overruled: (now, words) => told.push([now, words]) })
  return { server, saver, told, heard }
}

describe('A change of the reel', () => {
  it('is sent whole, with the number it was made to', async () => {
    const { server, saver, heard } = begin()
    saver.want(second)

    expect(saver.state).toBe('not yet')
    expect(await saver.settle()).toBe(true)
    saver.want(third)
    await saver.settle()

    expect(server.came).toEqual([{ number: 1, reel: second }, { number: 2, reel: third }])
    expect(heard.at(-1)?.number).toBe(3)
    expect(saver.state).toBe('saved')
  })

  it('is not sent where all is as it was again', async () => {
    const { server, saver } = begin()
    saver.want(second)
    saver.want(first)
    await saver.settle()

    expect(server.came).toEqual([])
    expect(saver.state).toBe('saved')
  })

  it('goes after the one that is on its way, the last one only', async () => {
    const { server, saver } = begin()
    saver.want(second)
    const sent = saver.flush()
    saver.want(third)
    saver.want(changed(third, 'b', { question: 'And here?' }))
    await sent
    await saver.settle()

    expect(server.came.map(({ number }) => number)).toEqual([1, 2])
    expect(server.now.reel.clips.map(({ question }) => question)).toEqual(['And here?', 'What do you see?'])
  })

  it('waits while the line is down, says so, and is sent later', async () => {
    const { server, saver, told } = begin()
    server.isDown = true
    saver.want(second)

    expect(await saver.settle()).toBe(false)
    expect(saver.state).toBe('no connection')
    server.isDown = false
    expect(await saver.settle()).toBe(true)
    expect(server.now.reel).toEqual(second)
    expect(told).toEqual([])
  })

  it('is done once, where its answer was lost and it is sent again', async () => {
    const { server, saver, told } = begin()
    server.losesAnswers = true
    saver.want(second)
    await saver.settle()
    server.losesAnswers = false
    saver.want(third)

    expect(await saver.settle()).toBe(true)
    expect(server.now.reel).toEqual(third)
    expect(told).toEqual([])
  })

  it('gives way to what somebody else did first, in one sentence', async () => {
    const { server, saver, told } = begin()
    const theirs = changed(first, 'b', { question: 'Whose is this?' })
    server.now = answer(5, theirs)
    saver.want(second)
    await saver.settle()

    expect(told).toEqual([[theirs, 'It was changed in another window. This is how it is now.']])
    expect(saver.answer.number).toBe(5)
    expect(saver.state).toBe('saved')
  })

  it('is taken back where the server cannot do it, for the reason it gives', async () => {
    const { server, saver, told } = begin()
    server.refuses = 'A clip lasts at most 60 seconds.'
    saver.want(second)
    await saver.settle()

    expect(told).toEqual([[first, 'A clip lasts at most 60 seconds.']])
    expect(saver.state).toBe('saved')
  })
})
