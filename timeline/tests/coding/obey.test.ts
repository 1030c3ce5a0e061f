import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { event } from './codings'
import { Browser, closePage, openPage, Server } from './simulated'
import type { Desk } from '../../src/coding/desk.svelte'
import { keyDown, keyUp } from '../../src/coding/obey'
import { SECOND } from '../../src/time/clock'

beforeEach(openPage)
afterEach(closePage)

/** What a Mac writes with Option, and with which letter. */
const OPTION: Readonly<Record<string, string>> = { 'ƒ': 'f', '∑': 'w' }

/** What the upper row of a French keyboard writes with nothing held. */
const FRENCH: Readonly<Record<string, string>> = { '&': '1', 'é': '2', '"': '3', "'": '4', '(': '5' }

/** A desk, and a keyboard at it: every second one key, unless the test says otherwise. */
async function seated(): Promise<{ desk: Desk; type: (...keys: string[]) => void; at: (seconds: number) => void; hold: (key: string) => void; up: (key: string) => void; close: () => void }> {
  const server = new Server()
  server.habit = { reaction: 0, codes: [{ code: 'toy', key: 'h', mode: 'hold', lead: 0, lag: 0 }], keys: [] }
  const browser = new Browser(server, 'anna')
  const desk = await browser.open('first')
  if (!desk) throw new Error('There is no desk.')
  let stamp = 0
  const press = (key: string, repeat = false): KeyboardEvent => {
    stamp += 1000
    const name = key.replace(/^(Shift|Alt) /, '')
    const modifiers = { shiftKey: key.startsWith('Shift '), altKey: key.startsWith('Alt '), ctrlKey: false, metaKey: false }
    const place = OPTION[name] ?? name
    const digit = FRENCH[name] ?? (/\d/.test(name) ? name : undefined)
    return { key: name, code: digit === undefined ? `Key${place.toUpperCase()}` : `Digit${digit}`, ...modifiers, repeat, timeStamp: stamp, getModifierState: () => false } as unknown as KeyboardEvent
  }
  return {
    desk,
    type: (...keys) => { for (const key of keys) keyDown(desk, press(key), () => undefined) },
    at: (seconds) => { desk.film.player.at = seconds * SECOND },
    hold: (key) => { keyDown(desk, press(key, true), () => undefined) },
    up: (key) => { keyUp(desk, press(key)) },
    close: () => { browser.closeAll() },
  }
}

const coded = (desk: Desk): readonly string[] => [...desk.sheet].map(({ code, person, start, end }) => `${person ?? 'both'} ${code} ${start / SECOND}-${end / SECOND}`)

describe('At the keyboard alone', () => {
  it('a digit chooses the person, a letter codes, and Shift writes for the other person once', async () => {
    const { desk, type, at, close } = await seated()
    type('2', 'f')
    at(2)
    type('Shift F', 'w')
    at(5)
    type('f', 'Shift F', '0', 'w')

    expect([...coded(desk)].sort()).toEqual(['anna face 2-5', 'both smile 5-5', 'mia face 0-5', 'mia smile 2-2'])
    close()
  })

  it('digits need no Shift where a keyboard takes it to write them: they choose the person, and say more of a code', async () => {
    const { desk, type, at, close } = await seated()
    desk.hand.press('talk', 100)
    type('é')
    at(2)
    desk.hand.press('talk', 2_500)
    at(3)
    type('Shift 1', 'Escape', 'é', 'w')

    expect([...desk.sheet].map(({ person, code, modifiers }) => [person, code, modifiers])).toEqual([['anna', 'talk', { tone: ['flat'], about: ['toy'] }], ['mia', 'smile', {}]])
    close()
  })

  it('Alt with a letter gives another code, also where it writes another sign, once the letter was pressed alone', async () => {
    const { desk, type, at, close } = await seated()
    type('d')
    at(3)
    type('d')
    desk.choice.selectAll()
    type('Alt ƒ')
    expect(coded(desk)).toEqual(['anna game 0-3'])

    type('f', 'Escape')
    desk.choice.selectAll()
    type('Alt ƒ')
    expect(coded(desk)).toEqual(['anna face 0-3'])
    close()
  })

  it('a key that is held codes from down to up, however often the keyboard repeats it', async () => {
    const { desk, type, at, hold, up, close } = await seated()
    at(1)
    type('h')
    at(2)
    hold('h')
    hold('h')
    at(4)
    up('h')

    expect(coded(desk)).toEqual(['anna toy 1-4'])
    close()
  })

  it('an event is found, parted, joined, copied, given another code, taken out, and all of it taken back', async () => {
    const { desk, type, at, close } = await seated()
    desk.do({ id: 'd', changes: [{ event: 'one', before: null, after: event() }], undoes: null })
    type('ArrowDown')
    expect([...desk.choice.ids]).toEqual(['one'])
    at(3)
    type('-')
    expect(coded(desk)).toEqual(['anna face 2-3', 'anna face 3-5'])
    type('ArrowUp', '+', 'Alt 2', 'Alt d')
    expect(coded(desk)).toContain('mia game 2-5')
    type('Delete')
    expect(coded(desk)).toEqual(['anna face 2-5'])
    for (let step = 0; step < 6; step += 1) await desk.undo()
    expect(coded(desk)).toEqual([])
    desk.redo()

    expect(coded(desk)).toEqual(['anna face 2-5'])
    close()
  })

  it('a code without a key is found by its name, and belongs to the frame at which it was looked for', async () => {
    const { desk, type, at, close } = await seated()
    at(3)
    type(';')
    at(7)
    type('2')
    desk.hand.found('game', 90_000)
    at(9)
    type(';')
    at(12)
    desk.hand.found('game', 99_000)

    expect(coded(desk)).toEqual([])
    desk.hand.choosePerson(1)
    type(';')
    desk.hand.found('game', 99_900)
    expect(coded(desk)).toEqual(['anna game 3-12'])
    type(';')
    desk.hand.found(null, 120_000)
    expect(desk.hand.lookedFor).toBeNull()
    close()
  })

  it('marks a stretch and names it, and ends with Escape what runs', async () => {
    const { desk, type, at, close } = await seated()
    at(3)
    type('i')
    at(6)
    type('o', 'd', 'f')
    at(8)
    type('Escape')

    expect([...coded(desk)].sort()).toEqual(['anna face 6-8', 'anna game 3-6'])
    close()
  })
})
