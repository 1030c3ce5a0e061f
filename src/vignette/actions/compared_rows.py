"""What two codings came to beside each other, told by the names of people, codes and scales."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vignette.counting.values import Comparison, Rated
from vignette.domain.codebook import Codebook
from vignette.domain.coding import EventId, Ruling
from vignette.domain.person import Person, PersonId
from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.figure import Figure, Place, Tally, Way

Pair = tuple[EventId | None, EventId | None]


@dataclass(frozen=True, slots=True)
class DetailRow:
    """What is said more closely of a code, by the modifier's name."""

    title: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Row:
    """One code, or one exclusive level, of one person: by time, and by events (None for a level)."""

    title: str
    code: str
    by_time: Tally
    by_events: Tally | None
    details: tuple[DetailRow, ...] = ()

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
class Apart:
    """One modifier of which the two chose differently, and what; empty for nothing."""

    title: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Differing:
    """One place at which the two differ, whose it is by name, and what was decided of it."""

    place: Place
    person: str
    pair: Pair
    ruling: Ruling | None
    details: tuple[Apart, ...] = ()


@dataclass(frozen=True, slots=True)
class RatedRow:
    """One scale by its name, and how one person, by name, was rated on it; `person` is empty for both together."""

    title: str
    person: str
    rated: Rated


def by_person(tallies: tuple[Tally, ...], people: tuple[Person, ...], words: Codebook) -> tuple[PersonsRows, ...]:
    by_events = {(each.person, each.code): each for each in tallies if each.way is Way.EVENTS and not each.modifier}
    details: defaultdict[tuple[PersonId | None, str], list[Tally]] = defaultdict(list)
    for each in tallies:
        if each.modifier:
            details[each.person, each.code].append(each)
    rows: dict[PersonId | None, list[Row]] = {}
    for each in tallies:
        if each.way is Way.TIME:
            beside = by_events.get((each.person, each.code)) if each.code else None
            its = tuple(
                DetailRow(_of_modifier(tally.modifier, words), tally) for tally in details[each.person, each.code]
            )
            rows.setdefault(each.person, []).append(Row(_title(each, words), each.code, each, beside, its))
    names = _names(people)
    return tuple(PersonsRows(names.get(person, ""), tuple(its)) for person, its in rows.items())


def _title(tally: Tally, words: Codebook) -> str:
    if tally.code:
        return words.label_of(tally.code)
    return f"Which of “{dict(words.levels).get(tally.level, tally.level)}”"


def _of_modifier(code: str, words: Codebook) -> str:
    return next((each.label for each in words.modifiers if each.code == code), code)


def differing(
    found: Comparison, people: tuple[Person, ...], words: Codebook, ruled: tuple[Ruling, ...]
) -> tuple[Differing, ...]:
    decided = {(each.one, each.other): each for each in ruled}
    names = _names(people)
    return tuple(
        Differing(
            place,
            names.get(_person(place), ""),
            pair_of(place),
            decided.get(pair_of(place)),
            tuple(_apart(place, words)),
        )
        for place in found.differing
    )


def _apart(place: Place, words: Codebook) -> Iterator[Apart]:
    one, other = place.events
    if one is None or other is None or one.code != other.code:
        return
    for code in one.modifiers_unlike(other):
        chosen = (", ".join(each.modifiers.get(code, ())) for each in (one, other))
        yield Apart(_of_modifier(code, words), *chosen)


def rated(found: Comparison, people: tuple[Person, ...], words: Codebook) -> tuple[RatedRow, ...]:
    names = _names(people)
    return tuple(RatedRow(words.label_of_scale(each.scale), names.get(each.person, ""), each) for each in found.ratings)


def _person(place: Place) -> PersonId | None:
    return next((event.person for event in place.events if event is not None), None)


def _names(people: tuple[Person, ...]) -> Mapping[PersonId | None, str]:
    return {person.id: person.name for person in people}


def pair_of(place: Place) -> Pair:
    one, other = place.events
    return one.id if one else None, other.id if other else None
