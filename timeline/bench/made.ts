import { lanesOf, type Lane } from '../src/coding/lane'
import { SECOND } from '../src/time/clock'
import type { CodedEvent, CodingBook, Micros, Person } from '../src/wire'

export const HOUR: Micros = 3600 * SECOND

/** Numbers from 0 to 1 that are the same in every run. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const TITLES = ['Being attentive', 'Encouraging the other to begin', 'Receiving what the other begins', 'Building contact together', 'Guiding']

export const BOOK: CodingBook = {
  reference: 'made@1',
  isForLines: false,
  title: 'Made up',
  levels: TITLES.map((title, place) => {
    const letter = String.fromCharCode(65 + place)
    const codes = ['Looks with interest', 'Waits', 'Turns towards', 'Smiles'].map((label, number) => ({
      code: `${letter}${number + 1}`,
      label,
      hint: '',
      isAttuned: true,
      shape: number === 3 ? ('point' as const) : ('state' as const),
      key: '',
      modifiers: [],
      within: '',
    }))
    return { letter, title, isExclusive: false, codes }
  }),
  modifiers: [],
  scales: [],
}

export const peopleCalled = (...names: string[]): Person[] => names.map((name) => ({ id: name.toLowerCase(), name }))

/** `count` events spread over a film of `length` and over `lanes`, one in four a point, the states `long` on average. */
export function made(lanes: readonly Lane[], count: number, length: Micros, long: Micros): CodedEvent[] {
  const roll = dice(count)
  return Array.from({ length: count }, (_, number) => {
    const lane = lanes[number % lanes.length]
    const code = lane?.codes[Math.floor(roll() * lane.codes.length)] ?? 'A1'
    const start = Math.floor((roll() * (length - 4 * long)) / 33_333) * 33_333
    const lasting = code.endsWith('4') ? 0 : (1 + Math.floor((roll() * 2 * long) / 33_333)) * 33_333
    return { id: `e${number}`, code, person: lane?.person ?? null, start, end: start + lasting, modifiers: {}, note: '' }
  })
}

/** Ten minutes of a mother and her child, coded by hand as it were. */
export function lively(): { lanes: readonly Lane[]; events: CodedEvent[]; length: Micros } {
  const length = 120 * SECOND
  const lanes = lanesOf(peopleCalled('Hanna', 'Mia'), { ...BOOK, levels: BOOK.levels.slice(0, 3) })
  return { lanes, events: made(lanes, 110, length, 3 * SECOND), length }
}
