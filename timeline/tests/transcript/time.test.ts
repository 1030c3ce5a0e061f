import { expect, test } from 'vitest'

import { written } from '../../src/transcript/time'

test.each([
  [0, '0:00.000'],
  [42.3, '0:42.300'],
  [59.9996, '0:59.999'],
  [61.04, '1:01.040'],
  [3723.04, '1:02:03.040'],
])('%s seconds are written as the forms read them', (seconds, text) => {
  expect(written(seconds)).toBe(text)
})
