import { describe, expect, it } from 'vitest'

import { fingerprintOf, UploadMemory } from '../../src/upload/memory'
import { leftInWords, marked, timeLeft, type Mark } from '../../src/upload/pace'
import { Shelf } from '../shelf'

const MB = 1_000_000

const upload = {
  size: 5 * MB,
  metadata: { filename: 'Mia and Anna at home.mp4', people: 'anna,mia' },
  creationTime: 'today',
  uploadUrl: '/uploads/7',
  parallelUploadUrls: null,
  urlStorageKey: '',
}

describe('How long an upload will take', () => {
  it('is not guessed before there is something to go by', () => {
    expect(timeLeft([], 5 * MB)).toBeNull()
    expect(timeLeft([{ at: 0, sent: 0 }, { at: 500, sent: MB }], 5 * MB)).toBeNull()
  })

  it('follows the speed of now', () => {
    expect(timeLeft([{ at: 0, sent: 0 }, { at: 2000, sent: MB }], 5 * MB)).toBe(10_000)
  })

  it('forgets how fast it was long ago', () => {
    const marks = [{ at: 0, sent: 0 }, { at: 15_000, sent: MB }].reduce<readonly Mark[]>(marked, [])

    expect(marked(marks, { at: 30_000, sent: 2 * MB })).toEqual([{ at: 15_000, sent: MB }, { at: 30_000, sent: 2 * MB }])
  })

  it('is said in few words', () => {
    expect(leftInWords(120 * MB, 180_000)).toBe('120 MB and about 3 minutes left')
    expect(leftInWords(120 * MB, 60_000)).toBe('120 MB and about 1 minute left')
    expect(leftInWords(300, 2_000)).toBe('1 MB and less than a minute left')
    expect(leftInWords(MB, null)).toBe('1 MB left')
  })
})

describe('What the browser remembers of an unfinished upload', () => {
  it('is enough to go on', async () => {
    const memory = new UploadMemory(new Shelf())

    await memory.addUpload('print', upload)

    expect((await memory.findUploadsByFingerprint('print')).map(({ uploadUrl }) => uploadUrl)).toEqual(['/uploads/7'])
  })

  it('names neither the film nor anyone in it', async () => {
    const shelf = new Shelf()

    await new UploadMemory(shelf).addUpload('print', upload)

    expect(shelf.text()).not.toMatch(/Mia|anna|home/i)
  })

  it('is gone once the film has arrived', async () => {
    const memory = new UploadMemory(new Shelf())
    const key = await memory.addUpload('print', upload)

    await memory.removeUpload(key)

    expect(await memory.findAllUploads()).toEqual([])
  })

  it('is found by the same file for the same family, and by no other', async () => {
    const file = { size: 5 * MB, lastModified: 12 }

    expect(await fingerprintOf(file, 'one')).toBe(await fingerprintOf({ ...file }, 'one'))
    expect(await fingerprintOf(file, 'one')).not.toBe(await fingerprintOf(file, 'other'))
    expect(await fingerprintOf(file, 'one')).not.toBe(await fingerprintOf({ ...file, size: 6 * MB }, 'one'))
  })
})
