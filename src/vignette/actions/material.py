"""What a reel can be made of: the family's films, the moments that were kept of them, and the voices in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.utils import timezone
from django.utils.dateformat import format as written

from vignette.actions.families import words_of
from vignette.actions.naming import places, said
from vignette.domain.codebook import Codebook
from vignette.domain.consent import Consent, Purpose, why_not, without
from vignette.domain.errors import NotAllowed
from vignette.domain.film import Film, FilmId, Footage, VersionId
from vignette.domain.identity import FamilyId
from vignette.domain.moment import Moment, Standing
from vignette.domain.observation import Happening
from vignette.domain.person import Person
from vignette.domain.programme import ClipPolicy
from vignette.domain.reel import admit, clip_of, is_attuned
from vignette.domain.span import Span
from vignette.exchange.looks import Packed, unpack_look
from vignette.signals.words import called
from vignette.storage import assets, blobs, cycles, films, moments
from vignette.storage.assets import Asset

A_REASON = "Because."
"""Stands for a reason that could still be given."""


@dataclass(frozen=True, eq=False, slots=True)
class ReelFilm:
    """A film that clips are taken from, or could be; `frame_times` as in the film's own workspace."""

    id: FilmId
    name: str
    version: VersionId
    footage: Footage
    frame_times: npt.NDArray[np.int64]
    has_peaks: bool


@dataclass(frozen=True, slots=True)
class ReelMoment:
    """A kept moment; `blocked` says in one sentence why it cannot go into a reel, empty where it can.

    `principle` is a label, empty where none was named.
    """

    moment: Moment
    principle: str
    is_attuned: bool
    blocked: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Where somebody is heard in a film, as far as the analysis knows; `words` is what they are called."""

    film: FilmId
    words: str
    spans: tuple[Span, ...]


def films_at_hand(family: FamilyId) -> tuple[Film, ...]:
    """The films of client and partner that can be played and are no second view, the first one first."""
    return tuple(film for film in map(films.load, films.of_family(family)) if assets.version(film.id) is not None)


def names_of(known: Sequence[Film], family: FamilyId) -> Mapping[FilmId, str]:
    """What each of a family's films is called: by its cycle and its day, and by its place among films of one name."""
    numbers = {cycle.id: cycle.number for cycle in cycles.of_family(family)}
    plain = [_name(film, numbers[films.cycle_of(film.id)]) for film in known]
    alike = [plain[:place].count(name) + 1 for place, name in enumerate(plain)]
    return {
        film.id: f"{name} ({count})" if plain.count(name) > 1 else name
        for film, name, count in zip(known, plain, alike, strict=True)
    }


def _name(film: Film, number: int) -> str:
    return f"Film {number}, {written(film.filmed_on, 'j F')}" if film.filmed_on else f"Film {number}"


def film_of_reel(film: Film, name: str) -> ReelFilm:
    footage, version = film.footage, assets.version(film.id)
    if footage is None or version is None:
        raise NotAllowed("This film is still being made ready.")
    times = np.frombuffer(blobs.read(assets.must_have(film.id, Asset.TIMES)), dtype=np.int64)
    return ReelFilm(film.id, name, version, footage, times, assets.find(film.id, Asset.PEAKS) is not None)


def moments_of(film: Film, *, policy: ClipPolicy, consents: Sequence[Consent]) -> tuple[ReelMoment, ...]:
    """The kept moments of `film`, those that cannot go into a reel with the reason why."""
    kept = (each for each in moments.of_film(film.id) if each.standing is Standing.KEPT)
    missing = may_not_be_shown(film, consents)
    return tuple(_moment(each, missing, policy, words_of(each)) for each in kept)


def may_not_be_shown(film: Film, consents: Sequence[Consent]) -> str:
    """Who in `film` has not agreed to it, or no longer does, in one sentence; empty where all agree."""
    return why_not(film.in_frame, Purpose.FILM, consents, timezone.localtime())


def voices_of(film: Film, consents: Sequence[Consent], people: Sequence[Person]) -> tuple[Voice, ...]:
    """The voices in `film` by who is heard, where everybody agreed to the analysis and it was done."""
    findings = assets.find(film.id, Asset.FINDINGS)
    if findings is None or without(film.in_frame, Purpose.ANALYSIS, consents, timezone.localtime()):
        return ()
    found = unpack_look(blobs.read(findings))
    names = _names(film.id, found, people)
    heard = {who: tuple(_heard(found, who)) for who in names}
    return tuple(Voice(film.id, names[who], spans) for who, spans in heard.items() if spans)


def _names(film: FilmId, found: Packed, people: Sequence[Person]) -> dict[str, str]:
    """What everybody who was told apart is called: by name where the guider said who it is."""
    called_so = places(found)
    naming, _ = said(film, called_so)
    known = {person.id: person.name for person in people}
    names = {place: known[person] for place, person in naming.names.items() if person in known}
    return {who: names.get(place) or called(who, found.people, found.roles) for who, place in called_so.items()}


def _heard(found: Packed, who: str) -> list[Span]:
    its = (each for each in found.observations if each.happening is Happening.SPEAKS and each.who == who)
    return sorted(each.span for each in its)


def _moment(moment: Moment, missing: str, policy: ClipPolicy, codebook: Codebook) -> ReelMoment:
    principle = codebook.find(moment.principle) if moment.principle else None
    label = principle.label if principle else ""
    return ReelMoment(moment, label, is_attuned(moment, codebook), missing or _refused(moment, policy, codebook))


def _refused(moment: Moment, policy: ClipPolicy, codebook: Codebook) -> str:
    """Why the programme lets no clip of `moment` in, whatever reason is given."""
    try:
        admit(clip_of(moment, override=A_REASON), moment, policy=policy, codebook=codebook)
    except NotAllowed as reason:
        return str(reason)
    return ""
