"""How guider and client share the talk in a film of their review: told quietly, as facts, with the names they have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vignette.actions.act import act
from vignette.actions.films import analysis_blocked
from vignette.domain.film import Film, FilmId, Occasion
from vignette.domain.leave import Actor, Verb
from vignette.domain.naming import Naming
from vignette.domain.observation import Happening, Observation
from vignette.domain.person import Part, Person
from vignette.domain.span import Micros, Span
from vignette.exchange.looks import Packed, unpack_look
from vignette.signals.mends import as_analysed, mended, tracks_as_analysed
from vignette.signals.settings import default
from vignette.signals.talk import Talk, openings, talk, talk_tracks, unknown_share
from vignette.signals.words import called
from vignette.storage import assets, blobs, films, namings
from vignette.storage.assets import Asset

MOST_UNKNOWN = 0.5
"""The share of the talk of which nobody knows whose it is, above which the rest says nothing of how it was shared."""
NOT_APART = "The voices in this film cannot be told apart well enough to say how the talk was shared."


@dataclass(frozen=True, slots=True)
class Voice:
    """What was heard of one person: `percent` of the talk, their longest turn, and the usual length of a turn.

    `is_me` says that it is the guider; `firsts` how often they were the first to speak after a pause.
    """

    name: str
    is_me: bool
    percent: int
    longest: Span
    usual: Micros
    turns: int
    firsts: int


@dataclass(frozen=True, slots=True)
class Shared:
    """How the talk was shared; `problem` says in one sentence why nothing is told, empty where something is.

    Both are empty until the film was looked through. `unknown` is the per cent of the talk of which nobody knows whose
    it is, and `is_named` says whether everybody who is told of bears a name.
    """

    voices: tuple[Voice, ...] = ()
    openings: int = 0
    unknown: int = 0
    is_named: bool = True
    problem: str = ""


def see_talk(actor: Actor, film_id: FilmId) -> Shared:
    """How the talk was shared in a film of the review; nothing where somebody did not agree to automated analysis.

    Why nothing is told there, the film's page says anyway.
    """
    with act(actor, Verb.WATCH_FILM, film_id) as bond:
        sealed = None if analysis_blocked(bond) else assets.find(film_id, Asset.FINDINGS)
        if sealed is None:
            return Shared()
        return shared(unpack_look(blobs.read(sealed)), namings.load(film_id).naming, films.load(film_id).in_frame)


def shared(found: Packed, naming: Naming, people: Sequence[Person]) -> Shared:
    """How the talk was shared, as far as it was found whose the voices are."""
    spoken = mended(_spoken(found), naming.swaps)
    unknown, its = unknown_share(spoken), talk(spoken)
    if not spoken:
        return Shared(problem="No voice was heard in this film.")
    if len(its) < 2 or unknown > MOST_UNKNOWN:
        return Shared(problem=NOT_APART, unknown=round(100 * unknown))
    began = [opening.who for opening in openings(spoken, settings=default())]
    known = _known(naming, people)
    voices = [_voice(each, found, known, began) for each in its.values()]
    rounded = _hundred([each.share for each in its.values()])
    voices = [replace(voice, percent=percent) for voice, percent in zip(voices, rounded, strict=True)]
    return Shared(
        # Whoever came to be looked at comes first, the guider last: receiving before adding.
        tuple(sorted(voices, key=lambda voice: voice.is_me)),
        openings=len(began),
        unknown=round(100 * unknown),
        is_named=known.keys() >= its.keys(),
    )


def with_talk(film: Film, found: Packed) -> Packed:
    """What was found, and of a film of the review how the talk was shared along it, by the letters of the analysis."""
    if film.occasion is not Occasion.REVIEW or film.footage is None:
        return found
    swaps = namings.load(film.id).naming.swaps
    spoken = mended(_spoken(found), swaps)
    tracks = tracks_as_analysed(talk_tracks(spoken, length=film.footage.length), swaps)
    began = as_analysed(openings(spoken, settings=default()), swaps)
    return replace(found, tracks=(*found.tracks, *tracks), observations=(*found.observations, *began))


def _spoken(found: Packed) -> list[Observation]:
    return [each for each in found.observations if each.happening is Happening.SPEAKS]


def _known(naming: Naming, people: Sequence[Person]) -> dict[str, Person]:
    by_id = {person.id: person for person in people}
    return {who: by_id[person] for who, person in naming.names.items() if person in by_id}


def _voice(each: Talk, found: Packed, known: Mapping[str, Person], began: Sequence[str]) -> Voice:
    person = known.get(each.who)
    return Voice(
        name=person.name if person else called(each.who, found.people, found.roles),
        is_me=person is not None and person.part is Part.GUIDER,
        percent=0,
        longest=each.longest,
        usual=each.usual,
        turns=len(each.turns),
        firsts=began.count(each.who),
    )


def _hundred(shares: Sequence[float]) -> list[int]:
    """Whole per cents that come to a hundred: what rounding down leaves goes to whoever lost most by it."""
    whole = [int(100 * share) for share in shares]
    by_loss = sorted(range(len(shares)), key=lambda place: whole[place] - 100 * shares[place])
    for place in by_loss[: 100 - sum(whole)]:
        whole[place] += 1
    return whole
