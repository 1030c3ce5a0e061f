import type { Answer, Order } from './keeper'
import { Recording, type Handle } from './recording'

/** Lives beside the page, because only there a browser writes to its own files at once. The key never leaves it. */
interface OpenableHere extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<Handle>
}

let recording: Recording | null = null
let queue = Promise.resolve()

// One after the other: a part that overtook another would be sealed in the wrong place.
self.onmessage = ({ data }: MessageEvent<Order>): void => {
  queue = queue.then(() => answer(data))
}

async function answer(order: Order): Promise<void> {
  const told: Answer = { ask: order.ask, parts: 0, problem: null }
  try {
    await follow(order)
  } catch (error) {
    told.problem = error instanceof DOMException ? error.name : 'Error'
  }
  postMessage({ ...told, parts: recording?.parts ?? 0 })
}

async function follow(order: Order): Promise<void> {
  if (order.kind === 'begin') recording = await Recording.begin(order.about, order.recipient, open)
  if (order.kind === 'part') await recording?.part(new Uint8Array(await order.part.arrayBuffer()), order.until)
  if (order.kind === 'end') await end()
}

async function end(): Promise<void> {
  const its = recording
  recording = null
  await its?.end()
}

async function open(name: string): Promise<Handle> {
  const root = await navigator.storage.getDirectory()
  const folder = await root.getDirectoryHandle('films', { create: true })
  return ((await folder.getFileHandle(name, { create: true })) as OpenableHere).createSyncAccessHandle()
}
