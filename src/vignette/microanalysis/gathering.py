"""What the measurements of all parts of a film amount to: people, tracks, observations, moments, and cautions."""

from collections.abc import Sequence
from itertools import chain

from vignette.domain.measurement import Seen
from vignette.domain.observation import Role
from vignette.domain.span import Micros
from vignette.domain.track import Signal, Track
from vignette.domain.work import Progress, unheard
from vignette.microanalysis.found import Look
from vignette.microanalysis.plans import Plan
from vignette.signals.bodies import between_two, body_tracks
from vignette.signals.chronicle import Chronicle
from vignette.signals.events import Conversation, observed, who_spoke
from vignette.signals.hearing import Hearing
from vignette.signals.identity import people_in
from vignette.signals.moments import suggested
from vignette.signals.ranked import first_to_look_at
from vignette.signals.scene import Scene
from vignette.signals.settings import Settings
from vignette.signals.sounds import sound_tracks
from vignette.signals.tracks import best_seen_pair, by_person, face_tracks
from vignette.signals.transcript import transcript
from vignette.signals.words import called, sentence


def gathered(plan: Plan, parts: Sequence[Seen], *, progress: Progress = unheard) -> Look:
    """What the measurements of all parts of a film, in order, amount to; ValueError where some are missing."""
    if len(parts) != plan.count:
        raise ValueError(f"of {plan.count} parts there are {len(parts)}")
    footage, settings = plan.footage, plan.settings
    people, tracks, spoken = _measured(plan, parts)
    observations = observed(tracks, aspect=footage.width / footage.height, settings=settings, spoken=spoken)
    roles = tuple(spoken.told[who].role for who in people)
    scene = Scene(footage.length, people, Chronicle(observations), by_person(tracks), settings, roles)
    suggestions = tuple(first_to_look_at(suggested(scene), settings=settings))
    words = transcript([word for part in parts for word in part.words], observations, settings=settings)
    progress(1.0)
    cautions = _cautions(people, roles, tracks, settings)
    return Look(footage, tracks, observations, suggestions, people, plan.version, cautions, words, roles)


def _measured(plan: Plan, parts: Sequence[Seen]) -> tuple[tuple[str, ...], tuple[Track, ...], Conversation]:
    """The people of the film from left to right, all tracks, and who spoke when."""
    length, settings = plan.footage.length, plan.settings
    faces, bodies = (chain.from_iterable(each) for each in zip(*((p.faces, p.bodies) for p in parts), strict=True))
    somebodies = people_in(faces, bodies, settings=settings)
    looked = [Micros(at) for part in parts for at in part.looked.tolist()]
    heard = Hearing.of([part.of_voices for part in parts])
    tracks = (
        *face_tracks(somebodies, looked, length=length, settings=settings),
        *body_tracks(somebodies, length=length, settings=settings),
        *sound_tracks(heard, length=length, settings=settings),
    )
    timbres = next((part.timbres for part in parts if len(part.timbres.values)), None)
    spoken = who_spoke(tracks, settings=settings, heard=heard, timbres=timbres)
    return tuple(somebody.who for somebody in somebodies), (*tracks, *between_two(tracks)), spoken


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
