"""Two codings of one film beside each other: having them compared, and seeing what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.codebooks import book
from vignette.actions.coders import is_blind_to, is_guider, looking_at
from vignette.actions.codings import CodingLine, line_of
from vignette.actions.counts import Count, Stage, count_of, have_counted
from vignette.counting.values import Comparison, untold
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Coding, CodingId, EventId, Kind, Ruling
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.film import FilmId, VersionId
from vignette.domain.leave import Actor, Verb
from vignette.domain.person import Person, PersonId
from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.figure import Figure, Place, Tally, Way
from vignette.evidence.agreement.figure import Table as Counts
from vignette.storage import assets, codings, cycles, films, rulings

OTHER_WORDS = "These two are in the words of different codebooks: bring one into the words of the other first."
ONE_FILM = "These two are not codings of the same film."
NOT_TWO = "Choose another coding to lay beside this one."

Pair = tuple[EventId | None, EventId | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One code, or one exclusive level, of one person: by time, and by events (None for a level)."""

    title: str
    code: str
    by_time: Tally
    by_events: Tally | None

    @property
    def kappa(self) -> Figure:
        """The index that is told first by time: Cohen's kappa of two, Krippendorff's alpha of more."""
        return self.by_time.figures[0]

    @property
    def f1(self) -> Figure | None:
        return self.by_events.figure(definitions.F1) if self.by_events else None


@dataclass(frozen=True, slots=True)
class PersonsRows:
    """What was compared of one person; `name` is empty for what belongs to both."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """One place at which the two differ, whose it is by name, and what was decided of it."""

    place: Place
    person: str
    pair: Pair
    ruling: Ruling | None


@dataclass(frozen=True, slots=True)
class ComparingPage:
    """Two codings and what their comparison came to: `comparison` is None while there is none that can be shown.

    `blocked` says in one sentence why they cannot be compared. `is_guider` says whether what differs can be decided.
    """

    one: CodingLine
    other: CodingLine
    film: FilmId
    cycle_number: int
    version: VersionId | None
    is_guider: bool
    blocked: str
    count: Count
    book: Codebook
    comparison: Comparison | None
    people: tuple[PersonsRows, ...]
    together: tuple[PersonsRows, ...]
    differing: tuple[Differing, ...]

    @property
    def ruled(self) -> int:
        return sum(each.ruling is not None for each in self.differing)


def compare(actor: Actor, coding_id: CodingId, other_id: CodingId) -> None:
    """Have two codings compared."""
    with act(actor, comparing_at(coding_id, actor), coding_id):
        one, other = codings.load(coding_id), codings.load(other_id)
        _must_see(one, other, actor)
        if blocked := _blocked(one, other):
            raise NotAllowed(blocked)
        have_counted(actor, coding_id, other_id)


def see_comparison(actor: Actor, coding_id: CodingId, other_id: CodingId) -> ComparingPage:
    with act(actor, looking_at(coding_id, actor), coding_id):
        one, other = codings.load(coding_id), codings.load(other_id)
        _must_see(one, other, actor)
        film, words = films.load(one.film), book(one.codebook)
        blocked, count = _blocked(one, other), count_of(coding_id, other_id)
        found = untold(count.result, Comparison) if count.result and not blocked else None
        is_theirs = is_guider(one, actor)
        ruled = rulings.of(count.agreed) if count.agreed else ()
        return ComparingPage(
            one=line_of(one, actor),
            other=line_of(other, actor),
            film=one.film,
            cycle_number=cycles.load(films.cycle_of(one.film)).number,
            version=assets.version(one.film),
            is_guider=is_theirs,
            blocked=blocked,
            count=count,
            book=words,
            comparison=found,
            people=_by_person(found.report.tallies, film.in_frame, words) if found else (),
            together=_by_person(found.several.tallies, film.in_frame, words) if found and found.several else (),
            differing=_differing(found, film.in_frame, ruled) if found else (),
        )


def comparing_at(coding: CodingId, actor: Actor) -> Verb:
    """By what verb `actor` has this coding compared: as the film's guider, or with the model they practise with."""
    its = codings.find(coding)
    return Verb.COMPARE_CODINGS if its is None or is_guider(its, actor) else Verb.COMPARE_PRACTICE


def pair_of(place: Place) -> Pair:
    one, other = place.events
    return one.id if one else None, other.id if other else None


def _must_see(one: Coding, other: Coding, actor: Actor) -> None:
    """Whoever practised sees the model that they practised with, once they have handed theirs in, and nothing else."""
    if one.film != other.film:
        raise NotAllowed(ONE_FILM)
    if not is_guider(one, actor):
        if one.kind is not Kind.PRACTICE or one.beside != other.id:
            raise NotYours
        if one.ended_at is None:
            raise NotAllowed("Hand your coding in first: then you see it beside the model.")
    elif is_blind_to(one, actor) or is_blind_to(other, actor):
        raise NotAllowed("This is coded blind: it can be compared once it is handed in.")


def _blocked(one: Coding, other: Coding) -> str:
    if one.id == other.id:
        return NOT_TWO
    return OTHER_WORDS if one.codebook != other.codebook else ""


def _by_person(tallies: tuple[Tally, ...], people: tuple[Person, ...], words: Codebook) -> tuple[PersonsRows, ...]:
    by_events = {(each.person, each.code): each for each in tallies if each.way is Way.EVENTS}
    rows: dict[PersonId | None, list[Row]] = {}
    for each in tallies:
        if each.way is Way.TIME:
            beside = by_events.get((each.person, each.code)) if each.code else None
            rows.setdefault(each.person, []).append(Row(_title(each, words), each.code, each, beside))
    names = _names(people)
    return tuple(PersonsRows(names.get(person, ""), tuple(its)) for person, its in rows.items())


def _title(tally: Tally, words: Codebook) -> str:
    if tally.code:
        its = words.find(tally.code)
        return its.label if its else tally.code
    return f"Which of “{dict(words.levels).get(tally.level, tally.level)}”"


def _differing(found: Comparison, people: tuple[Person, ...], ruled: tuple[Ruling, ...]) -> tuple[Differing, ...]:
    decided = {(each.one, each.other): each for each in ruled}
    names = _names(people)
    return tuple(
        Differing(place, names.get(_person(place), ""), pair_of(place), decided.get(pair_of(place)))
        for place in found.differing
    )


def _person(place: Place) -> PersonId | None:
    return next((event.person for event in place.events if event is not None), None)


def _names(people: tuple[Person, ...]) -> Mapping[PersonId | None, str]:
    return {person.id: person.name for person in people}


__all__ = ["ComparingPage", "Counts", "Figure", "Stage", "compare", "comparing_at", "pair_of", "see_comparison"]
