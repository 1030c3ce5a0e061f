/**
 * Seals a film to the server's public key while it is filmed. The format is written down in `vault/envelope.py`.
 *
 * Only what seals is kept, and not so that it could be taken out: once the page is gone, this phone cannot read back
 * what it filmed.
 */
const MAGIC = new TextEncoder().encode('VENVELOP\u0001')
const INFO = new TextEncoder().encode('vignette envelope 1')
const CONTEXT = new TextEncoder().encode('filmed family ')
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const
const TAG = 16
const LAST = 0x80000000

/** The most plain bytes of one segment. */
export const MOST_PLAIN = 1 << 20

type Bytes = Uint8Array<ArrayBuffer>

/** What is made anew for every envelope. */
export interface Chances {
  readonly ephemeral: CryptoKeyPair
  /** 32 bytes. */
  readonly salt: Bytes
  /** 7 bytes. */
  readonly prefix: Bytes
}

/** One envelope being filled, segment by segment. */
export class Envelope {
  /** What comes before the first segment. */
  readonly header: Bytes
  readonly #cipher: CryptoKey
  readonly #prefix: Bytes
  readonly #context: Bytes
  #index = 0

  private constructor(header: Bytes, cipher: CryptoKey, prefix: Bytes, context: Bytes) {
    this.header = header
    this.#cipher = cipher
    this.#prefix = prefix
    this.#context = context
  }

  /** An envelope that only `recipient` (65 bytes) can open, and only as a film of `family`. */
  static async to(recipient: Bytes, family: string, chances?: Chances): Promise<Envelope> {
    const { ephemeral, salt, prefix } = chances ?? (await drawn())
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey))
    const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: await known(recipient) }, ephemeral.privateKey, 256)
    const secret = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
    const info = joined(INFO, recipient, point)
    const named = { name: 'HKDF', hash: 'SHA-256', salt, info }
    const cipher = await crypto.subtle.deriveKey(named, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
    const name = new Uint8Array(await crypto.subtle.digest('SHA-256', recipient)).subarray(0, 8)
    return new Envelope(joined(MAGIC, name, point, salt, prefix), cipher, prefix, joined(CONTEXT, identity(family)))
  }

  /** `plain` as the segments that come next; after those with `isLast` there is nothing to come. */
  async seal(plain: Bytes, isLast = false): Promise<Bytes> {
    const sealed: Bytes[] = []
    for (let start = 0; start === 0 || start < plain.length; start += MOST_PLAIN) {
      const end = start + MOST_PLAIN
      sealed.push(await this.#segment(plain.subarray(start, end), isLast && end >= plain.length))
    }
    return joined(...sealed)
  }

  async #segment(plain: Bytes, isLast: boolean): Promise<Bytes> {
    const head = number((isLast ? LAST : 0) + plain.length + TAG)
    const iv = joined(this.#prefix, number(this.#index), Uint8Array.of(isLast ? 1 : 0))
    this.#index += 1
    const named = { name: 'AES-GCM', iv, additionalData: joined(head, this.#context) }
    return joined(head, new Uint8Array(await crypto.subtle.encrypt(named, this.#cipher, plain)))
  }
}

async function drawn(): Promise<Chances> {
  const ephemeral = await crypto.subtle.generateKey(CURVE, false, ['deriveBits'])
  return { ephemeral, salt: crypto.getRandomValues(new Uint8Array(32)), prefix: crypto.getRandomValues(new Uint8Array(7)) }
}

const known = (point: Bytes): Promise<CryptoKey> => crypto.subtle.importKey('raw', point, CURVE, false, [])

function number(value: number): Bytes {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

function joined(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let place = 0
  for (const part of parts) {
    whole.set(part, place)
    place += part.length
  }
  return whole
}

const identity = (family: string): Bytes => bytesOf(family.replaceAll('-', ''))

/** The bytes written as hexadecimal digits. */
export const bytesOf = (digits: string): Bytes =>
  Uint8Array.from({ length: digits.length / 2 }, (_, place) => Number.parseInt(digits.slice(2 * place, 2 * place + 2), 16))
