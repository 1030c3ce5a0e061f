import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { Scope } from '../src/scope'

describe('A scope', () => {
  let repaints: Map<number, () => void>
  const repaint = (): void => {
    const due = [...repaints.values()]
    repaints.clear()
    for (const act of due) act()
  }

  beforeEach(() => {
    vi.useFakeTimers()
    repaints = new Map()
    let requests = 0
    vi.stubGlobal('requestAnimationFrame', (act: () => void) => {
      repaints.set(++requests, act)
      return requests
    })
    vi.stubGlobal('cancelAnimationFrame', (request: number) => repaints.delete(request))
  })

  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('ends its listeners', () => {
    const [scope, target, heard] = [new Scope(), new EventTarget(), vi.fn()]
    scope.on(target, 'knock', heard)

    target.dispatchEvent(new Event('knock'))
    scope.end()
    target.dispatchEvent(new Event('knock'))

    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('ends its timers, those that come once and those that come again', () => {
    const [scope, once, often] = [new Scope(), vi.fn(), vi.fn()]
    scope.after(100, once)
    scope.every(40, often)

    vi.advanceTimersByTime(50)
    scope.end()
    vi.advanceTimersByTime(500)

    expect(once).not.toHaveBeenCalled()
    expect(often).toHaveBeenCalledTimes(1)
  })

  it('stops repainting when the repaint itself says so', () => {
    const painted = vi.fn()
    const cancel = new Scope().eachRepaint(() => {
      painted()
      cancel()
    })

    repaint()
    repaint()

    expect(painted).toHaveBeenCalledTimes(1)
  })

  it('calls off one thing and leaves the others', () => {
    const [scope, off, on] = [new Scope(), vi.fn(), vi.fn()]
    const cancel = scope.after(10, off)
    scope.after(10, on)

    cancel()
    vi.advanceTimersByTime(20)

    expect(off).not.toHaveBeenCalled()
    expect(on).toHaveBeenCalledTimes(1)
  })
})
