import { describe, expect, it } from 'vitest'

import type { Press } from '../../src/player/keys'
import { commandOf } from '../../src/studio/keys'

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})

describe('The keys of the studio', () => {
  it('play with space and K, also with the capital that a caps lock writes', () => {
    for (const key of [' ', 'k', 'K']) expect(commandOf(press(key))).toEqual({ kind: 'play' })
  })

  it('go one second with the arrows, five with shift or J and L', () => {
    expect(commandOf(press('ArrowLeft'))).toEqual({ kind: 'seconds', count: -1 })
    expect(commandOf(press('ArrowRight', { shiftKey: true }))).toEqual({ kind: 'seconds', count: 5 })
    expect(commandOf(press('j'))).toEqual({ kind: 'seconds', count: -5 })
  })

  it('step a frame with comma and full stop, and change the speed with shift, whatever that writes', () => {
    expect(commandOf(press('.'))).toEqual({ kind: 'frames', count: 1 })
    expect(commandOf(press('>', { shiftKey: true }))).toEqual({ kind: 'faster' })
    expect(commandOf(press(':', { shiftKey: true }))).toEqual({ kind: 'faster' })
  })

  it('give a principle with a digit, where digits need shift as well', () => {
    expect(commandOf(press('3'))).toEqual({ kind: 'principle', count: 3 })
    expect(commandOf(press('3', { shiftKey: true }))).toEqual({ kind: 'principle', count: 3 })
    expect(commandOf(press('0'))).toBeNull()
  })

  it('undo and redo with either control key', () => {
    expect(commandOf(press('z', { ctrlKey: true }))).toEqual({ kind: 'undo' })
    expect(commandOf(press('Z', { metaKey: true, shiftKey: true }))).toEqual({ kind: 'redo' })
  })

  it('tell mark from mute', () => {
    expect(commandOf(press('m'))).toEqual({ kind: 'mark' })
    expect(commandOf(press('M', { shiftKey: true }))).toEqual({ kind: 'mute' })
  })

  it('leave to the browser what is the browser’s', () => {
    expect(commandOf(press('r', { ctrlKey: true }))).toBeNull()
    expect(commandOf(press('ArrowLeft', { altKey: true }))).toBeNull()
    expect(commandOf(press('Tab'))).toBeNull()
    expect(commandOf(press('constructor'))).toBeNull()
  })
})
