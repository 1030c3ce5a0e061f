import type { Touch } from './hand.svelte'

/** Where on the lanes `event` is, which are scrolled by so many pixels under `box`; above them where `scrolled` is null. */
export function touchOf(event: PointerEvent, box: Element | undefined, scrolled: number | null): Touch {
  const { left = 0, top = 0 } = box?.getBoundingClientRect() ?? {}
  return {
    id: event.pointerId,
    x: event.clientX - left,
    y: scrolled === null ? -1 : event.clientY - top + scrolled,
    isFinger: event.pointerType === 'touch',
    isShifted: event.shiftKey,
    isFree: event.altKey,
  }
}

/** Have all that the pointer does from now on, where it went down to take something; whether it did. */
export function capture(event: PointerEvent): boolean {
  if (event.button === 0 && event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId)
  return event.button === 0
}
