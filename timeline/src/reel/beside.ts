import htmx from 'htmx.org'

import type { Scope } from '../scope'

/**
 * What the page brings along about making and sharing has its place beside the clips.
 *
 * Answers what ends it.
 */
export function takeBeside(place: HTMLElement, scope: Scope): void {
  const beside = document.getElementById('beside')
  if (!beside) return
  place.append(beside)
  void scope
}

/** Ask the server again for what stands beside the clips: the reel is no longer as it was made. */
export async function renewBeside(): Promise<void> {
  await htmx.ajax('get', location.pathname, { target: '#beside', select: '#beside', swap: 'outerHTML' })
}
