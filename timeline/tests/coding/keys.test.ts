import { describe, expect, it } from 'vitest'

import { book } from './codings'
import { Book } from '../../src/coding/book'
import { found, spelled, spellings, withDigit } from '../../src/coding/finding'
import { isOurs, nameOf, printed, PURPOSES, standardByName, type CodingPress } from '../../src/coding/keyboard'
import { clash, codingCommandOf, keyboardOf, keyClash, keysOf, rekeyed, remapped } from '../../src/coding/keys'
import type { Habits } from '../../src/wire'

const little = new Book(book)
const none: Habits = { reaction: 0, codes: [], keys: [] }

const pressOf = (key: string, fields: Partial<CodingPress> = {}): CodingPress => ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...fields })
const press = (key: string, fields: Partial<CodingPress> = {}, habits = none): ReturnType<typeof codingCommandOf> =>
  codingCommandOf(pressOf(key, fields), keyboardOf(habits, little))

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

  it('that play, mark and change can each be another one, which then does the same and its old key nothing', () => {
    const own = rekeyed('alt+arrowleft', 'home', rekeyed('k', 'p', none))
    expect([press('p', {}, own), press('k', {}, own)]).toEqual([{ kind: 'play' }, null])
    expect([press('Home', {}, own), press('ArrowLeft', { altKey: true }, own)]).toEqual([{ kind: 'boundary', count: -1 }, null])
    expect(press(' ', {}, own)).toEqual({ kind: 'play' })
    expect(press('z', { ctrlKey: true }, own)).toEqual({ kind: 'undo' })
    expect(rekeyed('k', 'k', rekeyed('k', 'p', none))).toEqual(none)
  })

  it('are not taken from each other, nor from a code with its Shift and Alt, and the sentence says why', () => {
    expect(keyClash('k', 'j', none, little)).toBe('J is there to play slower (down to 0.1), then backwards: take another key.')
    expect(keyClash('k', 'f', none, little)).toBe('F is the key of “face”: take another key.')
    expect(keyClash('k', 'shift+f', none, little)).toBe('F is the key of “face”: take another key.')
    expect(keyClash('k', '3', none, little)).toBe('Digits choose the person: take another key.')
    expect(keyClash('k', 'p', none, little)).toBe('')
    expect(keyClash('k', 'k', none, little)).toBe('')
    expect(clash('toy', 'm', rekeyed('m', 'y', none), little)).toBe('Shift M is there to turn the sound on or off, so “toy” cannot have it as well.')
    expect(clash('toy', 'k', rekeyed('k', 'p', none), little)).toBe('')
  })

  it('leave no code without one where a key that played the film is its own again', () => {
    const taken = remapped('toy', 'k', rekeyed('k', 'p', none), little)

    expect(keysOf(taken, little).get('toy')).toBe('k')
    expect(keysOf({ ...taken, keys: [] }, little).get('toy')).toBe('a')
  })

  it('are each told on the page of keys, once, and can be pressed by their name', () => {
    const told = PURPOSES.flatMap(({ keys }) => keys)

    expect([...told, 'escape'].sort()).toEqual([...standardByName(none).keys()].sort())
    expect(told.filter((name) => !isOurs(name))).toEqual([])
    expect(['k', ' ', 'shift+ ', 'shift+m', 'alt+arrowleft', '+', '-', 'delete'].map(printed)).toEqual(['K', 'Space', 'Shift Space', 'Shift M', 'Alt ←', '+', '−', 'Delete'])
  })

  it('are called by what they write: Shift belongs to a letter or a space, not to a sign', () => {
    expect([pressOf('M', { shiftKey: true }), pressOf('?', { shiftKey: true }), pressOf(' ', { shiftKey: true }), pressOf('{', { ctrlKey: true, altKey: true, isWritten: true })].map(nameOf))
      .toEqual(['shift+m', '?', 'shift+ ', '{'])
    expect(['tab', 'f5', 'alt+', 'escape', 'ab'].filter(isOurs)).toEqual([])
  })

  it('stay where they are when one of them moves', () => {
    const after = keysOf(remapped('toy', 'z', none, little), little)

    expect([...after]).toEqual([...new Map(keysOf(none, little)).set('toy', 'z')])
  })
})

describe('A code is found by its name', () => {
  const names = (text: string): readonly string[] => found(text, little, keysOf(none, little)).map(({ label }) => label)

  it('whose beginning comes first, then one with a word that begins so, then one that has it anywhere', () => {
    expect(names('t')).toEqual(['toy', 'touch', 'talk'])
    expect(names('TOU')).toEqual(['touch'])
    expect(names('a')).toEqual(['away', 'face', 'game', 'talk'])
    expect(names('x')).toEqual([])
  })

  it('without its accents, by the second word, and by what the codebook calls it', () => {
    const vig = new Book({ ...book, levels: [{ letter: 'D', title: '', isExclusive: false, codes: [
      { code: 'D3', label: 'Naming a feeling', hint: '', isAttuned: true, shape: 'state', key: '', modifiers: [], within: '' },
      { code: 'D4', label: 'Fühlt mit', hint: '', isAttuned: true, shape: 'state', key: '', modifiers: [], within: '' },
    ] }] })

    expect([found('feel', vig, new Map()), found('fuhl', vig, new Map()), found('d3', vig, new Map())].map(([first]) => first?.code)).toEqual(['D3', 'D4', 'D3'])
  })

  const written = (...codes: readonly (readonly [string, string])[]): Book => new Book({ ...book, levels: [{ letter: 'A', title: '', isExclusive: false, codes: codes.map(([code, label]) => (
    { code, label, hint: '', isAttuned: true, shape: 'state', key: '', modifiers: [], within: '' })) }] })

  it('and at once by its short name, in small letters too, where nothing longer can be wanted', () => {
    const vig = written(['C1', 'Shows it'], ['C3', 'Receives kindly'], ['C', 'Receives'], ['N8', 'Turns away'])

    expect(['c3', 'N8', ' C1'].map((text) => spelled(text, vig)?.code)).toEqual(['C3', 'N8', 'C1'])
    expect(['', 'c', 'C', 'c2', 'c33', 'receives'].map((text) => spelled(text, vig))).toEqual(Array(6).fill(null))
    expect([...spellings(vig)]).toEqual([['C1', 'C1'], ['C3', 'C3'], ['C', 'C ↵'], ['N8', 'N8']])
  })

  it('but only with Enter where the name begins a word that is looked for, or is told apart by capitals alone', () => {
    const own = written(['sm', 'Smiles'], ['look', 'Glances'], ['gaze', 'Looking on'], ['Öh', 'Sighs'], ['x', 'One'], ['X', 'Other'], ['play', 'play'])

    expect(['sm', 'look', 'gaze', 'oh', 'x', 'play'].map((text) => spelled(text, own)?.code ?? null)).toEqual([null, null, 'gaze', 'Öh', null, 'play'])
    expect(found('sm', own, new Map()).map(({ code }) => code)).toEqual(['sm'])
    expect(found('x', own, new Map())[0]?.code).toBe('x')
  })

  it('by the key of its digit alone, on a keyboard that needs Shift to write digits too', () => {
    const vig = written(['C1', 'Shows it'], ['C2', 'Receives with the body'], ['C3', 'Receives kindly'], ['C10', 'Laughs'], ['E6', 'Offers a choice'])

    // What a French keyboard writes there, and what it writes with Shift, is as its layout has it.
    expect([withDigit('c', '"', 'Digit3', vig), withDigit('C', 'é', 'Digit2', vig), withDigit('e', '-', 'Digit6', vig), withDigit('c1', 'à', 'Digit0', vig)]).toEqual(['c3', 'C2', 'e6', 'c10'])
    expect([withDigit('c', '3', 'Digit3', vig), withDigit('c', '3', 'Numpad3', vig), withDigit('c', '"', 'Quote', vig)]).toEqual([null, null, null])
    expect(withDigit('c', '#', 'Digit3', vig)).toBe('c3')
  })

  it('or by its words, whose accents lie where digits do', () => {
    const own = written(['C2', 'Câline'], ['D2', 'dérange'], ['E2', 'sort de scène'])

    expect([withDigit('', 'é', 'Digit2', own), withDigit('d', 'é', 'Digit2', own), withDigit('sc', 'è', 'Digit7', own), withDigit('c', 'é', 'Digit2', own)]).toEqual([null, null, null, 'c2'])
  })

  it('with the one called so first, and those whose name begins so among the rest', () => {
    const vig = written(['X1', 'Carries c'], ['C1', 'Shows it'], ['C', 'Receives'])

    expect(found('c', vig, new Map()).map(({ code }) => code)).toEqual(['C', 'X1', 'C1'])
  })

  it('before anything is written, among those that have no key', () => {
    const keys = new Map([...keysOf(none, little)].filter(([code]) => code !== 'game' && code !== 'talk'))

    expect(found('', little, keys).map(({ code }) => code)).toEqual(['game', 'talk'])
  })
})
