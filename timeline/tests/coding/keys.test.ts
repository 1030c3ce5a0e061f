import { describe, expect, it } from 'vitest'

import { book } from './codings'
import { Book } from '../../src/coding/book'
import { clash, codingCommandOf, keysOf, remapped, type CodingPress } from '../../src/coding/keys'
import { inverse } from '../../src/coding/sets'
import type { Habits } from '../../src/wire'

const little = new Book(book)
const none: Habits = { reaction: 0, codes: [] }
const codes = inverse(keysOf(none, little))

const press = (key: string, fields: Partial<CodingPress> = {}): ReturnType<typeof codingCommandOf> =>
  codingCommandOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...fields }, codes)

describe('The keys of a coding', () => {
  it('are those of the codebook, and letters of the resting hand for the rest', () => {
    expect([...keysOf(none, little)]).toEqual([['face', 'f'], ['toy', 'a'], ['away', 's'], ['blink', 'd'], ['game', 'g'], ['touch', 'h'], ['smile', 'w'], ['talk', 'e']])
  })

  it('write for the other person with Shift, and do not with Caps Lock', () => {
    expect(press('F', { shiftKey: true })).toEqual({ kind: 'code', code: 'face', forOther: true })
    expect(press('F')).toEqual({ kind: 'code', code: 'face', forOther: false })
  })

  it('go by the character that is written: brackets that need AltGr are brackets', () => {
    expect(press('[', { ctrlKey: true, altKey: true, isWritten: true })).toEqual({ kind: 'start here' })
    expect(press('{', { shiftKey: true })).toEqual({ kind: 'nudge', count: -1 })
    expect(press('/', { shiftKey: true })).toEqual({ kind: 'loop' })
  })

  it('leave to the browser what is the browser’s', () => {
    expect(press('f', { ctrlKey: true })).toBeNull()
    expect(press('Tab')).toBeNull()
    expect(press('ArrowLeft', { altKey: true, metaKey: true })).toBeNull()
  })

  it('are refused where they clash, with the two that do', () => {
    expect(clash('toy', 'F', none, little)).toBe('F is the key of “face”, so “toy” cannot have it as well.')
    expect(clash('toy', 'k', none, little)).toBe('K is there to play or pause, so “toy” cannot have it as well.')
    expect(clash('toy', '2', none, little)).toBe('Digits choose the person, so “toy” cannot have 2.')
    expect(clash('toy', 'z', none, little)).toBe('')
    expect(clash('face', 'f', none, little)).toBe('')
  })

  it('stay where they are when one of them moves', () => {
    const after = keysOf(remapped('toy', 'z', none, little), little)

    expect([...after]).toEqual([...new Map(keysOf(none, little)).set('toy', 'z')])
  })
})
