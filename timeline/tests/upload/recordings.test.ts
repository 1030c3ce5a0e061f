import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { filmsAmong, lengthOf, recordingsAmong, type Chosen } from '../../src/upload/recordings'

const GIB = 2 ** 30
const MINUTE = 60_000

/** A file on a card, `minute` being when it was finished. */
function on(path: string, { size = 0.3 * GIB, minute = 0 } = {}): Chosen {
  return { path, file: { name: path.split('/').at(-1) ?? '', size, lastModified: minute * MINUTE } }
}

const names = (recordings: readonly (readonly Chosen[])[]): string[][] =>
  recordings.map((recording) => recording.map(({ file }) => file.name))

describe('The films on a card', () => {
  it('are found among all that cameras put beside them', () => {
    const card = [
      on('PRIVATE/AVCHD/BDMV/STREAM/00000.MTS'),
      on('PRIVATE/AVCHD/BDMV/CLIPINF/00000.CPI'),
      on('PRIVATE/AVCHD/BDMV/PLAYLIST/00000.MPL'),
      on('PRIVATE/M4ROOT/CLIP/C0001.MP4'),
      on('PRIVATE/M4ROOT/SUB/C0001S03.MP4'),
      on('DCIM/100GOPRO/GX010012.MP4'),
      on('DCIM/100GOPRO/GX010012.LRV'),
      on('DCIM/100GOPRO/._GX010012.MP4'),
      on('DCIM/100MEDIA/DJI_0001.JPG'),
      on('DCIM/100MEDIA/empty.mp4', { size: 0 }),
    ]

    expect(filmsAmong(card).map(({ path }) => path)).toEqual([
      'PRIVATE/AVCHD/BDMV/STREAM/00000.MTS',
      'PRIVATE/M4ROOT/CLIP/C0001.MP4',
      'DCIM/100GOPRO/GX010012.MP4',
    ])
  })
})

describe('The parts of one recording', () => {
  it('are joined where a camcorder began a new file at its limit', () => {
    const chosen = [
      on('00002.MTS', { size: 0.5 * GIB, minute: 45 }),
      on('00000.MTS', { size: 2 * GIB - 5_000_000, minute: 20 }),
      on('00001.MTS', { size: 2 * GIB - 5_000_000, minute: 40 }),
    ]

    expect(names(recordingsAmong(chosen))).toEqual([['00000.MTS', '00001.MTS', '00002.MTS']])
  })

  it('are joined at the limit of four gigabytes as well', () => {
    const chosen = [on('DJI_0007.MP4', { size: 3.6 * GIB, minute: 10 }), on('DJI_0008.MP4', { minute: 12 })]

    expect(recordingsAmong(chosen)).toHaveLength(1)
  })

  it('are told by their chapters, whatever their size and whenever they were copied', () => {
    const chosen = [
      on('GX020012.MP4', { minute: 1 }),
      on('GX010012.MP4', { minute: 9 }),
      on('GX010013.MP4'),
      on('GP010044.MP4'),
      on('GOPR0044.MP4'),
    ]

    expect(names(recordingsAmong(chosen))).toEqual([
      ['GOPR0044.MP4', 'GP010044.MP4'],
      ['GX010012.MP4', 'GX020012.MP4'],
      ['GX010013.MP4'],
    ])
  })
})

describe('Films of their own', () => {
  it.each([
    ['the first ended long before the limit', [on('00000.MTS', { minute: 1 }), on('00001.MTS', { minute: 3 })]],
    ['a number is missing', [on('00000.MTS', { size: 2 * GIB }), on('00002.MTS', { minute: 3 })]],
    ['they lie in different folders', [on('A/00000.MTS', { size: 2 * GIB }), on('B/00001.MTS', { minute: 3 })]],
    ['the second was finished before the first', [on('00000.MTS', { size: 2 * GIB, minute: 9 }), on('00001.MTS')]],
    ['a day lies between them', [on('00000.MTS', { size: 2 * GIB }), on('00001.MTS', { minute: 24 * 60 })]],
    ['their names say nothing', [on('Mia.mp4', { size: 2 * GIB }), on('Tom.mp4', { minute: 3 })]],
  ])('stay apart where %s', (_why, chosen) => {
    expect(recordingsAmong(chosen)).toHaveLength(2)
  })

  it('are never lost, and never sent twice', () => {
    const file = fc.record({ number: fc.nat(20), size: fc.constantFrom(GIB, 2 * GIB, 4 * GIB), minute: fc.nat(300) })
    fc.assert(
      fc.property(fc.uniqueArray(file, { selector: ({ number }) => number }), (files) => {
        const chosen = files.map(({ number, ...rest }) => on(`0000${number}.MTS`, rest))

        expect(new Set(recordingsAmong(chosen).flat())).toEqual(new Set(chosen))
        expect(recordingsAmong(chosen).flat()).toHaveLength(chosen.length)
      }),
    )
  })
})

describe('How long a recording is', () => {
  it('is told by when its files were finished', () => {
    const recording = [on('1.MTS', { size: GIB, minute: 10 }), on('2.MTS', { size: GIB, minute: 30 })]

    expect(lengthOf(recording)).toBe(40 * MINUTE)
  })

  it('is not guessed where their times say nothing', () => {
    expect(lengthOf([on('1.MTS'), on('2.MTS')])).toBeNull()
    expect(lengthOf([on('1.MTS')])).toBeNull()
  })
})
