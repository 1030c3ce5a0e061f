import { CodingApi } from './api'
import { Desk } from './desk.svelte'
import { BrowserKeeping, MemoryKeeping, type Keeping } from './keeping'
import { BrowserWindows } from './windows'
import type { Scope } from '../scope'

const WINDOW = 'vignette-coding-window'

/** The desk of one coding, in this window. */
export async function openDesk(coding: string, scope: Scope): Promise<Desk> {
  const api = new CodingApi(coding)
  const windows = new BrowserWindows(coding, scope)
  const [opening, keeping] = await Promise.all([api.desk(), keepingOf(coding)])
  return Desk.open(opening, { api, keeping, windows, scope, window: windowName() })
}

// Some browsers let a page in a private window keep nothing: what is coded is then sent as ever, but has no second net.
const keepingOf = (coding: string): Promise<Keeping> => BrowserKeeping.open(coding).catch(() => new MemoryKeeping())

function windowName(): string {
  const name = sessionStorage.getItem(WINDOW) ?? crypto.randomUUID()
  sessionStorage.setItem(WINDOW, name)
  return name
}
