import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { book, deed, event, events, overlapping } from './codings'
import { Book } from '../../src/coding/book'
import { Sheet } from '../../src/coding/sheet'
import { Stroke } from '../../src/coding/stroke'
import { Undoing } from '../../src/coding/undoing'
import type { CodedEvent, Deed } from '../../src/wire'

const written = (sheet: Sheet): string => JSON.stringify([...sheet])

type Doing = { readonly kind: 'put'; readonly event: CodedEvent } | { readonly kind: 'take'; readonly id: string }
type Act = Doing | { readonly kind: 'back' } | { readonly kind: 'on' }

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), event: events }),
  fc.record({ kind: fc.constant('take' as const), id: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('back' as const) }),
  fc.record({ kind: fc.constant('on' as const) }),
)

/** One coder at one sheet, and beside it how the sheet looked after each thing done. */
class Coder {
  sheet = new Sheet()
  undoing = new Undoing([])
  readonly deeds: Deed[] = []
  looks: string[] = [written(this.sheet)]
  place = 0

  act(act: Act): void {
    if (act.kind === 'back') this.step(this.undoing.back(this.sheet)?.deed, -1)
    else if (act.kind === 'on') this.step(this.undoing.on(this.sheet)?.deed, 1)
    else this.do(act)
  }

  do(act: Doing): void {
    const stroke = new Stroke(this.sheet, new Book(book))
    if (act.kind === 'put') stroke.put(act.event)
    else stroke.take(act.id)
    const done = stroke.deed()
    if (!done) return
    this.undoing.record(done)
    this.apply(done)
    this.looks = [...this.looks.slice(0, this.place + 1), written(this.sheet)]
    this.place += 1
  }

  step(done: Deed | null | undefined, by: number): void {
    if (!done) return
    this.apply(done)
    this.place += by
  }

  apply(done: Deed): void {
    this.deeds.push(done)
    expect(this.sheet.apply(done, 'anna').rivals).toEqual([])
  }
}

// Notes that follow each other are taken back at one stroke, so these events are without.
const silent = fc.array(acts, { maxLength: 60 }).map((all) => all.map((act) => (act.kind === 'put' ? { ...act, event: { ...act.event, note: '' } } : act)))

describe('What a coder did', () => {
  it('is taken back and done again like turning the pages of a book', () => {
    fc.assert(fc.property(silent, (all) => {
      const coder = new Coder()
      for (const act of all) {
        coder.act(act)
        expect(written(coder.sheet)).toBe(coder.looks[coder.place])
        expect(overlapping([...coder.sheet])).toEqual([])
      }
      expect([coder.undoing.backs, coder.undoing.ons]).toEqual([coder.place, coder.looks.length - 1 - coder.place])
    }))
  })

  it('comes to the same when it is taken back and done again', () => {
    fc.assert(fc.property(silent, (all) => {
      const coder = new Coder()
      for (const act of all) coder.act(act)
      const before = written(coder.sheet)
      const steps = coder.undoing.backs
      for (let step = 0; step < steps; step += 1) coder.act({ kind: 'back' })
      expect(coder.sheet.size).toBe(0)
      for (let step = 0; step < steps; step += 1) coder.act({ kind: 'on' })

      expect(written(coder.sheet)).toBe(before)
    }))
  })

  it('can be taken back after the page was loaded again, and what came earlier once it is fetched', () => {
    fc.assert(fc.property(silent, fc.nat(60), silent, (all, known, more) => {
      const coder = new Coder()
      for (const act of all) coder.act(act)
      const [older, latest] = [coder.deeds.slice(0, known), coder.deeds.slice(known)]
      const reloaded = new Undoing(latest)
      reloaded.older(older)
      expect([reloaded.backs, reloaded.ons]).toEqual([coder.undoing.backs, coder.undoing.ons])
      coder.undoing = reloaded
      for (const act of more) coder.act(act)

      expect(written(coder.sheet)).toBe(coder.looks[coder.place])
    }))
  })

  it('stays as it is where somebody else has changed it since, and one sentence says so', () => {
    const [mine, theirs, other] = [event(), event({ end: 3_000_000 }), event({ id: 'other' })]
    const sheet = new Sheet()
    const undoing = new Undoing([])
    const done = deed([null, mine], [null, other])
    undoing.record(done)
    sheet.apply(done, 'anna')
    sheet.apply(deed([mine, theirs]), 'mia')

    const step = undoing.back(sheet)

    expect(step?.words).toBe('Somebody else has changed this since: it stays as it is.')
    expect(step?.deed?.changes).toEqual([{ event: 'other', before: other, after: null }])
    expect(step?.deed?.undoes).toBe(done.id)
  })

  it('does not hold up what was done before where all of it was changed by somebody else', () => {
    const [first, mine, theirs] = [event({ id: 'first' }), event(), event({ end: 3_000_000 })]
    const sheet = new Sheet()
    const undoing = new Undoing([])
    for (const done of [deed([null, first]), deed([null, mine])]) {
      undoing.record(done)
      sheet.apply(done, 'anna')
    }
    sheet.apply(deed([mine, theirs]), 'mia')

    expect(undoing.back(sheet)?.deed).toBeNull()
    expect(undoing.back(sheet)?.deed?.changes[0]?.before).toEqual(first)
  })

  it('as a note that was written on is taken back at one stroke, also after the page was loaded again', () => {
    const notes = ['', 's', 'sm', 'smiles'].map((note) => event({ note }))
    const deeds = [deed([null, notes[0] ?? null]), ...notes.slice(1).map((after, place) => deed([notes[place] ?? null, after]))]
    const sheet = new Sheet()
    for (const done of deeds) sheet.apply(done, 'anna')

    const step = new Undoing(deeds).back(sheet)?.deed
    if (step) sheet.apply(step, 'anna')

    expect([...sheet]).toEqual([notes[0]])
    const again = new Undoing(step ? [...deeds, step] : []).on(sheet)?.deed
    if (again) sheet.apply(again, 'anna')
    expect([...sheet]).toEqual([notes[3]])
  })
})
