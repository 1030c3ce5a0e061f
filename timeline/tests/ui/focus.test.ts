import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { Focus } from '../../src/ui/focus'

/** As much of a page as a key meets: `closest` finds the button around a word in it. */
class Part {
  constructor(readonly type = '', readonly isButton = false) {}
  closest(): this | null {
    return this.isButton ? this : null
  }
}
class Input extends Part {}
class Select extends Part {}
class Area extends Part {}

const RADIO = new Input('radio', true)
const BUTTON = new Part('', true)
const FILM = new Part()

beforeAll(() => {
  const parts = { Element: Part, HTMLInputElement: Input, HTMLSelectElement: Select, HTMLTextAreaElement: Area }
  for (const [name, part] of Object.entries(parts)) vi.stubGlobal(name, part)
})
afterAll(() => {
  vi.unstubAllGlobals()
})

const press = (key: string, target: Part): KeyboardEvent => ({ key, target }) as unknown as KeyboardEvent

function clicked(): Focus {
  const focus = new Focus()
  focus.pointed()
  focus.came()
  return focus
}

function tabbed(focus: Focus = new Focus()): Focus {
  focus.isFor(press('Tab', FILM))
  focus.came()
  return focus
}

describe('A key', () => {
  it.each(['ArrowLeft', 'ArrowDown', ' '])('%s moves a choice that was come to by keyboard', (key) => {
    expect(tabbed().isFor(press(key, RADIO))).toBe(true)
  })

  it.each(['ArrowLeft', 'ArrowDown', ' ', 'Enter', 'k'])('%s is for the film once a choice was clicked', (key) => {
    expect(clicked().isFor(press(key, RADIO))).toBe(false)
  })

  it('is for the choice again as soon as somebody comes to it by keyboard', () => {
    expect(tabbed(clicked()).isFor(press('ArrowRight', RADIO))).toBe(true)
  })

  it.each([' ', 'Enter'])('%s presses a button come to by keyboard, and is for the film once it was clicked', (key) => {
    expect([tabbed().isFor(press(key, BUTTON)), clicked().isFor(press(key, BUTTON))]).toEqual([true, false])
  })

  it.each(['k', 'ArrowLeft', '1'])('%s is for the film wherever it does nothing of its own', (key) => {
    expect([tabbed().isFor(press(key, BUTTON)), tabbed().isFor(press(key, FILM))]).toEqual([false, false])
  })

  it.each([new Input('text'), new Input('range'), new Select(), new Area()])('is for what is written or set, also after a click', (field) => {
    expect(clicked().isFor(press('ArrowLeft', field))).toBe(true)
  })
})
