import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { book, deed, event, FRAME, LENGTH, overlapping, persons, times } from './codings'
import { Browser, closePage, openPage, Server, standing } from './simulated'
import { Book } from '../../src/coding/book'
import { hadInstead, inTheWay, mayOverlap, overlapsOf, waysOut, wentOut, type Overlap, type Way } from '../../src/coding/overlaps'
import type { Desk } from '../../src/coding/desk.svelte'
import { Drafts } from '../../src/coding/drafts'
import { noted, type Desktop } from '../../src/coding/edits'
import { Sheet } from '../../src/coding/sheet'
import { Frames } from '../../src/time/frames'
import { SECOND } from '../../src/time/clock'
import type { CodedEvent } from '../../src/wire'

beforeEach(openPage)
afterEach(closePage)

const little = new Book(book)
const frames = new Frames(Array.from({ length: LENGTH / FRAME }, (_, place) => (place === 0 ? 0 : FRAME)), LENGTH)
const deskOf = (all: readonly CodedEvent[]): { sheet: Sheet; book: Book; frames: Frames; length: number } => ({ sheet: new Sheet(all), book: little, frames, length: LENGTH })

const state = fc.record({ code: fc.constantFrom('face', 'toy', 'away', 'game'), person: persons, start: times, lasting: fc.integer({ min: 1, max: 30 }), note: fc.constantFrom('', 'sees her') })
const states = fc.array(state, { maxLength: 12 }).map((all) => all.map(({ lasting, ...its }, place) => event({ ...its, id: String(place), end: its.start + lasting * FRAME })))

const said = ({ first, second }: Overlap): string => `${first.id} ${second.id}`

describe('Two states of one person that exclude each other', () => {
  it('overlap where both go on at one time, and not where one ends as the other begins', () => {
    const [one, next, other] = [event({ id: 'one' }), event({ id: 'next', code: 'toy', start: 5 * SECOND, end: 7 * SECOND }), event({ id: 'other', code: 'toy', start: 6 * SECOND, end: 8 * SECOND })]

    expect(overlapsOf(new Sheet([one, next]), little)).toEqual([])
    expect(overlapsOf(new Sheet([one, next, other]), little).map(said)).toEqual(['next other'])
    expect(overlapsOf(new Sheet([event({ id: 'long', end: 9 * SECOND }), event({ id: 'in it', code: 'toy', start: 3 * SECOND, end: 4 * SECOND }), next]), little).map(said)).toEqual(['long in it', 'long next'])
    expect(overlapsOf(new Sheet([next, { ...other, person: 'mia' }]), little)).toEqual([])
    expect(overlapsOf(new Sheet([next, event({ id: 'smile', code: 'blink', start: 6 * SECOND, end: 6 * SECOND })]), little)).toEqual([])
  })

  it('are none where they are lines of a transcript: both were said, and changing one leaves the other as it is', () => {
    const lines = new Book({ ...book, isForLines: true })
    const sheet = new Sheet([event({ id: 'one' }), event({ id: 'other', code: 'toy', start: 4 * SECOND, end: 7 * SECOND })])

    expect(overlapsOf(sheet, lines)).toEqual([])
    const { deed: done } = noted({ sheet, book: lines, frames, length: LENGTH }, event({ id: 'one' }), 'she asks')
    expect(done?.changes.map((change) => change.event)).toEqual(['one'])
    expect(overlapsOf(sheet, little).map(said)).toEqual(['one other'])
  })

  it('are found wherever there are any, and looking at what comes misses none', () => {
    fc.assert(fc.property(states, (all) => {
      const on = deskOf(all)

      expect(overlapsOf(on.sheet, little).length > 0).toBe(overlapping(all).length > 0)
      expect(mayOverlap(all, on)).toBe(overlapping(all).length > 0)
    }))
  })

  it('are none any more once each was decided, whichever way, and every decision can be taken back', () => {
    fc.assert(fc.property(states, fc.infiniteStream(fc.nat(2)), (all, choices) => {
      const on = deskOf(all)
      for (let [overlap] = overlapsOf(on.sheet, little); overlap; [overlap] = overlapsOf(on.sheet, little)) {
        const [before, count] = [standing(on.sheet), overlapping([...on.sheet]).length]
        const ways = waysOut(overlap)
        const { deed } = wentOut(on, overlap, ways[(choices.next().value ?? 0) % ways.length] ?? 'first')
        if (!deed) throw new Error('Nothing was decided.')
        expect(on.sheet.apply(deed, '').rivals).toEqual([])
        const after = standing(on.sheet)
        on.sheet.apply({ id: 'back', changes: deed.changes.map((each) => ({ event: each.event, before: each.after, after: each.before })).reverse(), undoes: deed.id }, '')
        expect(standing(on.sheet)).toEqual(before)
        on.sheet.apply({ ...deed, id: 'again' }, '')
        expect(standing(on.sheet)).toEqual(after)
        expect(overlapping([...on.sheet]).length).toBeLessThan(count)
      }

      expect(overlapping([...on.sheet])).toEqual([])
    }))
  })

  it('can follow each other where one begins first, and become one where both say the same', () => {
    const [face, toy] = [event({ note: 'up' }), event({ id: 'two', code: 'toy', start: 4 * SECOND, end: 9 * SECOND })]
    const again = { ...toy, code: 'face', note: 'still' }
    const after = (second: CodedEvent, way: 'after each other' | 'one'): readonly string[] => {
      const on = deskOf([face, second])
      const { deed } = wentOut(on, { first: face, second }, way)
      if (deed) on.sheet.apply(deed, '')
      return [...on.sheet].map(({ code, start, end, note }) => `${code} ${start / SECOND}-${end / SECOND} ${note}`)
    }

    expect(waysOut({ first: face, second: toy })).toEqual(['first', 'second', 'after each other'])
    expect(waysOut({ first: face, second: { ...toy, start: face.start } })).toEqual(['first', 'second'])
    expect(waysOut({ first: face, second: again })).toEqual(['first', 'second', 'one'])
    expect(after(toy, 'after each other')).toEqual(['face 2-4 up', 'toy 4-9 '])
    expect(after(again, 'one')).toEqual(['face 2-9 up\nstill'])
  })

  it('that two people code at once are found by both of them, and by a page that is loaded anew', async () => {
    const server = new Server()
    const [anna, mia] = [new Browser(server, 'anna'), new Browser(server, 'mia')]
    await anna.open('first')
    await mia.open('first')
    mia.line.isDown = true
    mia.put('first', event({ id: 'hers', code: 'toy', start: 4 * SECOND, end: 9 * SECOND }))
    anna.put('first', event({ id: 'his' }))
    await anna.send()
    mia.line.isDown = false
    await mia.send()
    await anna.desk('first')?.neighbours.poll()
    await mia.desk('first')?.neighbours.poll()
    await mia.open('second')

    for (const desk of [...anna.desks, ...mia.desks]) expect(overlapsOf(desk.sheet, desk.book).map(said)).toEqual(['his hers'])
    anna.closeAll()
    mia.closeAll()
  })
})

/** What a page decides on. */
const on = ({ sheet, book: its, film, opening }: Desk): Desktop => ({ sheet, book: its, frames: film.frames, length: opening.film.length })

/** Decide about overlap number `place` of those a page shows; nothing where it shows none. */
function decide(desk: Desk, way: Way, place = 0): void {
  const overlaps = overlapsOf(desk.sheet, desk.book)
  const overlap = overlaps[place % Math.max(1, overlaps.length)]
  const { deed } = overlap && waysOut(overlap).includes(way) ? wentOut(on(desk), overlap, way) : { deed: null }
  if (deed) desk.do(deed)
}

/** Have what waits for a choice instead of what stands in its way. */
function haveInstead(desk: Desk, place = 0): void {
  const rival = desk.rivals[place % Math.max(1, desk.rivals.length)]
  if (!rival?.version || desk.sheet.get(rival.event)) return
  const { deed } = hadInstead(on(desk), rival.version, inTheWay(desk, rival.version))
  if (deed) desk.do(deed)
}

describe('Two people who decide about the same two states at once', () => {
  const [face, toy] = [event({ id: 'his' }), event({ id: 'hers', code: 'toy', start: 4 * SECOND, end: 9 * SECOND })]

  async function both(): Promise<{ server: Server; anna: Browser; mia: Browser; a: Desk; m: Desk; meet: () => Promise<void> }> {
    const server = new Server()
    server.take([deed([null, face], [null, toy])], 'ida')
    const [anna, mia] = [new Browser(server, 'anna'), new Browser(server, 'mia')]
    const [a, m] = [await anna.open('a'), await mia.open('m')]
    if (!a || !m) throw new Error('There is no desk.')
    const meet = async (): Promise<void> => {
      for (const browser of [anna, mia, anna, mia]) await browser.send()
      for (const desk of [a, m]) await desk.neighbours.poll()
    }
    return { server, anna, mia, a, m, meet }
  }

  it('and each keep the other one lose neither: one stands, the other waits for a choice, on both pages', async () => {
    const { server, anna, mia, a, m, meet } = await both()
    mia.line.isDown = true
    decide(m, 'second')
    await mia.send()
    decide(a, 'first')
    await anna.send()
    mia.line.isDown = false
    await meet()

    expect(standing(server.sheet)).toEqual([face])
    expect(server.sheet.rivals).toEqual([{ event: 'hers', version: toy, coder: 'mia' }])
    for (const desk of [a, m]) {
      expect(standing(desk.sheet)).toEqual([face])
      expect(desk.rivals.map(({ version }) => version && inTheWay(desk, version).map(({ id }) => id))).toEqual([['his']])
    }
    anna.closeAll()
    mia.closeAll()
  })

  it('choose then in one deed, also without a line, and take that back in one step', async () => {
    const { server, anna, mia, a, m, meet } = await both()
    decide(a, 'first')
    decide(m, 'second')
    await meet()
    anna.line.isDown = true
    haveInstead(a)
    expect([a.sheet.size, a.sheet.get('hers'), a.rivals]).toEqual([1, toy, []])
    anna.line.isDown = false
    await meet()
    expect([standing(m.sheet), m.rivals, server.sheet.rivals]).toEqual([[toy], [], []])

    await a.undo()
    await meet()
    expect(standing(m.sheet)).toEqual([face])
    anna.closeAll()
    mia.closeAll()
  })

  it('are not asked where one took their decision back before the other heard of it, and are where it was made again', async () => {
    const { server, anna, mia, a, m, meet } = await both()
    mia.line.isDown = true
    decide(m, 'second')
    await m.undo()
    decide(a, 'first')
    await anna.send()
    mia.line.isDown = false
    await meet()
    expect([standing(server.sheet), server.sheet.rivals]).toEqual([[face], []])

    m.redo()
    expect(m.trouble).toBe('Somebody else has changed this since: it stays as it is.')
    await meet()
    expect([standing(server.sheet), server.sheet.rivals]).toEqual([[face], []])
    anna.closeAll()
    mia.closeAll()
  })

  it('are heard also where a decision waited for days, and its words were forgotten', async () => {
    const { anna, mia, m } = await both()
    mia.line.isDown = true
    decide(m, 'second')
    await mia.send()
    const drafts = await Drafts.open(mia.keeping, 'coding', btoa('mia'.padEnd(32, '.')))
    const [waiting] = await drafts.waiting(Date.now() + 73 * 3_600_000)

    expect(waiting?.deed.changes).toEqual([{ event: 'his', before: face, after: null }, { event: 'hers', before: toy, after: toy }])
    anna.closeAll()
    mia.closeAll()
  })

  it('are heard even where one of them took a state out by hand', async () => {
    const { server, anna, mia, a, m, meet } = await both()
    a.choice.select(['hers'])
    a.choice.takeOut()
    m.choice.select(['his'])
    m.choice.takeOut()
    await meet()

    expect([standing(server.sheet), server.sheet.rivals.map((rival) => rival.version)]).toEqual([[face], [toy]])
    anna.closeAll()
    mia.closeAll()
  })
})

describe('However many decide at once, with whatever line', () => {
  const names = ['anna', 'phone', 'mia'] as const
  const who = fc.constantFrom(...names)
  const acts = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('decide' as const), who, way: fc.constantFrom<Way>('first', 'second', 'after each other', 'one'), place: fc.nat(4) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('have instead' as const), who, place: fc.nat(4) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const), who }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('send' as const, 'poll' as const, 'reload' as const), who }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('off' as const, 'on' as const), who }) },
  )
  type Act = typeof acts extends fc.Arbitrary<infer One> ? One : never

  async function done(browser: Browser, act: Act): Promise<void> {
    const [desk] = browser.desks
    if (act.kind === 'off' || act.kind === 'on') browser.line.isDown = act.kind === 'off'
    if (act.kind === 'send') await browser.send()
    if (act.kind === 'reload' && !browser.line.isDown) {
      await browser.calm()
      browser.close(act.who)
      await browser.open(act.who)
    }
    if (!desk) return
    if (act.kind === 'decide') decide(desk, act.way, act.place)
    if (act.kind === 'have instead') haveInstead(desk, act.place)
    if (act.kind === 'undo') await desk.undo()
    if (act.kind === 'redo') desk.redo()
    if (act.kind === 'poll') await desk.neighbours.poll()
  }

  /** The states that hang together, as one overlaps the next: of each such knot a decision leaves something. */
  function knotsOf(all: readonly CodedEvent[]): readonly (readonly string[])[] {
    const hang = (one: CodedEvent, other: CodedEvent): boolean => overlapping([one, { ...other, id: `${other.id}'` }]).length > 0
    return all.reduce<readonly (readonly CodedEvent[])[]>((knots, each) => {
      const [its, others] = [knots.filter((knot) => knot.some((one) => hang(one, each))), knots.filter((knot) => !knot.some((one) => hang(one, each)))]
      return [...others, [...its.flat(), each]]
    }, []).map((knot) => knot.map(({ id }) => id))
  }

  it('of what was coded at one place something stands in the end, and every page shows the same', async () => {
    await fc.assert(fc.asyncProperty(states, fc.array(acts, { maxLength: 24 }), async (all, doings) => {
      const server = new Server()
      if (all.length > 0) server.take([deed(...all.map((each) => [null, each] as const))], 'ida')
      const browsers = { anna: new Browser(server, 'anna'), phone: new Browser(server, 'anna'), mia: new Browser(server, 'mia') }
      for (const name of names) await browsers[name].open(name)
      for (const act of doings) await done(browsers[act.who], act)
      for (const browser of Object.values(browsers)) {
        browser.line.isDown = false
        await browser.send()
      }
      const desks = Object.values(browsers).flatMap((browser) => browser.desks)
      for (const desk of [...desks, ...desks]) await desk.neighbours.poll()

      for (const knot of knotsOf(all)) expect(knot.filter((id) => server.sheet.get(id))).not.toEqual([])
      for (const desk of desks) expect([standing(desk.sheet), desk.rivals]).toEqual([standing(server.sheet), server.sheet.rivals])
      for (const browser of Object.values(browsers)) browser.closeAll()
    }), { numRuns: 60 })
  }, 60_000)
})
