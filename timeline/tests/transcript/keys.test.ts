import { expect, test } from 'vitest'

import { buttonOf } from '../../src/transcript/keys'

const bare = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }

test.each([
  ['z', { ctrlKey: true }, 'undo'],
  ['z', { metaKey: true }, 'undo'],
  ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
  ['Z', { metaKey: true, shiftKey: true }, 'redo'],
  ['y', { ctrlKey: true }, 'redo'],
  ['z', {}, null],
  ['z', { ctrlKey: true, altKey: true }, null],
  ['a', { ctrlKey: true }, null],
])('%s with %o presses %s', (key, held, button) => {
  expect(buttonOf({ ...bare, ...held, key })).toBe(button)
})
