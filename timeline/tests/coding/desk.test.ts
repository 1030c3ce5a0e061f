import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { deed, event, events } from './codings'
import { Browser, closePage, openPage, Server, standing } from './simulated'
import { Drafts } from '../../src/coding/drafts'
import { QUIET, SELDOM, SOON } from '../../src/coding/rounds'
import { Sheet } from '../../src/coding/sheet'
import { Undoing } from '../../src/coding/undoing'
import { SECOND } from '../../src/time/clock'
import type { CodedEvent, Rating } from '../../src/wire'

beforeEach(openPage)
afterEach(closePage)

const noted = event({ note: 'she looks up' })

async function one(): Promise<{ server: Server; browser: Browser }> {
  const server = new Server()
  const browser = new Browser(server, 'anna')
  await browser.open('first')
  return { server, browser }
}

describe('What is coded', () => {
  it('is sent in one request, in its order, and then waits no more', async () => {
    const { server, browser } = await one()
    browser.put('first', event())
    browser.put('first', event({ end: 6 * SECOND }))
    expect(browser.desk('first')?.journal.state).toBe('not yet')
    await browser.send()

    expect(standing(server.sheet)).toEqual([event({ end: 6 * SECOND })])
    expect(browser.desk('first')?.journal.state).toBe('saved')
    expect(await browser.keeping.entries()).toEqual([])
    browser.closeAll()
  })

  it('survives hours without a line and a browser that is killed, notes and all', async () => {
    const { server, browser } = await one()
    browser.line.isDown = true
    browser.put('first', noted)
    await browser.send()
    expect(browser.desk('first')?.journal.state).toBe('no connection')
    browser.close('first')
    browser.line.isDown = false
    const desk = await browser.open('first')

    expect(desk && standing(desk.sheet)).toEqual([noted])
    await browser.send()
    expect(standing(server.sheet)).toEqual([noted])
    await desk?.undo()
    expect(desk?.sheet.size).toBe(0)
    browser.closeAll()
  })

  it('is on the disk only sealed, and without its words after three days', async () => {
    const { browser } = await one()
    browser.line.isDown = true
    browser.put('first', noted)
    await browser.calm()
    const [entry] = await browser.keeping.entries()
    const text = new TextDecoder('latin1').decode(entry?.sealed)
    expect(text).not.toContain('looks')
    expect(text).not.toContain('face')

    const key = btoa('anna'.padEnd(32, '.'))
    const [later] = await (await Drafts.open(browser.keeping, 'coding', key)).waiting(Date.now() + 73 * 3_600_000)
    expect(later?.deed.changes[0]?.after).toEqual(event())
    expect(await (await Drafts.open(browser.keeping, 'coding', btoa('mia'.padEnd(32, '.')))).waiting(Date.now())).toEqual([])
    expect(await (await Drafts.open(browser.keeping, 'another', key)).waiting(Date.now())).toEqual([])
    browser.closeAll()
  })

  it('is taken back on the page where the server refuses it, with its sentence', async () => {
    const { server, browser } = await one()
    const desk = browser.desk('first')
    browser.put('first', event())
    server.refused.set(browser.done[0] ?? '', 'This person is not in the film.')
    browser.put('first', event({ id: 'two', code: 'game' }))
    await browser.send()

    expect(desk && standing(desk.sheet)).toEqual([event({ id: 'two', code: 'game' })])
    expect(desk?.trouble).toBe('This person is not in the film.')
    expect(desk?.journal.state).toBe('saved')
    browser.closeAll()
  })

  it('is sent when the page is left, what was written last and is not on the disk among it', async () => {
    const { server, browser } = await one()
    const desk = browser.desk('first')
    browser.put('first', event())
    desk?.choice.write('one', 'she looks up')
    window.dispatchEvent(new Event('pagehide'))
    browser.close('first')
    await browser.calm()

    expect(standing(server.sheet)).toEqual([noted])
    await browser.open('first')
    await browser.send()
    expect(server.deeds.length).toBe(2)
    expect(await browser.keeping.entries()).toEqual([])
    browser.closeAll()
  })

  it('is done once where its answer was lost', async () => {
    const { server, browser } = await one()
    browser.line.losesAnswers = true
    browser.put('first', event())
    await browser.send()
    browser.line.losesAnswers = false
    browser.put('first', event({ id: 'two', code: 'game' }))
    await browser.send()

    expect(server.deeds.map(({ deed }) => deed.id)).toEqual(browser.done)
    browser.closeAll()
  })
})

describe('Ratings, keys, and what can be taken back', () => {
  const devices = async (): Promise<{ server: Server; one: Browser; other: Browser }> => {
    const server = new Server()
    const [one, other] = [new Browser(server, 'anna'), new Browser(server, 'anna')]
    await one.open('first')
    await other.open('first')
    return { server, one, other }
  }
  const warmth = (value: number): Rating => ({ scale: 'warmth', person: 'anna', value, note: '' })

  it('are as they were left on the other device when one comes back, but for what was changed here last', async () => {
    const { one, other } = await devices()
    const [here, there] = [one.desk('first'), other.desk('first')]
    here?.ratings.rate(warmth(5))
    here?.setReaction(120_000)
    await one.send()
    expect(there?.ratings.all).toEqual([])
    window.dispatchEvent(new Event('focus'))
    await other.calm()
    expect([there?.ratings.all, there?.ratings.habits.reaction]).toEqual([[warmth(5)], 120_000])

    other.line.isDown = true
    there?.ratings.rate(warmth(2))
    await other.calm()
    other.line.isDown = false
    window.dispatchEvent(new Event('focus'))
    await other.calm()
    expect(there?.ratings.all).toEqual([warmth(2)])
    one.closeAll()
    other.closeAll()
  })

  it('are there on the other device while somebody looks at it, and asked for only once they are other than before', async () => {
    const { server, one, other } = await devices()
    const [here, there] = [one.desk('first'), other.desk('first')]
    await there?.neighbours.poll()
    await other.calm()
    expect(server.askedAside).toBe(0)
    here?.ratings.rate(warmth(5))
    here?.setReaction(120_000)
    await one.send()
    for (let round = 0; round < 3; round += 1) {
      await there?.neighbours.poll()
      await other.calm()
    }

    expect([there?.ratings.all, there?.ratings.habits.reaction, server.askedAside]).toEqual([[warmth(5)], 120_000, 1])
    one.closeAll()
    other.closeAll()
  })

  it('is the same on two devices of one coder, whatever each did before it heard of the other', async () => {
    const { server, one, other } = await devices()
    one.put('first', event({ id: 'a', code: 'game' }))
    await one.send()
    await other.desk('first')?.neighbours.poll()
    await other.desk('first')?.undo()
    one.put('first', event({ id: 'b', code: 'smile', end: 2 * SECOND }))
    await one.send()
    await other.send()
    for (const desk of [...one.desks, ...other.desks]) await desk.neighbours.poll()

    expect([...one.desks, ...other.desks].map(({ canUndo, canRedo }) => [canUndo, canRedo])).toEqual([[true, true], [true, true]])
    other.desk('first')?.redo()
    await other.send()
    expect(standing(server.sheet).map(({ id }) => id)).toEqual(['a', 'b'])
    one.closeAll()
    other.closeAll()
  })
})

describe('What has begun and not ended', () => {
  it('goes on after the page was loaded again, and is then one deed', async () => {
    const { server, browser } = await one()
    const first = browser.desk('first')
    if (first) first.film.player.at = 2 * SECOND
    first?.hand.press('face', 1_000)
    first?.hand.markIn(1_100)
    await browser.calm()
    expect(server.deeds).toEqual([])
    browser.close('first')
    const desk = await browser.open('first')
    if (desk) desk.film.player.at = 5 * SECOND

    expect(desk?.hand.running.map(({ code, start, end }) => [code, start, end])).toEqual([['face', 2 * SECOND, 5 * SECOND]])
    expect(desk?.hand.markStart).toBe(2 * SECOND)
    desk?.hand.press('face', 5_000)
    await browser.send()
    expect(standing(server.sheet).map(({ code, start, end }) => [code, start, end])).toEqual([['face', 2 * SECOND, 5 * SECOND]])
    browser.closeAll()
  })

  it('takes its modifiers from the strip while it runs, and later', async () => {
    const { browser } = await one()
    const desk = await browser.open('second')
    if (!desk) throw new Error('no desk')
    desk.hand.press('talk', 1_000)
    desk.hand.chooseAt(1, 1_500)
    desk.film.player.at = 3 * SECOND
    desk.hand.press('talk', 3_000)
    desk.hand.chooseAt(2, 3_500)
    desk.hand.chooseAt(3, 3_600)

    expect([...desk.sheet].map(({ modifiers }) => modifiers)).toEqual([{ tone: ['warm'], about: ['feeling', 'food'] }])
    expect(desk.hand.takesDigit(6_500)).toBe(true)
    expect(desk.hand.takesDigit(6_600)).toBe(false)
    browser.closeAll()
  })
})

describe('Two windows of one coder', () => {
  it('show both what is done in either, also without a line', async () => {
    const { server, browser } = await one()
    await browser.open('second')
    browser.line.isDown = true
    browser.put('first', event())
    browser.put('second', event({ id: 'two', code: 'game' }))
    await browser.send()
    const both = [event(), event({ id: 'two', code: 'game' })]

    expect(browser.desks.map(({ sheet }) => standing(sheet))).toEqual([both, both])
    browser.line.isDown = false
    browser.close('first')
    await browser.send()
    expect(standing(server.sheet)).toEqual(both)
    expect([...server.came.values()]).toEqual([1, 1])
    browser.closeAll()
  })

  it('send what a third one kept and could not tell any more, when one is opened and when one is closed', async () => {
    const { server, browser } = await one()
    const third = await Drafts.open(browser.keeping, 'coding', btoa('anna'.padEnd(32, '.')))
    await third.add([deed([null, event()])], Date.now())
    await browser.open('second')
    await browser.send()
    expect(standing(server.sheet)).toEqual([event()])

    await third.add([deed([null, event({ id: 'two' })])], Date.now())
    browser.close('first')
    await browser.send()
    expect(standing(server.sheet)).toEqual([event(), event({ id: 'two' })])
    browser.closeAll()
  })
})

describe('Two people in one coding', () => {
  it('see what the other does, and what both changed stands side by side for both', async () => {
    const server = new Server()
    const [anna, mia] = [new Browser(server, 'anna'), new Browser(server, 'mia')]
    await anna.open('a')
    await mia.open('m')
    anna.put('a', event())
    await anna.send()
    await mia.desk('m')?.neighbours.poll()
    anna.put('a', event({ end: 6 * SECOND }))
    mia.put('m', event({ end: 7 * SECOND }))
    await anna.send()
    await mia.send()
    await mia.desk('m')?.neighbours.poll()
    await anna.desk('a')?.neighbours.poll()

    for (const desk of [anna.desk('a'), mia.desk('m')]) {
      expect(desk && standing(desk.sheet)).toEqual([event({ end: 6 * SECOND })])
      expect(desk?.rivals).toEqual([{ event: 'one', version: event({ end: 7 * SECOND }), coder: 'mia' }])
    }
    anna.closeAll()
    mia.closeAll()
  })
})

describe('What is done elsewhere', () => {
  async function laptopAndPhone(): Promise<{ server: Server; laptop: Browser; phone: Browser }> {
    const server = new Server()
    const [laptop, phone] = [new Browser(server, 'anna'), new Browser(server, 'anna')]
    await laptop.open('l')
    await phone.open('p')
    return { server, laptop, phone }
  }

  /** Let as much time go by on the pages. */
  async function wait(milliseconds: number, ...browsers: readonly Browser[]): Promise<void> {
    await vi.advanceTimersByTimeAsync(milliseconds)
    for (const browser of browsers) await browser.calm()
  }

  it('on another device of the same coder is there within two seconds, and is taken back from either', async () => {
    const { server, laptop, phone } = await laptopAndPhone()
    laptop.put('l', event())
    await laptop.send()
    await wait(2_000, laptop, phone)
    const there = phone.desk('p')
    expect(there && standing(there.sheet)).toEqual([event()])
    expect(there?.canUndo).toBe(true)

    await there?.undo()
    await phone.send()
    await wait(2_000, laptop, phone)
    const here = laptop.desk('l')
    expect(here?.sheet.size).toBe(0)
    expect([here?.canUndo, here?.canRedo]).toEqual([false, true])
    here?.redo()
    await laptop.send()
    expect(standing(server.sheet)).toEqual([event()])
    laptop.closeAll()
    phone.closeAll()
  })

  it('leaves what the hand is doing where it is: what runs, what is selected, and what is being written', async () => {
    const { laptop, phone } = await laptopAndPhone()
    laptop.put('l', event())
    await laptop.send()
    const desk = laptop.desk('l')
    if (!desk) throw new Error('There is no desk.')
    desk.choice.select(['one'])
    desk.choice.write('one', 'she loo')
    desk.hand.press('game', 1_000)
    desk.hand.markIn(1_100)
    phone.put('p', event({ id: 'two', code: 'touch' }))
    await phone.send()
    await desk.neighbours.poll()

    expect([...desk.sheet].map(({ id }) => id)).toContain('two')
    expect([...desk.choice.ids]).toEqual(['one'])
    expect(desk.hand.running.map(({ code }) => code)).toEqual(['game'])
    expect(desk.hand.markStart).toBe(0)
    desk.choice.write('one', 'she looks up')
    desk.choice.commit()
    expect(desk.sheet.get('one')?.note).toBe('she looks up')
    laptop.closeAll()
    phone.closeAll()
  })

  it('has nothing drawn anew where nothing was done: neither by a question nor by an answer, while two versions wait too', async () => {
    const { laptop, phone } = await laptopAndPhone()
    laptop.put('l', event())
    await laptop.send()
    await wait(2_000, laptop, phone)
    laptop.put('l', event({ end: 6 * SECOND }))
    phone.put('p', event({ end: 7 * SECOND }))
    await laptop.send()
    await phone.send()
    await wait(2_000, laptop, phone)
    const desk = laptop.desk('l')
    const [rivals, count] = [desk?.rivals, desk?.count ?? 0]
    expect(rivals).toHaveLength(1)

    await desk?.neighbours.poll()
    expect([desk?.rivals === rivals, desk?.count]).toEqual([true, count])
    laptop.put('l', event({ id: 'two', code: 'touch' }))
    await laptop.send()
    await desk?.neighbours.poll()
    expect([desk?.rivals === rivals, desk?.count]).toEqual([true, count + 1])
    laptop.closeAll()
    phone.closeAll()
  })

  it('comes as two versions where both devices changed one code, and so does what is chosen of them', async () => {
    const { laptop, phone } = await laptopAndPhone()
    laptop.put('l', event())
    await laptop.send()
    await wait(2_000, laptop, phone)
    laptop.put('l', event({ end: 6 * SECOND }))
    phone.put('p', event({ end: 7 * SECOND }))
    await laptop.send()
    await phone.send()
    await wait(2_000, laptop, phone)
    expect(laptop.desk('l')?.rivals).toEqual([{ event: 'one', version: event({ end: 7 * SECOND }), coder: 'anna' }])

    await phone.desk('p')?.settle({ event: 'one', choice: 'other' })
    await wait(2_000, laptop, phone)
    for (const desk of [laptop.desk('l'), phone.desk('p')]) {
      expect(desk?.rivals).toEqual([])
      expect(desk && standing(desk.sheet)).toEqual([event({ end: 7 * SECOND })])
    }
    laptop.closeAll()
    phone.closeAll()
  })

  it('is not asked for by a page out of sight, and at once by one that comes into sight again', async () => {
    const { server, laptop, phone } = await laptopAndPhone()
    Object.assign(document, { hidden: true })
    document.dispatchEvent(new Event('visibilitychange'))
    phone.put('p', event())
    await phone.send()
    const before = server.asked
    await wait(60_000, laptop, phone)
    expect(server.asked).toBe(before)

    Object.assign(document, { hidden: false })
    document.dispatchEvent(new Event('visibilitychange'))
    await laptop.calm()
    expect(laptop.desk('l')?.sheet.size).toBe(1)
    laptop.closeAll()
    phone.closeAll()
  })

  it('is seldom asked for where nobody does anything, and soon again after the first touch', async () => {
    const { server, laptop } = await laptopAndPhone()
    await vi.advanceTimersByTimeAsync(QUIET * SOON)
    const quiet = server.asked
    await vi.advanceTimersByTimeAsync(60_000)
    expect(server.asked - quiet).toBeLessThanOrEqual(2 * 60_000 / SELDOM)

    window.dispatchEvent(new Event('keydown'))
    const touched = server.asked
    await vi.advanceTimersByTimeAsync(6_000)
    expect(server.asked - touched).toBeGreaterThanOrEqual(2 * Math.floor(6_000 / SOON))
    laptop.closeAll()
  })

  it('does not bring back to a page what it sent itself', async () => {
    const { server, laptop, phone } = await laptopAndPhone()
    for (const end of [6, 7, 8]) laptop.put('l', event({ end: end * SECOND }))
    await laptop.send()
    server.told = 0
    await laptop.desk('l')?.neighbours.poll()
    expect(server.told).toBe(0)

    await phone.desk('p')?.neighbours.poll()
    expect(server.told).toBe(3)
    laptop.closeAll()
    phone.closeAll()
  })
})

describe('An answer that was long on its way', () => {
  const [mine, theirs] = [event({ end: 6 * SECOND }), event({ end: 7 * SECOND })]

  async function three(): Promise<{ server: Server; anna: Browser; mia: Browser }> {
    const server = new Server()
    const [anna, mia] = [new Browser(server, 'anna'), new Browser(server, 'mia')]
    anna.line.isSlow = true
    server.take([deed([null, event()])], 'ida')
    await anna.open('a')
    await mia.open('m')
    mia.put('m', theirs)
    return { server, anna, mia }
  }

  it('does not make of what was done meanwhile what the server does not have', async () => {
    const { server, anna, mia } = await three()
    await mia.send()
    const news = anna.desk('a')?.neighbours.poll()
    await Promise.resolve()
    anna.put('a', mine)
    await anna.send()
    await news
    await anna.desk('a')?.neighbours.poll()

    expect(standing(server.sheet)).toEqual([theirs])
    expect(anna.desks.map(({ sheet }) => standing(sheet))).toEqual([[theirs]])
    anna.closeAll()
    mia.closeAll()
  })

  it('does not take back what was acknowledged meanwhile', async () => {
    const { anna, mia } = await three()
    const whole = anna.desk('a')?.neighbours.renew()
    await Promise.resolve()
    anna.put('a', event({ id: 'two', code: 'game' }))
    await anna.send()
    await whole

    expect(anna.desks.map(({ sheet }) => standing(sheet))).toEqual([[event(), event({ id: 'two', code: 'game' })]])
    anna.closeAll()
    mia.closeAll()
  })
})

describe('Whatever is done in whichever window, with whatever line', () => {
  const who = fc.constantFrom<['anna' | 'phone' | 'mia' | 'ida', string]>(['anna', 'first'], ['anna', 'second'], ['phone', 'small'], ['mia', 'hers'], ['ida', 'third'])
  const acts = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), who, event: events }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('take' as const), who, id: fc.constantFrom('a', 'b', 'c') }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const), who }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('calm' as const, 'send' as const, 'poll' as const), who }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('kill' as const, 'open' as const), who }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('line' as const), who, state: fc.constantFrom('up', 'down', 'bad', 'slow') }) },
  )
  type Act = typeof acts extends fc.Arbitrary<infer One> ? One : never

  async function done(browser: Browser, act: Act): Promise<void> {
    const [, name] = act.who
    switch (act.kind) {
      case 'put': browser.put(name, act.event); break
      case 'take': browser.take(name, act.id); break
      case 'undo': await browser.desk(name)?.undo(); break
      case 'redo': browser.desk(name)?.redo(); break
      case 'calm': await browser.calm(); break
      case 'send': await browser.send(); break
      case 'poll': void browser.desk(name)?.neighbours.poll(); break
      case 'kill': await browser.calm(); browser.close(name); break
      case 'open': if (!browser.desk(name)) await browser.open(name); break
      case 'line': Object.assign(browser.line, { isDown: act.state === 'down', losesAnswers: act.state === 'bad', isSlow: act.state === 'slow' })
    }
  }

  it('nothing is lost or done twice, and in the end every window shows what the server has', async () => {
    await fc.assert(fc.asyncProperty(fc.array(acts, { maxLength: 40 }), async (all) => {
      const server = new Server()
      const browsers = { anna: new Browser(server, 'anna'), phone: new Browser(server, 'anna'), mia: new Browser(server, 'mia'), ida: new Browser(server, 'ida') }
      for (const [coder, name] of [['anna', 'first'], ['anna', 'second'], ['phone', 'small'], ['mia', 'hers'], ['ida', 'third']] as const) await browsers[coder].open(name)
      for (const act of all) await done(browsers[act.who[0]], act)

      for (const browser of Object.values(browsers)) {
        Object.assign(browser.line, { isDown: false, losesAnswers: false, isSlow: false })
        if (browser.desks.length === 0) await browser.open('last')
        await browser.send()
      }
      const desks = Object.values(browsers).flatMap((browser) => browser.desks)
      // What is told at once is a part.
      for (const desk of [...desks, ...desks, ...desks]) await desk.neighbours.poll()

      for (const browser of Object.values(browsers)) {
        expect(browser.done.filter((id) => !server.deeds.some(({ deed }) => deed.id === id))).toEqual([])
        expect(await browser.keeping.entries()).toEqual([])
      }
      const replayed = new Sheet()
      for (const { deed, coder } of server.deeds) replayed.apply(deed, coder)
      expect(standing(replayed)).toEqual(standing(server.sheet))
      for (const desk of desks) {
        expect(standing(desk.sheet)).toEqual(standing(server.sheet))
        expect(desk.rivals).toEqual(server.sheet.rivals)
        expect(desk.journal.state).toBe('saved')
      }
      for (const browser of Object.values(browsers)) browser.closeAll()
    }), { numRuns: 60 })
  }, 60_000)

  /** All of it, and more than is told at once. */
  const ALL_TAKEN_BACK: (CodedEvent | 'undo' | 'redo' | 'reload')[] = [event({ id: 'a', end: 0, start: 0 }), event({ id: 'a', start: 40_000, end: 40_000 }), 'undo', event({ id: 'a', start: 40_000, end: 40_000 }), 'undo', 'undo', 'reload']

  it('what one coder did can be taken back step by step to the empty sheet, after any reload', async () => {
    const alone = fc.array(fc.oneof(events.map((each) => ({ ...each, note: '' })), fc.constantFrom('undo' as const, 'redo' as const, 'reload' as const)), { maxLength: 30 })
    await fc.assert(fc.asyncProperty(alone, async (all) => {
      const { server, browser } = await one()
      for (const act of all) {
        if (act === 'undo') await browser.desk('first')?.undo()
        else if (act === 'redo') browser.desk('first')?.redo()
        else if (act !== 'reload') browser.put('first', act)
        else {
          await browser.send()
          browser.close('first')
          await browser.open('first')
        }
      }
      const desk = browser.desk('first')
      await browser.send()
      expect(new Undoing(server.of('anna')).backs > 0).toBe(desk?.canUndo)
      for (let step = 0; desk?.canUndo === true && step < 100; step += 1) await desk.undo()

      expect(desk?.sheet.size).toBe(0)
      browser.closeAll()
    }), { numRuns: 40, examples: [[ALL_TAKEN_BACK]] })
  }, 60_000)
})
