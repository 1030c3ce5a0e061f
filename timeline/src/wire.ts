/** What the page and the server tell each other. Every time is a whole number of microseconds. */

export type Micros = number

export interface Reason {
  readonly at: Micros
  readonly words: string
}

export interface Moment {
  readonly id: string
  readonly film: string
  readonly start: Micros
  readonly end: Micros
  readonly title: string
  readonly principle: string | null
  readonly person: string | null
  readonly origin: 'suggested' | 'own'
  readonly standing: 'open' | 'kept' | 'dismissed'
  readonly codebook: string
  readonly reasons: readonly Reason[]
  readonly note: string
}

/** One change to one moment. `null` means that it did not exist then. */
export interface Edit {
  readonly id: string
  readonly before: Moment | null
  readonly after: Moment | null
}

export interface Refusal {
  readonly id: string
  readonly words: string
  readonly now: Moment | null
}

export interface EditsAnswer {
  readonly saved: readonly string[]
  readonly refused: readonly Refusal[]
}

export interface Analysis {
  readonly state: 'none' | 'waiting' | 'running' | 'done' | 'failed' | 'not allowed'
  readonly share: number
  readonly words: string
}

export interface Film {
  readonly id: string
  readonly length: Micros
  readonly width: number
  readonly height: number
  readonly video: string
  readonly hasSound: boolean
}

/** One sheet of small pictures, row after row; picture k stands for film time k * every up to (k + 1) * every. */
export interface Sprite {
  readonly address: string
  readonly width: number
  readonly height: number
  readonly columns: number
  readonly every: Micros
  readonly count: number
}

/** What runs along the timeline, `null` where it was not made yet; `peaks` is the address of its loudness. */
export interface Lanes {
  readonly peaks: string | null
  readonly sprite: Sprite | null
}

export interface Person {
  readonly id: string
  readonly name: string
}

export interface Principle {
  readonly code: string
  readonly label: string
  readonly hint: string
  readonly isAttuned: boolean
}

export interface Level {
  readonly letter: string
  readonly title: string
  readonly principles: readonly Principle[]
}

export interface Codebook {
  readonly reference: string
  readonly title: string
  readonly levels: readonly Level[]
}

export interface Track {
  readonly who: string
  readonly signal: string
  readonly step: Micros
  readonly values: readonly (number | null)[]
}

export interface Observation {
  readonly start: Micros
  readonly end: Micros
  readonly happening: string
  readonly who: string
  readonly strength: number
  /** What was done, with its numbers; a sentence without its subject. */
  readonly words: string
}

/** Somebody the analysis told apart: `who` in tracks and observations, `words` in reasons. */
export interface Seen {
  readonly who: string
  readonly words: string
}

export interface Named {
  readonly who: string
  readonly person: string
}

/** From `at` on, the analysis took each of these two for the other. */
export interface Swap {
  readonly at: Micros
  readonly one: string
  readonly other: string
}

/** Who is who: `who` as in tracks, `person` as in people. */
export interface Naming {
  readonly names: readonly Named[]
  readonly swaps: readonly Swap[]
}

/** Whether the film shall be looked through now, or no further. */
export interface Looking {
  readonly isWanted: boolean
}

/** What was said of who is who, and what is said now. */
export interface NamingEdit {
  readonly before: Naming
  readonly after: Naming
}

export interface Workspace {
  readonly film: Film
  /** The first frame's time, then the distance from each frame to the next. */
  readonly frameTimes: readonly Micros[]
  readonly lanes: Lanes
  readonly people: readonly Person[]
  /** In whose words new moments are. */
  readonly codebook: Codebook
  /** In whose words other moments are. */
  readonly older: readonly Codebook[]
  readonly tracks: readonly Track[]
  readonly observations: readonly Observation[]
  /** From left to right; voices that belong to no face come last. */
  readonly seen: readonly Seen[]
  /** The share of a moment below which somebody was poorly seen. */
  readonly seenWell: number
  readonly naming: Naming
  /** Who somebody may be who is not named any more, to be asked. */
  readonly guesses: readonly Named[]
  readonly moments: readonly Moment[]
  readonly analysis: Analysis
  readonly cautions: readonly string[]
}

export interface Stretch {
  readonly start: Micros
  readonly end: Micros
}

/** A stretch of film shown at `speed` per cent of its pace: 25 or 50. */
export interface Slow {
  readonly start: Micros
  readonly end: Micros
  readonly speed: number
}

/** A stretch of film shown once more as soon as it is over, at `speed` per cent: 25, 50 or 100. */
export interface Again {
  readonly start: Micros
  readonly end: Micros
  readonly speed: number
}

/** The picture showing at `at`, film time, stands still for `lasting`. */
export interface Freeze {
  readonly at: Micros
  readonly lasting: Micros
}

export interface Caption {
  readonly start: Micros
  readonly end: Micros
  readonly words: string
}

/** A stretch of film made louder or quieter; `null` decibels make it silent. */
export interface Volume {
  readonly start: Micros
  readonly end: Micros
  readonly decibels: number | null
}

/** A part of the upright picture, as shares of its width and height, 0 to 1. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Key {
  readonly at: Micros
  readonly box: Box
  readonly isByHand: boolean
}

/** Somebody who is not to be seen; the box goes straight from key to key. */
export interface Cover {
  readonly keys: readonly Key[]
}

export interface Showing {
  readonly title: string
  readonly before: Freeze | null
  readonly after: Freeze | null
  readonly slow: readonly Slow[]
  readonly again: readonly Again[]
  readonly freezes: readonly Freeze[]
  readonly captions: readonly Caption[]
  /** Whether the question stands on a card after the clip. */
  readonly asks: boolean
  readonly volumes: readonly Volume[]
  readonly isMuted: boolean
  readonly covers: readonly Cover[]
  readonly crop: Box | null
}

/** A clip of the reel; `trim` is null while it follows its moment. */
export interface ReelClip {
  readonly id: string
  readonly moment: string
  readonly film: string
  readonly trim: Stretch | null
  readonly question: string
  readonly override: string
  readonly showing: Showing
  /** Whether the client chose it, where the programme lets them. */
  readonly isClientsChoice: boolean
}

/** All of a reel that can be changed. What is sent takes the place of what was there. */
export interface ReelEdit {
  readonly clips: readonly ReelClip[]
  readonly why: string
  readonly opening: string
  readonly closing: string
  /** What the guider wants to say when it is watched; nobody else ever sees it. */
  readonly script: string
}

/** A reel as it shall be, where it was the one counted `number` until now. */
export interface ReelChange {
  readonly number: number
  readonly reel: ReelEdit
}

/** What is shown from `start` on for `lasting`, reel time.

    A card has words; a hold stands at film time `at`; a run goes from film time `at` at `speed` per cent. `clip` is
    null for the reel's own opening and closing words.
     */
export interface ReelStep {
  readonly kind: 'card' | 'hold' | 'run'
  readonly start: Micros
  readonly lasting: Micros
  readonly clip: string | null
  readonly words: string
  readonly at: Micros
  readonly speed: number
}

/** What the reel is now, how often it was changed, and how it plays. */
export interface ReelAnswer {
  readonly number: number
  readonly reel: ReelEdit
  readonly steps: readonly ReelStep[]
  readonly length: Micros
  /** Whether the film of the reel shows it as it is now. */
  readonly isMade: boolean
}

/** The reel was changed in another window: how it stands now. */
export interface ReelRefusal {
  readonly words: string
  readonly now: ReelAnswer
}

/** A film that clips are taken from, or could be; `name` tells it from the others. */
export interface ReelFilm {
  readonly id: string
  readonly name: string
  readonly video: string
  readonly length: Micros
  readonly width: number
  readonly height: number
  readonly hasSound: boolean
  /** The first frame's time, then the distance from each frame to the next. */
  readonly frameTimes: readonly Micros[]
  readonly peaks: string | null
}

/** A kept moment: one in the reel, or one that could go in; `blocked` says in one sentence why it cannot. */
export interface ReelMoment {
  readonly id: string
  readonly film: string
  readonly start: Micros
  readonly end: Micros
  readonly title: string
  readonly principle: string
  readonly isAttuned: boolean
  readonly blocked: string
}

/** Stretches in which somebody is heard in a film, as far as the analysis knows. */
export interface ReelVoice {
  readonly film: string
  readonly words: string
  readonly spans: readonly Stretch[]
}

/** A place in the programme's order of clips, with what belongs there. */
export interface ReelPlace {
  readonly title: string
  readonly hint: string
}

/** All that the reel's page works with.

    `theme` is what the programme plans this reel to be about, empty where it leaves that open; `script_hint` says what
    belongs into the script, empty where the programme has none.
     */
export interface ReelWorkbench {
  readonly answer: ReelAnswer
  readonly films: readonly ReelFilm[]
  readonly moments: readonly ReelMoment[]
  readonly people: readonly Person[]
  readonly voices: readonly ReelVoice[]
  readonly places: readonly ReelPlace[]
  readonly theme: string
  readonly scriptHint: string
  readonly most: number
  readonly longest: Micros
  readonly attunedOnly: boolean
  readonly clientChooses: boolean
}

/** Follow what lies in `box` at film time `at`, to both ends of the clip or, with `until`, only that far. */
export interface CoverWish {
  readonly at: Micros
  readonly box: Box
  readonly until: Micros | null
}

/** How far following has come; `keys` once it is done, `words` where it failed or lost what it followed. */
export interface CoverFound {
  readonly state: 'none' | 'waiting' | 'running' | 'done' | 'failed'
  readonly share: number
  readonly keys: readonly Key[]
  readonly words: string
}

/** Where somebody points, as shares of the picture; `number` tells one pointing from the next. */
export interface Spot {
  readonly x: number
  readonly y: number
  readonly number: number
  readonly by: 'guider' | 'client'
}

/** A screen that is open; it is ready once it holds the whole reel. */
export interface Present {
  readonly who: 'guider' | 'client'
  readonly isReady: boolean
  /** Whether its film has to wait for bytes. */
  readonly isWaiting: boolean
}

/** The state of a shared review, whole, each time it is told. No browser's own clock has any part in it.

    At `clock`, the server's own, the reel stands at `at`; while it plays it goes on at `speed` per cent and stops at
    `until`, in the last picture of its clip. `number` counts changes: a lower one is old news.
     */
export interface Live {
  readonly number: number
  readonly clock: Micros
  readonly at: Micros
  readonly until: Micros
  readonly isPlaying: boolean
  readonly speed: number
  readonly lead: 'guider' | 'client'
  /** Whether the client has asked for the lead. */
  readonly wantsLead: boolean
  readonly spot: Spot | null
  /** Whether the question of the clip is on the screen. */
  readonly asks: boolean
  readonly present: readonly Present[]
  readonly isOver: boolean
}

/** What somebody does. `at` is reel time of play, pause and seek; `x` and `y` are where they point.

    To play where a clip stands at its end goes on with the next. "begin again" is the guider's, after "finish" too.
     */
export interface LiveCommand {
  readonly do: 'play' | 'pause' | 'seek' | 'speed' | 'point' | 'ask' | 'ask for lead' | 'give lead' | 'take lead' | 'finish' | 'begin again'
  readonly at: Micros | null
  readonly speed: number | null
  readonly x: number | null
  readonly y: number | null
  /** Whether the question, or the wish for the lead, shall stand. */
  readonly isOn: boolean | null
}

/** What a screen says of itself every second: whether it holds the reel, waits, and where it stands. */
export interface LiveScreen {
  readonly screen: string
  readonly isReady: boolean
  readonly isWaiting: boolean
  readonly at: Micros
}

export interface LiveClock {
  readonly clock: Micros
}

/** A moment that the client marked with one tap, reel time. */
export interface LiveMark {
  readonly at: Micros
}

/** A clip as it stands in the reel; `question` may be shown to everybody, nothing here is private. */
export interface LiveClip {
  readonly id: string
  readonly start: Micros
  readonly end: Micros
  readonly title: string
  readonly question: string
}

/** What was seen in one clip: the client's words come before the guider's, or that they said nothing. */
export interface LiveNote {
  readonly clip: string
  readonly clientWords: string
  readonly guiderWords: string
  readonly saidNothing: boolean
  readonly namedFirst: 'client' | 'guider' | null
}

/** A moment that was marked, reel time. */
export interface LiveMarked {
  readonly clip: string
  readonly at: Micros
}

/** What to try until the next film: planned, tried or not (null until somebody told), and what happened. */
export interface LiveTrial {
  readonly planned: string
  readonly wasTried: boolean | null
  readonly happened: string
}

/** A goal, its newest rating from 0 to 10 (null where there is none), and the address a new `value` goes to. */
export interface LiveGoal {
  readonly id: string
  readonly words: string
  readonly latest: number | null
  readonly rating: string
}

/** How often a clip was begun in this review, and what its moment is called in the codebook (empty for none). */
export interface LiveWatched {
  readonly clip: string
  readonly runs: number
  readonly principle: string
}

/** What the client wrote back from their phone. */
export interface LiveReply {
  readonly favourites: readonly string[]
  readonly words: string
}

/** All that the guider's own screen shows, and no other: private. `before` is the trial of the review before.

    `began_at` and `held_at` are written as in ISO 8601, null where it has not come to that.
     */
export interface LivePresenter {
  readonly clips: readonly LiveClip[]
  readonly notes: readonly LiveNote[]
  readonly watched: readonly LiveWatched[]
  readonly marks: readonly LiveMarked[]
  readonly trial: LiveTrial
  readonly before: LiveTrial | null
  readonly goals: readonly LiveGoal[]
  readonly reply: LiveReply | null
  /** The helping question. */
  readonly question: string
  readonly beganAt: string | null
  readonly heldAt: string | null
  readonly isApart: boolean
  readonly isClosed: boolean
}

/** What the client said of a clip, in their words. */
export interface LiveWords {
  readonly clip: string
  readonly words: string
}

/** All that the client's screen begins with: their own, and nothing of the guider's notes. `film` is an address. */
export interface LiveJoining {
  readonly clips: readonly LiveClip[]
  readonly film: string
  readonly length: Micros
  readonly guider: string
  readonly marks: readonly LiveMarked[]
  readonly words: readonly LiveWords[]
}

/** One thing coded; a point ends where it starts. `person` is `null` for what belongs to both. */
export interface CodedEvent {
  readonly id: string
  readonly code: string
  readonly person: string | null
  readonly start: Micros
  readonly end: Micros
  readonly modifiers: Readonly<Record<string, readonly string[]>>
  readonly note: string
}

/** What one event was, and what it is from now on; `null` where it did not, or does not any more, exist. */
export interface Change {
  readonly event: string
  readonly before: CodedEvent | null
  readonly after: CodedEvent | null
}

/** What was done at one stroke, and is taken back as one; `undoes` names the deed that it takes back. */
export interface Deed {
  readonly id: string
  readonly changes: readonly Change[]
  readonly undoes: string | null
}

/** What the page sends: deeds in the order in which they were done. */
export interface Deeds {
  readonly deeds: readonly Deed[]
}

/** Another version of an event, `null` where it was taken away; `coder` is its coder's name, empty for the asker. */
export interface Rival {
  readonly event: string
  readonly version: CodedEvent | null
  readonly coder: string
}

export interface RefusedDeed {
  readonly id: string
  readonly words: string
}

/** `number` counts the deeds so far, `before` those before this request; `rivals` are all that wait now. */
export interface DeedsAnswer {
  readonly before: number
  readonly number: number
  readonly done: readonly string[]
  readonly refused: readonly RefusedDeed[]
  readonly rivals: readonly Rival[]
}

/** What becomes of an event that two people changed: the version that stands, or another; or the second as well. */
export interface Settling {
  readonly event: string
  readonly choice: 'standing' | 'other' | 'both' | 'neither'
}

/** What was done since, up to the `number`-th deed; `own` are the asker's, `rivals` all that wait now.

    `aside` is another word once the ratings, or how this coder works, are other than before.
     */
export interface News {
  readonly number: number
  readonly deeds: readonly Deed[]
  readonly own: readonly string[]
  readonly rivals: readonly Rival[]
  readonly aside: string
}

/** What is said more closely of the event at `place` in the columns. */
export interface Extra {
  readonly place: number
  readonly modifiers: Readonly<Record<string, readonly string[]>>
  readonly note: string
}

/** Events in the order of time, in columns: `codes` and `people` are places in their lists, -1 for both people. */
export interface Events {
  readonly ids: readonly string[]
  readonly codes: readonly number[]
  readonly people: readonly number[]
  readonly starts: readonly Micros[]
  readonly lengths: readonly Micros[]
  readonly extras: readonly Extra[]
}

export interface Modifier {
  readonly code: string
  readonly label: string
  readonly values: readonly string[]
  readonly takesMany: boolean
}

export interface Code {
  readonly code: string
  readonly label: string
  readonly hint: string
  readonly isAttuned: boolean
  readonly shape: 'point' | 'state'
  readonly key: string
  readonly modifiers: readonly string[]
  readonly within: string
}

export interface CodeLevel {
  readonly letter: string
  readonly title: string
  readonly isExclusive: boolean
  readonly codes: readonly Code[]
}

export interface Scale {
  readonly code: string
  readonly label: string
  readonly hint: string
  readonly low: string
  readonly high: string
  readonly lowest: number
  readonly highest: number
}

/** `is_for_lines`: its events are lines of a transcript, of which one person may have several at one time. */
export interface CodingBook {
  readonly reference: string
  readonly title: string
  readonly isForLines: boolean
  readonly levels: readonly CodeLevel[]
  readonly modifiers: readonly Modifier[]
  readonly scales: readonly Scale[]
}

/** How one person is rated on one scale; `value` is `null` where that is taken back. */
export interface Rating {
  readonly scale: string
  readonly person: string | null
  readonly value: number | null
  readonly note: string
}

/** How one code is entered: by its `key` (empty: none), in a `mode`, with so much before and after one press. */
export interface Habit {
  readonly code: string
  readonly key: string
  readonly mode: 'toggle' | 'hold' | 'chain' | 'moment' | 'marks'
  readonly lead: Micros
  readonly lag: Micros
}

/** What the `standard` key does at first is done by `key` for this coder. */
export interface OwnKey {
  readonly standard: string
  readonly key: string
}

/** How this coder works with this codebook; `reaction` is taken off every key press while the film plays. */
export interface Habits {
  readonly reaction: Micros
  readonly codes: readonly Habit[]
  readonly keys: readonly OwnKey[]
}

/** What lies beside the codes, of which the last word counts: the ratings, and how this coder works. */
export interface Aside {
  readonly ratings: readonly Rating[]
  readonly habits: Habits
}

export interface Stretch {
  readonly start: Micros
  readonly end: Micros
}

/** A second view of the same scene: it starts at `by` in the film's time, and parts from it by `drift` a second. */
export interface Camera {
  readonly video: string
  readonly length: Micros
  readonly by: Micros
  readonly drift: number
  readonly isSound: boolean
}

export interface CodingState {
  readonly id: string
  readonly kind: 'own' | 'shared' | 'second' | 'model' | 'practice' | 'agreed'
  readonly title: string
  readonly stretches: readonly Stretch[]
  readonly hasEnded: boolean
  readonly isMine: boolean
}

/** All that a coding's page works with. `past` are this coder's deeds, latest last; `has_more`: older ones wait. */
export interface Desk {
  readonly coding: CodingState
  readonly film: Film
  /** The first frame's time, then the distance from each frame to the next. */
  readonly frameTimes: readonly Micros[]
  readonly lanes: Lanes
  readonly camera: Camera | null
  readonly people: readonly Person[]
  readonly book: CodingBook
  readonly events: Events
  readonly rivals: readonly Rival[]
  readonly ratings: readonly Rating[]
  readonly habits: Habits
  readonly aside: string
  readonly number: number
  readonly past: readonly Deed[]
  readonly hasMore: boolean
  readonly tracks: readonly Track[]
  readonly observations: readonly Observation[]
  /** From left to right; voices that belong to no face come last. */
  readonly seen: readonly Seen[]
  readonly naming: Naming
  /** Base64 of 32 bytes: what waits in the browser is sealed with it. */
  readonly draftKey: string
}

/** This coder's deeds before those the page knows, latest last. */
export interface History {
  readonly deeds: readonly Deed[]
  readonly hasMore: boolean
}
