"""From a film to what happened in it and the moments worth a look: footage, perception, signals, in one walk.

The walk is made of parts. Each part is looked through from a little before its start, as if nothing had been seen
before, and only what lies within the part is kept: so parts can be looked through in any order, at once, or again after
a crash, and put together they are exactly what `look` finds, which looks through one after the other. The sound is one
part more, because the network for voices remembers for longer than any start before a part could make good. Where the
operator put in a model for words, these are sought in further parts, each of which listens from the film's start on.

In a notebook: `look("film.mp4")`; docs/notebook.md shows more.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from vignette.domain.film import Footage, Frame
from vignette.domain.measurement import BodySeen, FaceSeen, Seen, Timbres, VoiceHeard
from vignette.domain.moment import Suggestion
from vignette.domain.observation import Observation, Role
from vignette.domain.source import PlainFile, Source
from vignette.domain.span import MINUTE, SECOND, Micros, Span, micros
from vignette.domain.spoken import Spoken
from vignette.domain.track import STEP, Signal, Track
from vignette.domain.work import Progress, unheard
from vignette.exchange.tracks import load_tracks, save_tracks
from vignette.footage.frames import frames
from vignette.footage.probe import probe
from vignette.footage.sound import sound
from vignette.perception.bodies import Bodies
from vignette.perception.faces import Faces
from vignette.perception.movement import Movements
from vignette.perception.registry import SHIPPED, Kind, Models, registered
from vignette.perception.searching import Searches
from vignette.perception.speakers import Speakers
from vignette.perception.stretches import Tape
from vignette.perception.voices import RATE, Voices
from vignette.perception.words import Words
from vignette.signals.bodies import between_two, body_tracks
from vignette.signals.chronicle import Chronicle
from vignette.signals.events import observed, who_spoke
from vignette.signals.hearing import Hearing
from vignette.signals.identity import people_in
from vignette.signals.moments import suggested
from vignette.signals.ranked import first_to_look_at
from vignette.signals.scene import Scene
from vignette.signals.settings import Settings, default
from vignette.signals.sounds import sound_tracks
from vignette.signals.tracks import best_seen_pair, by_person, face_tracks
from vignette.signals.transcript import transcript
from vignette.signals.words import called, sentence

__all__ = [
    "Look",
    "Plan",
    "gathered",
    "load_tracks",
    "look",
    "look_at_part",
    "plan",
    "registered",
    "save_tracks",
    "survey",
    "watched",
]

WALK = "walk-2"
"""Names the way of looking: parts looked through in different ways are not put together."""
PART = MINUTE
WORDS_PART = Micros(10 * MINUTE)
"""How much of the film one part of words covers: each listens from the film's start on, so they are few."""
HEIGHT = 720
"""Pixels of picture height that faces are looked for in."""
BEFORE = Micros(20 * STEP)
"""How much before a part is looked at as well, at least: by its start faces were sought, and fields have neighbours."""
SOUND_EFFORT, WORDS_EFFORT = 0.05, 1.0
"""What it takes to listen to a film, and to seek words in it, over what it takes to look at its pictures."""
WHOLE_SHARE = 0.97
"""How far the work has come when all parts have been looked through."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a film will be looked through: its pictures in `parts`, one after the other, by these thresholds and models.

    The sound, where there is any, is one part more; after it come parts for words, where there is a model for them.
    """

    footage: Footage
    parts: tuple[Span, ...]
    settings: Settings
    models: Models = SHIPPED
    walk: str = WALK

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that have to be read for it, beside the film's."""
        return self.models.files

    @property
    def of_words(self) -> tuple[Span, ...]:
        """The parts in which words are sought, one after the other; none without sound, or without a model for them."""
        if not self.footage.has_sound or not self.models.has(Kind.WORDS):
            return ()
        return _cut(self.footage.length, WORDS_PART)

    @property
    def count(self) -> int:
        return len(self.parts) + self.footage.has_sound + len(self.of_words)

    def effort(self, number: int) -> float:
        """What it takes to look through part `number`, over what it takes for all of them: 0 to 1."""
        sound = [SOUND_EFFORT * self.footage.length] * self.footage.has_sound
        words = [WORDS_EFFORT * part.length for part in self.of_words]
        lengths = [*(part.length for part in self.parts), *sound, *words]
        return lengths[number] / sum(lengths)

    @property
    def mark(self) -> str:
        """What tells parts of this plan from those of another: the same for the same plan, 64 letters."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    @property
    def version(self) -> str:
        """The settings and the operator's own models that a look rests on."""
        return " + ".join((self.settings.version, *self.models.names))


@dataclass(frozen=True, eq=False, slots=True)
class Look:
    """What was found in a film. `people` are letters from left to right; `suggestions` come in the order to look at.

    `roles` are theirs, unknown unless clear. Each of the `tracks` has a sample every 80 ms throughout the film, NaN
    where there was nothing to see or hear; `observations` are in order of time. `cautions` say in sentences what was
    poorly seen or heard in the film as a whole. `words` are what was said, in order of time; there are none without a
    model for words.
    """

    footage: Footage
    tracks: tuple[Track, ...]
    observations: tuple[Observation, ...]
    suggestions: tuple[Suggestion, ...]
    people: tuple[str, ...]
    settings_version: str
    cautions: tuple[str, ...]
    words: tuple[Spoken, ...] = ()
    roles: tuple[Role, ...] = ()


def look(
    film: Source | Path | str,
    *,
    settings: Settings | None = None,
    models: Models = SHIPPED,
    progress: Progress = unheard,
) -> Look:
    """Look through a whole film, given as a file's path or as a source of bytes.

    `settings` are the package's own where none are given; `progress` is called with the share of the work that is done,
    0 to 1, rising. Takes a fifth to a half of the film's length; pictures and sound are streamed, and only measurements
    are kept. Raises FilmProblem where it is no film that can be read, OSError where there is no such file, and
    Misconfigured where a model of the operator's cannot be used.
    """
    source = PlainFile(Path(film)) if isinstance(film, str | Path) else film
    its = plan(probe(source), settings=settings, models=models)
    parts, done = list[Seen](), 0.0
    for number in range(its.count):
        start, reach = WHOLE_SHARE * done, WHOLE_SHARE * its.effort(number)
        parts.append(look_at_part(source, its, number, progress=_within(progress, start, reach)))
        done += its.effort(number)
    return gathered(its, parts, progress=progress)


def survey(source: Source, *, progress: Progress = unheard) -> Footage:
    """What the film holds, to plan by; raises FilmProblem where it cannot be read."""
    footage = probe(source)
    progress(1.0)
    return footage


def plan(
    footage: Footage,
    *,
    settings: Settings | None = None,
    models: Models = SHIPPED,
    longest: Micros = PART,
) -> Plan:
    """The parts of a film of this `footage`, each as long as `longest` but the last.

    ValueError where `longest` is not a number of steps: it would cut one in two.
    """
    if longest <= 0 or longest % STEP:
        raise ValueError(f"parts are so many steps of {STEP} microseconds long")
    return Plan(footage, _cut(footage.length, longest), settings or default(), models)


def look_at_part(source: Source, plan: Plan, number: int, *, progress: Progress = unheard) -> Seen:
    """What is to be seen and heard in part `number` of the film, 0 to `plan.count` - 1.

    Raises FilmProblem where the film cannot be read, Misconfigured where a model of the operator's cannot be used.
    """
    if number == len(plan.parts):
        return _heard(source, plan, progress)
    if number > len(plan.parts):
        return _said(source, plan, plan.of_words[number - len(plan.parts) - 1], progress)
    part, looked, faces, bodies = plan.parts[number], list[Micros](), list[FaceSeen](), list[BodySeen]()
    for frame, found, below in _seen(source, plan, part):
        looked.append(frame.at)
        faces += found
        bodies += below
        progress((frame.at - part.start) / part.length)
    return Seen.of(looked, faces, (), bodies)


def gathered(plan: Plan, parts: Sequence[Seen], *, progress: Progress = unheard) -> Look:
    """What the measurements of all parts of a film, in order, amount to; ValueError where some are missing."""
    if len(parts) != plan.count:
        raise ValueError(f"of {plan.count} parts there are {len(parts)}")
    footage, settings = plan.footage, plan.settings
    bodies = chain.from_iterable(part.bodies for part in parts)
    somebodies = people_in(chain.from_iterable(part.faces for part in parts), bodies, settings=settings)
    looked = [Micros(at) for part in parts for at in part.looked.tolist()]
    heard = Hearing.of([part.of_voices for part in parts])
    people = tuple(somebody.who for somebody in somebodies)
    tracks = (
        *face_tracks(somebodies, looked, length=footage.length, settings=settings),
        *body_tracks(somebodies, length=footage.length, settings=settings),
        *sound_tracks(heard, length=footage.length, settings=settings),
    )
    tracks += between_two(tracks)
    timbres = next((part.timbres for part in parts if len(part.timbres.values)), None)
    aspect = footage.width / footage.height
    observations = observed(tracks, aspect=aspect, settings=settings, heard=heard, timbres=timbres)
    _, told = who_spoke(tracks, settings=settings, heard=heard, timbres=timbres)
    roles = tuple(told[who].role for who in people)
    scene = Scene(footage.length, people, Chronicle(observations), by_person(tracks), settings, roles)
    suggestions = first_to_look_at(suggested(scene), settings=settings)
    words = transcript([word for part in parts for word in part.words], observations, settings=settings)
    progress(1.0)
    cautions = _cautions(people, roles, tracks, settings)
    return Look(footage, tracks, observations, tuple(suggestions), people, plan.version, cautions, words, roles)


def _within(progress: Progress, start: float, reach: float) -> Progress:
    return lambda share: progress(start + reach * share)


def _cut(length: Micros, longest: Micros) -> tuple[Span, ...]:
    """`length` in parts as long as `longest`, but the last."""
    starts = range(0, length, longest)
    return tuple(Span(Micros(start), Micros(min(start + longest, length))) for start in starts)


def _heard(source: Source, plan: Plan, progress: Progress) -> Seen:
    """The voices of the whole film, and how they sound where there is a model for that."""
    tape, voices, timbres = Tape(sound(source, rate=RATE)), list[VoiceHeard](), Timbres.none()
    heard = _noted(Voices(plan.models).heard_in(tape), voices, plan.footage.length, progress)
    if plan.models.has(Kind.SPEAKERS):
        timbres = Speakers(plan.models, voice_from=plan.settings.voice_from).heard_in(heard, tape)
    for _ in heard:
        """Whatever nobody has listened to yet."""
    return Seen.of((), (), voices, timbres=timbres)


def _noted(
    heard: Iterable[VoiceHeard], voices: list[VoiceHeard], length: Micros, progress: Progress
) -> Iterator[VoiceHeard]:
    for voice in heard:
        progress(min(1.0, voice.at / length))
        voices.append(voice)
        yield voice


def _said(source: Source, plan: Plan, part: Span, progress: Progress) -> Seen:
    """The words of the voices that begin in `part`."""
    listened = Words(plan.models, voice_from=plan.settings.voice_from)
    words = []
    for word in listened.heard_in(sound(source, rate=RATE), part):
        words.append(word)
        progress(min(1.0, max(0, word.span.start - part.start) / part.length))
    return Seen.of((), (), (), words=words)


def _seen(source: Source, plan: Plan, part: Span) -> Iterator[tuple[Frame, list[FaceSeen], list[BodySeen]]]:
    """The pictures of `part`, one a step, each with its faces, how they moved, and the bodies whose turn it was."""
    around = Span(_looked_from(part, plan.settings), part.end)
    its, movements = plan.settings, Movements()
    bodies = Bodies(every=its.body_every, surer_than=its.body_surer_than, focal=its.focal)
    for frame, found in watched(frames(source, height=HEIGHT, step=STEP, span=around), its, plan.models):
        moved, below = movements.of(frame, found), bodies.due(frame, found)
        if frame.at >= part.start:
            yield frame, moved, below


def _looked_from(part: Span, settings: Settings) -> Micros:
    """Where looking begins for the sake of `part`: with a search that comes about wherever it is begun."""
    calm = micros(settings.face_search_calm)
    return Micros(max(0, part.start - BEFORE) // calm * calm)


def watched(
    pictures: Iterable[Frame],
    settings: Settings,
    models: Models = SHIPPED,
) -> Iterator[tuple[Frame, list[FaceSeen]]]:
    """Each frame with its faces: the whole picture searched now and then, known faces followed in between.

    It is searched in the first of the frames, and in the first of every `face_search_calm` seconds of film time; of
    every `face_search_every` while somebody is missed who was in sight within `face_missed_for`.
    """
    eyes = Faces(
        models,
        surer_than=settings.face_surer_than,
        still_surer_than=settings.face_still_surer_than,
        focal=settings.focal,
    )
    searches = Searches(
        calm=micros(settings.face_search_calm),
        every=micros(settings.face_search_every),
        missed=micros(settings.face_missed_for),
    )
    expected, found = list[FaceSeen](), list[FaceSeen]()
    for frame in pictures:
        found = eyes.search(frame) if searches.is_due(frame.at, len(found)) else eyes.follow(frame, expected)
        expected = [*found, *_still_expected(expected, found, frame.at - settings.face_expected_for * SECOND)]
        yield frame, found


def _still_expected(before: Sequence[FaceSeen], found: Sequence[FaceSeen], since: float) -> list[FaceSeen]:
    """The faces seen lately that none of those found now has replaced."""
    return [
        face
        for face in before
        if face.at >= since and all(abs(face.x - f.x) + abs(face.y - f.y) > max(face.size, f.size) for f in found)
    ]


def _cautions(
    people: tuple[str, ...], roles: tuple[Role, ...], tracks: Sequence[Track], settings: Settings
) -> tuple[str, ...]:
    cautions = []
    if not any(track.signal is Signal.SPEECH for track in tracks):
        cautions.append("The film has no sound, so no voices could be heard.")
    if len(people) < 2:
        missing = "Only one face was" if people else "No face was"
        cautions.append(f"{missing} seen long enough, so nothing can be said about looks between two people.")
    shares = {track.who: track.seen for track in tracks if track.signal is Signal.FACE_X}
    for who, share in shares.items():
        if share < settings.seen_well:
            cautions.append(sentence(f"the face of {called(who, people, roles)} was seen in {share:.0%} of the film"))
    pair = best_seen_pair({who: signals for who, signals in by_person(tracks).items() if who})
    if pair is not None and len(people) > len(pair):
        both = " and ".join(called(who, people, roles) for who in pair)
        cautions.append(sentence(f"more than two people are in the film; looks were compared between {both} only"))
    return tuple(cautions)
