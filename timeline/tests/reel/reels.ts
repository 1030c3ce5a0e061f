import fc from 'fast-check'

import { AS_FILMED } from '../../src/reel/edits'
import { SECOND } from '../../src/time/clock'
import type { ReelAnswer, ReelClip, ReelEdit, ReelMoment, ReelStep, Showing } from '../../src/wire'

/** A clip of Hanna and Jonas, with whatever a test wants different. */
export function clip(id: string, fields: Partial<ReelClip> = {}): ReelClip {
  return { id, moment: `moment ${id}`, film: 'film', trim: null, question: '', override: '', showing: AS_FILMED, isClientsChoice: false, ...fields }
}

export const showing = (fields: Partial<Showing>): Showing => ({ ...AS_FILMED, ...fields })

export function reel(...clips: readonly ReelClip[]): ReelEdit {
  return { clips, why: '', opening: '', closing: '', script: '' }
}

export const moment = (id: string, start: number, end: number): ReelMoment => ({
  id: `moment ${id}`,
  film: 'film',
  start: start * SECOND,
  end: end * SECOND,
  title: `They laugh ${id}`,
  principle: '',
  isAttuned: true,
  blocked: '',
})

export const answer = (number: number, now: ReelEdit, steps: readonly ReelStep[] = []): ReelAnswer => ({ number, reel: now, steps, length: 0, isMade: false })

export const run = (clipId: string, start: number, at: number, lasting: number, speed = 100): ReelStep => ({
  kind: 'run',
  clip: clipId,
  start: start * SECOND,
  at: at * SECOND,
  lasting: lasting * SECOND,
  speed,
  words: '',
})
export const hold = (clipId: string, start: number, at: number, lasting: number): ReelStep => ({ ...run(clipId, start, at, lasting, 0), kind: 'hold' })
export const card = (start: number, words: string, lasting: number): ReelStep => ({ ...run('', start, 0, lasting, 0), kind: 'card', clip: null, words })

/** The times of a film's frames as they come from a phone, and how long the film is. */
export const phoneFilm = fc.array(fc.integer({ min: 8_000, max: 70_000 }), { minLength: 2, maxLength: 120 }).map((steps) => ({
  deltas: [0, ...steps.slice(0, -1)],
  length: steps.reduce((sum, step) => sum + step, 0),
}))
