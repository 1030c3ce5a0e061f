/**
 * Owner of listeners and timers: everything begun through a scope ends with it.
 *
 * The raw calls are banned elsewhere by lint, because what nobody ends goes on after its part of the page is gone.
 */
export class Scope {
  readonly #endings = new Set<() => void>()

  /** Listen on `target` until the scope ends. */
  on<K extends keyof WindowEventMap>(target: Window, kind: K, act: (event: WindowEventMap[K]) => void): void
  on<K extends keyof DocumentEventMap>(target: Document, kind: K, act: (event: DocumentEventMap[K]) => void): void
  on<K extends keyof HTMLElementEventMap>(
    target: HTMLElement,
    kind: K,
    act: (event: HTMLElementEventMap[K]) => void,
  ): void
  on(target: EventTarget, kind: string, act: (event: Event) => void): void
  on(target: EventTarget, kind: string, act: (event: never) => void): void {
    const listener = act as (event: Event) => void
    target.addEventListener(kind, listener)
    this.#endings.add(() => {
      target.removeEventListener(kind, listener)
    })
  }

  /** Do `act` once after `milliseconds`; the answer calls it off. */
  after(milliseconds: number, act: () => void): () => void {
    const timer = setTimeout(() => {
      this.#endings.delete(cancel)
      act()
    }, milliseconds)
    const cancel = (): void => {
      clearTimeout(timer)
      this.#endings.delete(cancel)
    }
    this.#endings.add(cancel)
    return cancel
  }

  /** Do `act` every `milliseconds`; the answer calls it off. */
  every(milliseconds: number, act: () => void): () => void {
    const timer = setInterval(act, milliseconds)
    return this.#keep(() => {
      clearInterval(timer)
    })
  }

  /** Do `act` on every repaint; the answer calls it off. */
  eachRepaint(act: () => void): () => void {
    let request = requestAnimationFrame(function again() {
      // Asked for before acting, so that the act itself can call it off.
      request = requestAnimationFrame(again)
      act()
    })
    return this.#keep(() => {
      cancelAnimationFrame(request)
    })
  }

  /** Tell `act` the media time in seconds of every frame that `video` shows, and from when on it is on the screen. */
  eachFrame(video: HTMLVideoElement, act: (seconds: number, since: number) => void): () => void {
    // An older browser tells only where it stands, not which frame it shows.
    if (!('requestVideoFrameCallback' in video)) return this.eachRepaint(() => { act((video as HTMLVideoElement).currentTime, performance.now()) })
    let request = video.requestVideoFrameCallback(function again(_now, frame) {
      request = video.requestVideoFrameCallback(again)
      act(frame.mediaTime, frame.expectedDisplayTime)
    })
    return this.#keep(() => {
      video.cancelVideoFrameCallback(request)
    })
  }

  /** Do `act` when the scope ends. */
  atEnd(act: () => void): void {
    this.#endings.add(act)
  }

  end(): void {
    for (const ending of [...this.#endings]) ending()
    this.#endings.clear()
  }

  #keep(stop: () => void): () => void {
    const cancel = (): void => {
      stop()
      this.#endings.delete(cancel)
    }
    this.#endings.add(cancel)
    return cancel
  }
}
