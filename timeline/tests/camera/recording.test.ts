import { describe, expect, it } from 'vitest'

import fixed from '../../../tests/vault/envelope.json'
import { bytesOf } from '../../src/camera/envelope'
import { filmsOf, notedIn } from '../../src/camera/kept'
import { Recording, type About, type Handle } from '../../src/camera/recording'

const recipient = bytesOf(fixed.recipient)
const HEADER = 121

/** A file as a phone has it; it takes no more than `room` bytes. */
class Paper implements Handle {
  bytes = new Uint8Array()
  flushed = 0
  isClosed = false
  room = Infinity

  write(bytes: Uint8Array<ArrayBuffer>, { at }: { at: number }): number {
    const taken = bytes.subarray(0, Math.max(0, this.room - at))
    const whole = new Uint8Array(Math.max(this.bytes.length, at + taken.length))
    whole.set(this.bytes)
    whole.set(taken, at)
    this.bytes = whole
    return taken.length
  }

  truncate(size: number): void {
    if (size > this.room) throw new DOMException('The phone is full.', 'QuotaExceededError')
    const whole = new Uint8Array(size)
    whole.set(this.bytes.subarray(0, size))
    this.bytes = whole
  }

  flush(): void {
    this.flushed = this.bytes.length
  }

  close(): void {
    this.isClosed = true
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes)
  }
}

class Phone {
  readonly files = new Map<string, Paper>()
  room = Infinity

  readonly open = (name: string): Promise<Handle> => {
    const paper = new Paper()
    paper.room = this.room
    this.files.set(name, paper)
    return Promise.resolve(paper)
  }

  file(kind: string): Paper {
    const found = [...this.files].find(([name]) => name.endsWith(kind))
    if (!found) throw new Error(`no ${kind} file`)
    return found[1]
  }
}

const about = (more: Partial<About> = {}): About => ({
  id: 'r1', film: 'f1', family: fixed.family, people: ['p1', 'p2'], began: 1000, ...more,
})
const filmed = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words)

describe('A recording', () => {
  it('has every part on the disk before it counts', async () => {
    const phone = new Phone()
    const recording = await Recording.begin(about(), recipient, phone.open)

    await recording.part(filmed('They look'), 2000)
    await recording.part(filmed(' and wait.'), 4000)

    const sealed = phone.file('.sealed')
    expect(recording.parts).toBe(2)
    expect(sealed.flushed).toBe(sealed.bytes.length)
    expect(sealed.bytes.length).toBe(HEADER + (4 + 9 + 16) + (4 + 10 + 16))
  })

  it('puts nothing on the phone that was filmed, and no name', async () => {
    const phone = new Phone()
    const recording = await Recording.begin(about(), recipient, phone.open)

    await recording.part(filmed('They look'), 2000)
    await recording.end()

    expect(phone.file('.sealed').text).not.toContain('They')
    expect(Object.keys(JSON.parse(phone.file('.notes').text.split('\n')[0] ?? '') as object)).toEqual([
      'id', 'film', 'family', 'people', 'began',
    ])
    expect([...phone.files.values()].every((paper) => paper.isClosed)).toBe(true)
  })

  it('keeps the parts before the one for which there was no room, and lets none come after it', async () => {
    const phone = new Phone()
    const recording = await Recording.begin(about(), recipient, phone.open)
    await recording.part(filmed('They look'), 2000)
    const sealed = phone.file('.sealed')
    const before = sealed.bytes.length
    sealed.room = before + 3

    await expect(recording.part(filmed(' and wait.'), 4000)).rejects.toThrow('full')
    sealed.room = Infinity
    await expect(recording.part(filmed(' and wait.'), 4000)).rejects.toThrow()
    await recording.end()

    expect(sealed.bytes.length).toBe(before)
    expect(sealed.isClosed).toBe(true)
    expect(recording.parts).toBe(1)
  })
})

describe('A phone without room for a minute', () => {
  it('says so before anything is filmed', async () => {
    const phone = new Phone()
    phone.room = 1_000_000

    await expect(Recording.begin(about(), recipient, phone.open)).rejects.toThrow('full')
  })
})

describe('What a page finds after a crash', () => {
  const notes = '{"id":"r1","film":"f1","family":"x","people":["p1"],"began":1000}\n{"until":2000}\n{"until":4010}\n'

  it('is how long was filmed and in how many parts', () => {
    expect(notedIn(notes)).toMatchObject({ about: { id: 'r1', people: ['p1'] }, parts: 2, milliseconds: 4010 })
  })

  it('is told up to the line that was being written', () => {
    expect(notedIn(`${notes}{"un`)).toMatchObject({ parts: 2, milliseconds: 4010 })
    expect(notedIn(`${notes}\0\0\0\n`)).toMatchObject({ parts: 2, milliseconds: 4010 })
  })

  it('is nothing where not even the beginning was written', () => {
    expect(notedIn('')).toBeNull()
    expect(notedIn('{"id":"r1","fi')).toBeNull()
  })

  it('is one film where filming went on after an interruption', () => {
    const one = { about: about({ id: 'r2', began: 9000 }), parts: 1, milliseconds: 2000, size: 10 }
    const other = { about: about({ id: 'r1', began: 1000 }), parts: 3, milliseconds: 6000, size: 30 }
    const another = { about: about({ id: 'r3', film: 'f2', began: 5000 }), parts: 1, milliseconds: 1000, size: 5 }

    expect(filmsOf([one, other, another])).toMatchObject([
      { film: 'f1', began: 1000, recordings: ['r1', 'r2'], parts: 4, milliseconds: 8000, size: 40 },
      { film: 'f2', recordings: ['r3'] },
    ])
  })

  it('is of a review where it was filmed as one, and of none where an earlier page filmed it', () => {
    const size = { parts: 1, milliseconds: 2000, size: 10 }

    const films = filmsOf([{ about: about({ film: 'f1', review: 'reel' }), ...size }, { about: about({ film: 'f2' }), ...size }])

    expect(films.map(({ review }) => review)).toEqual(['reel', ''])
  })
})
