import { describe, expect, it } from 'vitest'

import { clipsIn } from '../../src/player/clips'
import { reviewCommandOf } from '../../src/review/keys'

const press = (key: string): Parameters<typeof reviewCommandOf>[0] => ({ key, ctrlKey: false, metaKey: false, altKey: false })

describe('The clips that a page hands over', () => {
  it('come in their order, with their questions', () => {
    const text = '[{"start":0,"end":5,"title":"A look","question":"What do you see?"},{"start":5,"end":9}]'

    expect(clipsIn(text)).toEqual([
      { start: 0, end: 5, title: 'A look', question: 'What do you see?' },
      { start: 5, end: 9, title: '', question: '' },
    ])
  })

  it('are none where the page names none', () => {
    expect(clipsIn(undefined)).toEqual([])
  })

  it('are refused where they have no times', () => {
    expect(() => clipsIn('[{"title":"A look"}]')).toThrow('no times')
  })
})

describe('The keys of a shared review', () => {
  it('move between clips with the arrows, and with the keys of a presenter', () => {
    expect(reviewCommandOf(press('ArrowRight'))).toBe('next')
    expect(reviewCommandOf(press('PageUp'))).toBe('before')
  })

  it('leave all other keys alone', () => {
    expect(reviewCommandOf(press('x'))).toBeNull()
    expect(reviewCommandOf({ ...press('r'), ctrlKey: true })).toBeNull()
  })
})
