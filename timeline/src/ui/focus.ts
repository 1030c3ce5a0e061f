/**
 * Whether the keys of a page are for the film, or for what has the focus.
 *
 * Where the focus came by pointer, space and Enter are for the film, otherwise for the button that has it.
 */
export class Focus {
  #isByPointer = false
  #isPointing = false

  pointed(): void {
    this.#isPointing = this.#isByPointer = true
  }

  /** Something has the focus now. */
  came(): void {
    this.#isByPointer = this.#isPointing
  }

  /** Whether a key that goes down is for what has the focus. */
  isFor(event: KeyboardEvent): boolean {
    this.#isPointing = false
    if (isWriting(event)) return true
    return (event.key === ' ' || event.key === 'Enter') && !this.#isByPointer && isButton(event.target)
  }

  /** A key comes up: Firefox presses a button when the space bar does. */
  released(event: KeyboardEvent): void {
    if (event.key === ' ' && this.#isByPointer && isButton(event.target)) event.preventDefault()
  }
}

function isWriting({ target, key }: KeyboardEvent): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  if (!(target instanceof HTMLInputElement)) return false
  return target.type !== 'radio' || key.startsWith('Arrow') || key === ' '
}

const isButton = (target: EventTarget | null): boolean => target instanceof Element && target.closest('button, summary, a, input') !== null
