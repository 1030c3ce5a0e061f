/**
 * Whether the keys of a page are for the film, or for what has the focus.
 *
 * Where the focus came by pointer, space, Enter and arrows are for the film, also after a choice was clicked; otherwise
 * space and Enter are for the button that has it, and space and arrows for the choice.
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
    if (this.#isByPointer) return false
    if (isChoice(event.target)) return event.key.startsWith('Arrow') || event.key === ' '
    return (event.key === ' ' || event.key === 'Enter') && isButton(event.target)
  }

  /** A key comes up: Firefox presses a button when the space bar does. */
  released(event: KeyboardEvent): void {
    if (event.key === ' ' && this.#isByPointer && isButton(event.target)) event.preventDefault()
  }
}

function isWriting({ target }: KeyboardEvent): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !isChoice(target)
}

const isChoice = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.type === 'radio'
const isButton = (target: EventTarget | null): boolean => target instanceof Element && target.closest('button, summary, a, input') !== null
