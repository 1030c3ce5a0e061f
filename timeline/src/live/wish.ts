import { clipAt, isGoing, placeAt } from './place'
import type { Live, LiveClip, LiveCommand, Micros } from '../wire'

type Who = Live['lead']
export type Deed = LiveCommand['do']

/** A command with nothing in it but what is said. */
export const command = (deed: Deed, its: Partial<LiveCommand> = {}): LiveCommand => ({
  at: null, speed: null, x: null, y: null, isOn: null, ...its, do: deed,
})

/** Before the end of a clip, inside its last picture: there it stands when it was played. */
const LAST_PICTURE: Micros = 10_000
/** So near to its last picture a clip counts as watched: to play from there goes on with the next. */
const AT_THE_END: Micros = 100_000

/** The review as it is once `wish` is done at the server's time `clock`: shown at once, until the server has answered. */
export function wished(live: Live, wish: LiveCommand, clock: Micros, { by, clips }: { by: Who; clips: readonly LiveClip[] }): Live {
  const here = { ...live, clock, at: placeAt(live, clock), isPlaying: isGoing(live, clock) }
  switch (wish.do) {
    case 'play': return playing(moved(here, onwards(clips, wish.at ?? here.at), clips))
    case 'pause': return { ...here, at: Math.min(wish.at ?? here.at, here.until), isPlaying: false }
    case 'seek': return moved(here, wish.at ?? here.at, clips)
    case 'speed': return { ...here, speed: wish.speed ?? here.speed }
    case 'point': return { ...here, spot: { x: wish.x ?? 0, y: wish.y ?? 0, number: (live.spot?.number ?? 0) + 1, by } }
    case 'ask': return { ...here, asks: wish.isOn ?? !here.asks }
    case 'ask for lead': return { ...here, wantsLead: wish.isOn ?? true }
    case 'give lead': return { ...here, lead: by === 'guider' ? 'client' : 'guider', wantsLead: false }
    case 'take lead': return { ...here, lead: 'guider', wantsLead: false }
    case 'finish': return { ...here, isPlaying: false, asks: false, wantsLead: false, isOver: true }
    case 'begin again': return { ...moved(here, 0, clips), isPlaying: false, speed: 100, lead: 'guider', spot: null, asks: false, isOver: false }
  }
}

const playing = (live: Live): Live => ({ ...live, isPlaying: live.at < live.until })

/** Where playing from `at` begins: with the next clip where this one is at its last picture. */
function onwards(clips: readonly LiveClip[], at: Micros): Micros {
  const place = clipAt(clips, at)
  const end = clips[place]?.end ?? at
  return at >= end - LAST_PICTURE - AT_THE_END && place + 1 < clips.length ? end : at
}

/** At another place; a question belongs to its clip and goes with it. */
function moved(live: Live, at: Micros, clips: readonly LiveClip[]): Live {
  const [was, now] = [clipAt(clips, live.at), clipAt(clips, at)]
  const until = Math.max(0, (clips[now]?.end ?? live.until + LAST_PICTURE) - LAST_PICTURE)
  return { ...live, at: Math.min(at, until), until, asks: live.asks && was === now }
}

/** What brings the server from `told` to `own`, the state of whoever leads and went on alone. */
export function caughtUp(told: Live, own: Live, clock: Micros): readonly LiveCommand[] {
  const at = placeAt(own, clock)
  const speed = own.speed === told.speed ? [] : [command('speed', { speed: own.speed })]
  const asks = own.asks === told.asks ? [] : [command('ask', { isOn: own.asks })]
  const over = own.isOver && !told.isOver ? [command('finish')] : []
  return [...speed, command(own.isPlaying && at < own.until ? 'play' : 'seek', { at }), ...asks, ...over]
}
