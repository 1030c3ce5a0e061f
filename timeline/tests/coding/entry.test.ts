import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { book, event, FRAME, LENGTH, overlapping, persons } from './codings'
import { Book } from '../../src/coding/book'
import { blurred, endedAll, nothingEntered, pressed, released, shownOpen, type Entered, type Entering, type Setting } from '../../src/coding/entry'
import { markedIn, markedOut, takenUp } from '../../src/coding/marks'
import { Sheet } from '../../src/coding/sheet'
import { SECOND } from '../../src/time/clock'
import type { CodedEvent, Habit } from '../../src/wire'

type Mode = Habit['mode']

/** A coder at the keys: film time and the clock on the wall go on by what each test says. */
class Coder {
  readonly sheet: Sheet
  state: Entering = nothingEntered
  words = ''
  deeds = 0
  stamp = 0
  readonly setting: Setting

  constructor(modes: Partial<Record<string, Mode>> = {}, rest: { all?: readonly CodedEvent[]; reaction?: number; lead?: number; lag?: number } = {}) {
    const { all = [], reaction = 0, lead = 4 * SECOND, lag = 4 * SECOND } = rest
    this.sheet = new Sheet(all)
    const habit = (code: string): Habit => ({ code, key: '', mode: modes[code] ?? 'toggle', lead, lag })
    this.setting = { sheet: this.sheet, book: new Book(book), habit, reaction, length: LENGTH, frame: (at) => at - (at % FRAME) }
  }

  press(code: string, seconds: number, { person = 'anna', after = 1000, pace = 0 }: { person?: string | null; after?: number; pace?: number } = {}): this {
    this.stamp += after
    return this.#take(pressed(this.state, { code, person, at: micros(seconds), stamp: this.stamp, pace }, this.setting))
  }

  release(code: string, seconds: number, pace = 0): this {
    return this.#take(released(this.state, { code, at: micros(seconds), stamp: this.stamp, pace }, this.setting))
  }

  blur(seconds: number): this {
    return this.#take(blurred(this.state, micros(seconds), this.setting))
  }

  endAll(seconds: number): this {
    return this.#take(endedAll(this.state, micros(seconds), this.setting))
  }

  mark(from: number, to: number): this {
    this.state = { ...this.state, ...markedOut(markedIn(this.state, micros(from)), micros(to)) }
    return this
  }

  /** What is coded: who (where it is not Anna), what, and from when to when in seconds. */
  get coded(): readonly string[] {
    return [...this.sheet].map((each) => said(each))
  }

  get open(): readonly string[] {
    return shownOpen(this.state.open, LENGTH).map(({ code, start }) => `${code} ${start / SECOND}`)
  }

  #take({ state, deed, words }: Entered): this {
    this.state = state
    this.words = words
    if (deed) this.deeds += 1
    if (deed) expect(this.sheet.apply(deed, 'coder').rivals).toEqual([])
    return this
  }
}

// Seconds such as 0.28 have no exact form.
const micros = (seconds: number): number => Math.round(seconds * SECOND)

const said = ({ code, person, start, end }: CodedEvent): string => `${person === 'anna' ? '' : `${person ?? 'both'} `}${code} ${start / SECOND}-${end / SECOND}`

describe('A toggled code', () => {
  it('begins with one press and ends with the next, as one deed', () => {
    const coder = new Coder().press('game', 3)

    expect(coder.open).toEqual(['game 3'])
    expect(coder.deeds).toBe(0)

    expect(coder.press('game', 8).coded).toEqual(['game 3-8'])
    expect(coder.deeds).toBe(1)
    expect(coder.open).toEqual([])
  })

  it('takes no notice of a second press within a quarter of a second', () => {
    expect(new Coder().press('game', 3).press('game', 3.2, { after: 249 }).open).toEqual(['game 3'])
    expect(new Coder().press('game', 3).press('game', 3.28, { after: 250 }).coded).toEqual(['game 3-3.28'])
  })

  it('takes every press that comes somewhere else in the film, however soon', () => {
    expect(new Coder().press('game', 3).press('game', 4, { after: 100 }).coded).toEqual(['game 3-4'])
    expect(new Coder().press('game', 3, { pace: 4 }).press('game', 3.8, { after: 200, pace: 4 }).open).toEqual(['game 3'])
  })

  it('ends what excludes it at the same microsecond, at one stroke', () => {
    const coder = new Coder().press('face', 3).press('toy', 7).press('away', 9).press('away', 12)

    expect(coder.coded).toEqual(['face 3-7', 'toy 7-9', 'away 9-12'])
    expect(coder.deeds).toBe(3)
  })

  it('leaves what another person does alone', () => {
    const coder = new Coder().press('face', 3).press('toy', 4, { person: 'mia' }).press('face', 5).press('toy', 6, { person: 'mia' })

    expect(coder.coded).toEqual(['face 3-5', 'mia toy 4-6'])
  })

  it('has its ends in order too when the film ran back', () => {
    expect(new Coder().press('game', 8, { pace: -1 }).press('game', 3, { pace: -1 }).coded).toEqual(['game 3-8'])
  })

  it('is not kept where it began and ended in one frame', () => {
    const coder = new Coder().press('game', 3).press('game', 3)

    expect(coder.coded).toEqual([])
    expect(coder.words).toContain('one frame')
  })
})

describe('A held code', () => {
  it('lasts from the key down to the key up', () => {
    expect(new Coder({ face: 'hold' }).press('face', 2).release('face', 4).coded).toEqual(['face 2-4'])
  })

  it('ends at the last frame shown when the window loses the keys; a toggled one runs on', () => {
    const coder = new Coder({ face: 'hold' }).press('face', 2).press('game', 3).blur(5)

    expect(coder.coded).toEqual(['face 2-5'])
    expect(coder.open).toEqual(['game 3'])
    expect(coder.release('face', 9).coded).toEqual(['face 2-5'])
  })
})

describe('A chained code', () => {
  it('ends the open bout and opens the next, the same or another of its level', () => {
    const coder = new Coder({ game: 'chain', talk: 'chain' }).press('game', 1).press('game', 4).press('talk', 6).endAll(9)

    expect(coder.coded).toEqual(['game 1-4', 'game 4-6', 'talk 6-9'])
  })
})

describe('A moment', () => {
  it('reaches from its lead before the press to its lag after it, as far as there is film', () => {
    const coder = new Coder({ game: 'moment' }).press('game', 10).press('game', 1).press('game', 58)

    expect(coder.coded).toEqual(['game 0-5', 'game 6-14', 'game 54-60'])
  })

  it('goes on where it is pressed again before its lag has ended, and is another one after', () => {
    expect(new Coder({ game: 'moment' }).press('game', 10).press('game', 13.96).coded).toEqual(['game 6-17.96'])
    expect(new Coder({ game: 'moment' }).press('game', 10).press('game', 14).coded).toEqual(['game 6-14', 'game 10-18'])
  })

  it('shortens what excludes it, and says so where something lay wholly under it', () => {
    const before = [event({ id: 'long', code: 'toy', start: 0, end: 8 * SECOND }), event({ id: 'short', code: 'away', start: 9 * SECOND, end: 11 * SECOND })]
    const coder = new Coder({ face: 'moment' }, { all: before }).press('face', 10)

    expect(coder.coded).toEqual(['toy 0-6', 'face 6-14'])
    expect(coder.words).toContain('“away”')
    expect(coder.deeds).toBe(1)
  })
})

describe('A point', () => {
  it('stands at the frame that was shown, whatever the mode, and ends nothing', () => {
    const coder = new Coder({ smile: 'hold' }).press('face', 1).press('smile', 2).press('blink', 3).press('smile', 60)

    expect(coder.coded).toEqual(['smile 2-2', 'blink 3-3', 'smile 59.999999-59.999999'])
    expect(coder.open).toEqual(['face 1'])
  })
})

describe('A marked stretch', () => {
  it('gets its name from the next code, whatever its mode', () => {
    const coder = new Coder({ face: 'hold' }).mark(5, 3).press('face', 30)

    expect(coder.coded).toEqual(['face 3-5'])
    expect(coder.state.marked).toEqual([])
  })

  it('is marked in a first pass and named in a second', () => {
    const coder = new Coder({ game: 'marks' }).mark(1, 2).mark(7, 9).mark(4, 6)
    while (coder.state.marked.length > 0) {
      coder.state = { ...coder.state, ...takenUp(coder.state, 0) }
      coder.press('game', 30)
    }

    expect(coder.coded).toEqual(['game 1-2', 'game 4-6', 'game 7-9'])
    expect(coder.press('game', 30).words).toContain('Mark a stretch first')
  })
})

describe('A nested code', () => {
  it('is not entered outside its outer code, and one sentence says so', () => {
    const coder = new Coder().press('touch', 3)

    expect(coder.open).toEqual([])
    expect(coder.words).toContain('“game”')
  })

  it('ends with its outer code, at one stroke', () => {
    const coder = new Coder().press('game', 1).press('touch', 3).press('game', 6)

    expect(coder.coded).toEqual(['game 1-6', 'touch 3-6'])
    expect(coder.deeds).toBe(1)
  })

  it('never reaches out of an outer code that was there before', () => {
    const coder = new Coder({}, { all: [event({ code: 'game', start: 2 * SECOND, end: 8 * SECOND })] }).press('touch', 4).press('touch', 20)

    expect(coder.coded).toEqual(['game 2-8', 'touch 4-8'])
  })
})

describe('The time that a hand takes', () => {
  it('is taken off while the film plays, by as much film as passed, and not while it stands', () => {
    const late = { reaction: 300_000 }

    expect(new Coder({}, late).press('game', 10, { pace: 1 }).press('game', 12, { pace: 1 }).coded).toEqual(['game 9.68-11.68'])
    expect(new Coder({}, late).press('smile', 10, { pace: 2 }).press('smile', 20).coded).toEqual(['smile 9.4-9.4', 'smile 20-20'])
    expect(new Coder({}, late).press('smile', 0.1, { pace: 1 }).coded).toEqual(['smile 0-0'])
  })
})

describe('Whatever is pressed, in whatever order', () => {
  const codes = fc.constantFrom('face', 'toy', 'away', 'game', 'touch', 'blink')
  const modes = fc.constantFrom<Mode>('toggle', 'hold', 'chain', 'moment')
  const frames = fc.integer({ min: 0, max: 1499 }).map((count) => (count * FRAME) / SECOND)
  const acts = fc.oneof(
    fc.record({ kind: fc.constant('press' as const), code: codes, person: persons, at: frames, after: fc.integer({ min: 0, max: 900 }) }),
    fc.record({ kind: fc.constant('release' as const), code: codes, at: frames }),
    fc.record({ kind: fc.constantFrom('blur' as const, 'end' as const), at: frames }),
    fc.record({ kind: fc.constant('mark' as const), at: frames, to: frames }),
  )
  const done = (coder: Coder, act: typeof acts extends fc.Arbitrary<infer Act> ? Act : never): void => {
    switch (act.kind) {
      case 'press': coder.press(act.code, act.at, act); break
      case 'release': coder.release(act.code, act.at); break
      case 'blur': coder.blur(act.at); break
      case 'end': coder.endAll(act.at); break
      case 'mark': coder.mark(act.at, act.to)
    }
  }

  it('one person is never in two states that exclude each other, and states have a length inside the film', () => {
    fc.assert(fc.property(fc.record({ face: modes, toy: modes, away: modes, game: modes }), fc.array(acts, { maxLength: 40 }), (habits, all) => {
      const coder = new Coder(habits)

      for (const act of all) {
        done(coder, act)
        expect(overlapping([...coder.sheet])).toEqual([])
      }

      for (const { code, start, end } of coder.sheet) expect(code === 'blink' ? start === end && end < LENGTH : 0 <= start && start < end && end <= LENGTH).toBe(true)
    }))
  })

  it('what is toggled lies between the first press and the second, the third and the fourth, and so on', () => {
    fc.assert(fc.property(fc.array(frames, { maxLength: 20 }), (all) => {
      const coder = new Coder()
      for (const at of all) coder.press('game', at)

      const pairs = all.flatMap((at, place) => (place % 2 === 1 ? [[all[place - 1] ?? 0, at].sort((one, other) => one - other)] : []))
      const spans = pairs.filter(([start, end]) => start !== end).map(([start, end]) => `game ${start}-${end}`)
      expect([...coder.coded].sort()).toEqual(spans.sort())
    }))
  })

  it('what is chained leaves no gap and no overlap from the first press to the end', () => {
    fc.assert(fc.property(fc.uniqueArray(frames, { minLength: 1, maxLength: 20 }), fc.array(fc.constantFrom('game', 'talk'), { minLength: 20, maxLength: 20 }), (unsorted, names) => {
      const all = [...unsorted].sort((one, other) => one - other)
      const coder = new Coder({ game: 'chain', talk: 'chain' })
      for (const [place, at] of all.entries()) coder.press(names[place] ?? 'game', at)
      coder.endAll(60)

      const ends = [...all.slice(1), 60]
      expect(coder.coded).toEqual(all.map((at, place) => `${names[place]} ${at}-${ends[place]}`))
    }))
  })

  it('moments cover exactly what lies within lead and lag of a press', () => {
    fc.assert(fc.property(fc.uniqueArray(frames, { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), (unsorted, lead, lag) => {
      const all = [...unsorted].sort((one, other) => one - other)
      const coder = new Coder({ game: 'moment' }, { lead: lead * SECOND, lag: lag * SECOND })
      for (const at of all) coder.press('game', at)

      for (let at = 0; at < LENGTH; at += 5 * FRAME) {
        const isNear = all.some((press) => micros(press) - lead * SECOND <= at && at < micros(press) + lag * SECOND)
        expect(coder.sheet.underWay(at).length > 0).toBe(isNear)
      }
    }), { numRuns: 30 })
  })
})
