import { describe, expect, it } from 'vitest'

import { looksOf, signsOf } from '../../../src/coding/lanes/signs'
import { lanesOf } from '../../../src/coding/lane'
import type { CodingBook } from '../../../src/wire'

const book = (...codes: string[]): CodingBook => ({
  reference: 'own@1',
  title: 'Own',
  isForLines: false,
  levels: [{ letter: 'A', title: 'All', isExclusive: false, codes: codes.map((code) => ({ code, label: code, hint: '', isAttuned: true, shape: 'state', key: '', modifiers: [], within: '' })) }],
  modifiers: [],
  scales: [],
})
const marks = (...codes: string[]): string[] => [...signsOf(book(...codes)).values()].map(({ mark }) => mark)

describe('A code on the timeline', () => {
  it('is told by its own short name', () => {
    expect(marks('A1', 'A2', 'A10')).toEqual(['A1', 'A2', 'A10'])
  })

  it('is told by as many letters as tell it from the others of its level', () => {
    expect(marks('smile', 'look')).toEqual(['sm', 'lo'])
    expect(marks('smile', 'small talk', 'look')).toEqual(['smi', 'sma', 'loo'])
  })

  it('differs from its neighbour in shape as well', () => {
    const glyphs = [...signsOf(book('A1', 'A2', 'A3', 'A4')).values()].map(({ glyph }) => glyph)

    expect(new Set(glyphs).size).toBe(4)
  })

  it('has the pattern of whoever it is coded of', () => {
    const lanes = lanesOf([{ id: 'anna', name: 'Anna' }, { id: 'mia', name: 'Mia' }], book('A1'))

    expect([...looksOf(lanes).values()]).toEqual(['plain', 'slanted', 'dotted'])
  })
})
