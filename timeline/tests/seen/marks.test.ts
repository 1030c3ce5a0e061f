import { describe, expect, it } from 'vitest'

import { meanings, placeOf } from '../../src/seen/marks'
import type { Observation } from '../../src/wire'

const observed = (happening: string): Observation => ({ who: 'left', happening, start: 0, end: 1, strength: 1, words: happening })

describe('the marks', () => {
  it('have no place for what is made of others', () => {
    expect(placeOf(observed('is answered'))).toBeNull()
  })

  it('are explained only as far as they are drawn', () => {
    expect(meanings([observed('smiles'), observed('nods'), observed('laughs'), observed('nods')])).toEqual([
      { sign: 'arrow', words: 'nods' },
      { sign: 'dots', words: 'laughs' },
    ])
    expect(meanings([observed('smiles')])).toEqual([])
  })
})
