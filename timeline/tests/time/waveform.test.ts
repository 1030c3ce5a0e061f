import { describe, expect, it } from 'vitest'

import { SECOND } from '../../src/time/clock'
import { columns, unpacked, zoomFor, type Zoom } from '../../src/time/waveform'

const zoom = (perSecond: number, ...peaks: number[]): Zoom => ({ perSecond, peaks: Uint8Array.from(peaks) })

/** Written by hand after the words of `footage/peaks.py`: two zooms, of 4 and 2 peaks a second. */
const packed = Uint8Array.from([
  ...[112, 101, 97, 107], ...[2, 0, 0, 0],
  ...[4, 0, 0, 0], ...[5, 0, 0, 0], ...[2, 0, 0, 0], ...[3, 0, 0, 0],
  ...[1, 9, 2, 3, 7], ...[9, 3, 7],
])

describe('The sound of a film', () => {
  it('comes at several zooms in one piece', () => {
    expect(unpacked(packed.buffer)).toEqual([zoom(4, 1, 9, 2, 3, 7), zoom(2, 9, 3, 7)])
  })

  it('is not read out of anything else', () => {
    expect(() => unpacked(new ArrayBuffer(3))).toThrow()
    expect(() => unpacked(new TextEncoder().encode('a page of words').buffer)).toThrow()
    expect(() => unpacked(packed.slice(0, 26).buffer)).toThrow()
  })

  it('is drawn from as few peaks as still show each column its own', () => {
    const zooms = [zoom(200), zoom(50), zoom(10)]

    expect(zoomFor(zooms, 1)?.perSecond).toBe(10)
    expect(zoomFor(zooms, 0.1)?.perSecond).toBe(10)
    expect(zoomFor(zooms, 0.05)?.perSecond).toBe(50)
    expect(zoomFor(zooms, 0.001)?.perSecond).toBe(200)
    expect(zoomFor([], 1)).toBeNull()
  })

  it('shows under each column the loudest that was heard in it, near and far', () => {
    const zooms = unpacked(packed.buffer)

    expect(columns(zooms, { from: 0, to: 1.5 * SECOND }, 3)).toEqual([9, 3, 7])
    expect(columns(zooms, { from: 0, to: SECOND }, 4)).toEqual([1, 9, 2, 3])
    expect(columns(zooms, { from: SECOND, to: 2 * SECOND }, 2)).toEqual([7, 0])
  })

  it('is silent where there is none', () => {
    expect(columns([], { from: 0, to: SECOND }, 2)).toEqual([0, 0])
    expect(columns([zoom(200), zoom(10)], { from: 0, to: SECOND }, 2)).toEqual([0, 0])
  })
})
