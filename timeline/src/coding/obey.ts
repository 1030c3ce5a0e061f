import type { Desk } from './desk.svelte'
import type { Hand } from './hand.svelte'
import { digitAt, type CodingCommand, type CodingPress } from './keyboard'
import { codingCommandOf } from './keys'
import type { Span } from '../time/span'

/** What a key asks for that the page itself has to do. */
export type ForPage = 'help' | 'note'

/** Do what the key asks for; whether it was ours, in which case it has no other effect. */
export function keyDown(desk: Desk, event: KeyboardEvent, page: (what: ForPage) => void): boolean {
  const stamp = event.timeStamp
  const { hand } = desk
  const press = pressOf(event)
  const command = commandOf(press, event.code, hand)
  // A digit that ended a short name may still be held.
  if (hand.takesDigit(stamp) && !event.repeat && isForStrip(event, command)) {
    if (command?.kind === 'person') hand.chooseAt(command.place, stamp)
    else hand.skip(stamp)
    return true
  }
  if (!command) return false
  if (!event.repeat || mayRepeat(command)) obey(desk, command, stamp, page)
  return true
}

/** As it is written, or else by the letter or the digit that lies at `place`. */
function commandOf(press: CodingPress, place: string, { keyboard, letters }: Hand): CodingCommand | null {
  const letter = letters.read(press, place)
  const digit = press.shiftKey ? '' : digitAt(place)
  return codingCommandOf(press, keyboard) ?? codingCommandOf(letter, keyboard) ?? (digit === '' ? null : codingCommandOf({ ...press, key: digit, isWritten: false }, keyboard))
}

/** The key of a code that is held comes up. */
export function keyUp(desk: Desk, event: KeyboardEvent): void {
  const code = desk.hand.keyboard.codes.get(event.key.toLowerCase())
  if (code !== undefined) desk.hand.release(code, event.timeStamp)
}

/** Do `command`, asked for at `stamp`. */
export function obey(desk: Desk, command: CodingCommand, stamp: number, page: (what: ForPage) => void): void {
  if (command.kind === 'help' || command.kind === 'note') page(command.kind)
  else if (!(obeyFilm(desk, command, stamp) || obeyHand(desk, command, stamp))) obeyChoice(desk, command, stamp)
}

function obeyFilm(desk: Desk, command: CodingCommand, stamp: number): boolean {
  const { player, shuttle } = desk.film
  switch (command.kind) {
    case 'play': shuttle.toggle(); return true
    case 'slower': shuttle.slower(); return true
    case 'faster': shuttle.faster(); return true
    case 'normal speed': player.setRate(1); return true
    case 'mute': player.toggleMuted(); return true
    case 'step': desk.film.step(command.count); return true
    case 'frames': shuttle.stop(); player.stepFrames(command.count); return true
    case 'seconds': player.seekBy(command.count); return true
    case 'boundary': toBoundary(desk, command.count, stamp); return true
    case 'loop': desk.film.loop(spanOf(desk)); return true
    case 'play selection': playSelection(desk); return true
    default: return false
  }
}

function obeyHand(desk: Desk, command: CodingCommand, stamp: number): boolean {
  const { hand } = desk
  switch (command.kind) {
    case 'code': hand.press(command.code, stamp, command.forOther); return true
    case 'person': hand.choosePerson(command.place); return true
    case 'mark in': hand.markIn(stamp); return true
    case 'mark out': hand.markOut(stamp); return true
    case 'mark around': hand.markAround(stamp); return true
    case 'name': hand.takeUp(); return true
    case 'find': if (desk.canChange) hand.lookFor(stamp); return true
    case 'end all': hand.endAll(stamp); return true
    case 'undo': void desk.undo(); return true
    case 'redo': desk.redo(); return true
    default: return false
  }
}

function obeyChoice(desk: Desk, command: CodingCommand, stamp: number): void {
  const { choice } = desk
  const at = desk.film.player.shownAt(stamp)
  switch (command.kind) {
    case 'event': selectBeside(desk, command.count); break
    case 'select here': choice.select(desk.sheet.underWay(at).map(({ id }) => id)); break
    case 'select all': choice.selectAll(); break
    case 'start here': choice.begin(at); break
    case 'end here': choice.finish(at); break
    case 'nudge': choice.nudgeNearest(at, command.count); break
    case 'shift': choice.nudge('body', command.count); break
    case 'split': choice.split(at); break
    case 'merge': choice.merge(); break
    case 'take out': choice.takeOut(); break
    case 'recode': choice.recode(command.code); break
    case 'copy to': copyTo(desk, command.place)
  }
}

/** Select the event before or after the selected one, or the playhead, and show its beginning. */
export function selectBeside(desk: Desk, by: number): void {
  const { choice, sheet, film } = desk
  const from = by > 0 ? choice.events.at(-1) : choice.events[0]
  const next = by > 0 ? sheet.next(film.player.at, from) : sheet.previous(film.player.at, from)
  if (!next) return
  choice.select([next.id])
  film.seek(next.start)
}

function copyTo({ choice, opening }: Desk, place: number): void {
  const person = opening.people[place - 1]
  if (place === 0) choice.copyTo(null)
  else if (person) choice.copyTo(person.id)
}

function toBoundary({ sheet, film }: Desk, by: number, stamp: number): void {
  const at = film.player.shownAt(stamp)
  const edge = by > 0 ? sheet.edgeAfter(at) : sheet.edgeBefore(at)
  if (edge !== null) film.seek(edge)
}

function playSelection(desk: Desk): void {
  const span = spanOf(desk)
  if (span) desk.film.playOnce(span)
  else desk.trouble = 'Select what is to be played first.'
}

/** From the first beginning to the last end of what is selected, or the marked stretch in hand; null where nothing is. */
function spanOf({ choice: { events }, hand: { inHand } }: Desk): Span | null {
  if (events.length === 0) return inHand
  const end = Math.max(...events.map((event) => event.end))
  const start = Math.min(...events.map((event) => event.start))
  return { start, end: Math.max(end, start + 1) }
}

// A key that is held goes on stepping, but codes once.
const REPEATED: readonly CodingCommand['kind'][] = ['step', 'frames', 'seconds', 'boundary', 'event', 'nudge', 'shift', 'undo', 'redo']
const mayRepeat = ({ kind }: CodingCommand): boolean => REPEATED.includes(kind)

/** Whether a key says more of what was coded last: a digit from 1, or Enter for no more of that. */
function isForStrip({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent, command: CodingCommand | null): boolean {
  if (ctrlKey || metaKey || altKey) return false
  return command?.kind === 'person' ? command.place > 0 : key === 'Enter' && !shiftKey
}

const pressOf = (event: KeyboardEvent): CodingPress => {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event
  return { key, shiftKey, ctrlKey, metaKey, altKey, isWritten: event.getModifierState('AltGraph') }
}
