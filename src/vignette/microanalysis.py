"""From a film to what happened in it and the moments worth a look: footage, perception, signals, in one walk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vignette.domain.film import Footage, Frame
from vignette.domain.measurement import FaceSeen, VoiceHeard
from vignette.domain.moment import Suggestion
from vignette.domain.observation import Observation
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros
from vignette.domain.track import STEP, Signal, Track
from vignette.domain.work import Progress, unheard
from vignette.footage.frames import frames
from vignette.footage.probe import probe
from vignette.footage.sound import sound
from vignette.perception.faces import Faces
from vignette.perception.voices import RATE, Voices
from vignette.signals.events import observed
from vignette.signals.identity import people_in
from vignette.signals.moments import suggested
from vignette.signals.ranked import first_to_look_at
from vignette.signals.scene import Scene
from vignette.signals.settings import Settings, default
from vignette.signals.tracks import best_seen_pair, by_person, face_tracks, sound_tracks
from vignette.signals.words import called, sentence

HEIGHT = 720
"""Pixels of picture height that faces are looked for in."""
SOUND_SHARE, PICTURE_SHARE = 0.05, 0.97
"""How far the work has come when the sound has been heard, and when the pictures have been seen."""


@dataclass(frozen=True, eq=False, slots=True)
class Look:
    """What was found in a film. `people` are letters from left to right; `suggestions` come in the order to look at.

    `cautions` say in sentences what was poorly seen or heard in the film as a whole.
    """

    footage: Footage
    tracks: tuple[Track, ...]
    observations: tuple[Observation, ...]
    suggestions: tuple[Suggestion, ...]
    people: tuple[str, ...]
    settings_version: str
    cautions: tuple[str, ...]


def look(source: Source, *, settings: Settings | None = None, progress: Progress = unheard) -> Look:
    """Look through a whole film; raises FilmProblem where it cannot be read.

    Takes a fifth to a half of the film's length. Pictures and sound are streamed; only measurements are kept.
    """
    settings = settings or default()
    footage = probe(source)
    voices = list(_heard(source, footage, settings, progress))
    faces, looked = _seen(source, footage, settings, progress)
    found = gathered(footage, faces, looked, voices, settings=settings)
    progress(1.0)
    return found


def gathered(
    footage: Footage,
    faces: Sequence[FaceSeen],
    looked: Sequence[Micros],
    voices: Sequence[VoiceHeard],
    *,
    settings: Settings,
) -> Look:
    """What the measurements of a whole film amount to; `looked` are the times of all frames that were looked at."""
    somebodies = people_in(faces, settings=settings)
    people = tuple(somebody.who for somebody in somebodies)
    tracks = (
        *face_tracks(somebodies, looked, length=footage.length, settings=settings),
        *sound_tracks(voices, length=footage.length, settings=settings),
    )
    observations = observed(tracks, aspect=footage.width / footage.height, settings=settings)
    scene = Scene(footage.length, people, observations, by_person(tracks), settings)
    suggestions = first_to_look_at(suggested(scene), settings=settings)
    cautions = _cautions(people, tracks, settings)
    return Look(footage, tracks, observations, tuple(suggestions), people, settings.version, cautions)


def _heard(source: Source, footage: Footage, settings: Settings, progress: Progress) -> Iterator[VoiceHeard]:
    if not footage.has_sound:
        return
    for voice in Voices().heard_in(sound(source, rate=RATE)):
        progress(SOUND_SHARE * min(1.0, voice.at / footage.length))
        yield voice


def _seen(
    source: Source, footage: Footage, settings: Settings, progress: Progress
) -> tuple[list[FaceSeen], list[Micros]]:
    faces: list[FaceSeen] = []
    looked: list[Micros] = []
    for frame, found in _watched(frames(source, height=HEIGHT, step=STEP), settings):
        faces += found
        looked.append(frame.at)
        progress(SOUND_SHARE + (PICTURE_SHARE - SOUND_SHARE) * min(1.0, frame.at / footage.length))
    return faces, looked


def _watched(pictures: Iterator[Frame], settings: Settings) -> Iterator[tuple[Frame, list[FaceSeen]]]:
    """Each frame with its faces: the whole picture searched now and then, known faces followed in between."""
    eyes = Faces(
        surer_than=settings.face_surer_than, still_surer_than=settings.face_still_surer_than, focal=settings.focal
    )
    expected: list[FaceSeen] = []
    search_from = 0.0
    for frame in pictures:
        if frame.at >= search_from:
            found = eyes.search(frame)
            search_from = frame.at + settings.face_search_every * SECOND
        else:
            found = eyes.follow(frame, expected)
        expected = [*found, *_still_expected(expected, found, frame.at - settings.face_expected_for * SECOND)]
        yield frame, found


def _still_expected(before: Sequence[FaceSeen], found: Sequence[FaceSeen], since: float) -> list[FaceSeen]:
    """The faces seen lately that none of those found now has replaced."""
    return [
        face
        for face in before
        if face.at >= since and all(abs(face.x - f.x) + abs(face.y - f.y) > max(face.size, f.size) for f in found)
    ]


def _cautions(people: tuple[str, ...], tracks: Sequence[Track], settings: Settings) -> tuple[str, ...]:
    cautions = []
    if not any(track.signal is Signal.SPEECH for track in tracks):
        cautions.append("The film has no sound, so no voices could be heard.")
    if len(people) < 2:
        missing = "Only one face was" if people else "No face was"
        cautions.append(f"{missing} seen long enough, so nothing can be said about looks between two people.")
    shares = {track.who: track.seen for track in tracks if track.signal is Signal.FACE_X}
    for who, share in shares.items():
        if share < settings.seen_well:
            cautions.append(sentence(f"the face of {called(who, people)} was seen in {share:.0%} of the film"))
    pair = best_seen_pair({who: signals for who, signals in by_person(tracks).items() if who})
    if pair is not None and len(people) > len(pair):
        both = " and ".join(called(who, people) for who in pair)
        cautions.append(sentence(f"more than two people are in the film; looks were compared between {both} only"))
    return tuple(cautions)
