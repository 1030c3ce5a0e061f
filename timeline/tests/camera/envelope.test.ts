import { describe, expect, it } from 'vitest'

import fixed from '../../../tests/vault/envelope.json'
import { bytesOf, Envelope, MOST_PLAIN, type Chances } from '../../src/camera/envelope'

const CURVE = { name: 'ECDH', namedCurve: 'P-256' }
const recipient = bytesOf(fixed.recipient)
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

async function laidDown(): Promise<Chances> {
  const { d, ...open } = fixed.ephemeral
  const privateKey = await crypto.subtle.importKey('jwk', { ...open, d }, CURVE, false, ['deriveBits'])
  const publicKey = await crypto.subtle.importKey('jwk', open, CURVE, true, [])
  return { ephemeral: { privateKey, publicKey }, salt: bytesOf(fixed.salt), prefix: bytesOf(fixed.prefix) }
}

async function sealed(envelope: Envelope, parts: readonly string[]): Promise<string> {
  const bytes = parts.map((part) => new TextEncoder().encode(part))
  let whole = hex(envelope.header)
  for (const [index, part] of bytes.entries()) whole += hex(await envelope.seal(part, index === parts.length - 1))
  return whole
}

describe('What the phone seals', () => {
  it('is to the byte what the server is tested to open', async () => {
    const envelope = await Envelope.to(recipient, fixed.family, await laidDown())

    expect(await sealed(envelope, fixed.parts)).toBe(fixed.sealed)
  })

  it('is another for every recording, though the film be the same', async () => {
    const [one, other] = [await Envelope.to(recipient, fixed.family), await Envelope.to(recipient, fixed.family)]

    expect(hex(one.header).slice(34)).not.toBe(hex(other.header).slice(34))
    expect(await sealed(one, ['a'])).not.toBe(await sealed(other, ['a']))
  })

  it('shows nothing of what was filmed', async () => {
    const envelope = await Envelope.to(recipient, fixed.family)
    const clear = new TextEncoder().encode('\u001aE\u00df\u00a3webm ftypiso5 moov')

    expect(hex(await envelope.seal(clear))).not.toContain(hex(clear.subarray(0, 4)))
  })

  it('takes a part larger than a segment in several, the last of them marked', async () => {
    const envelope = await Envelope.to(recipient, fixed.family)

    const bytes = await envelope.seal(new Uint8Array(2 * MOST_PLAIN + 5), true)

    expect(lengths(bytes)).toEqual([MOST_PLAIN + 16, MOST_PLAIN + 16, 2 ** 31 + 5 + 16])
  })

  it('may end with nothing', async () => {
    const envelope = await Envelope.to(recipient, fixed.family)

    expect(lengths(await envelope.seal(new Uint8Array(), true))).toEqual([2 ** 31 + 16])
  })

  it('is refused to a key that is none', async () => {
    await expect(Envelope.to(new Uint8Array(65), fixed.family)).rejects.toThrow()
  })
})

/** The heads of the segments in `bytes`. */
function lengths(bytes: Uint8Array<ArrayBuffer>): number[] {
  const view = new DataView(bytes.buffer)
  const found: number[] = []
  for (let place = 0; place < bytes.length; ) {
    const head = view.getUint32(place)
    found.push(head)
    place += 4 + (head % 2 ** 31)
  }
  return found
}
