"""How far two coders agree: every code of every person, by time and by events, in one walk."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from vignette.domain.codebook import Codebook, Shape
from vignette.domain.coding import Event, Record
from vignette.domain.person import PersonId
from vignette.domain.span import Span
from vignette.evidence.agreement.details import details
from vignette.evidence.agreement.figure import How, Report, Tally, Way
from vignette.evidence.agreement.grid import Grid, looked_at
from vignette.evidence.agreement.matched import compared_by_events
from vignette.evidence.agreement.meetings import Meeting, meetings
from vignette.evidence.agreement.strips import strip_of_code, strip_of_level
from vignette.evidence.agreement.timed import compared_by_time

Key = tuple[PersonId | None, str]
Events = defaultdict[Key, list[Event]]
"""Events by person and code, or by person and level."""


def compare(one: Record, other: Record, book: Codebook, how: How) -> Report:
    """The agreement of `other` with `one`, both in words of `book`, within what both looked at.

    Only codes that one of them gave to a person are compared for that person, and no two people are taken together.
    """
    stretches = looked_at((one.stretches, other.stretches), by=2)
    grid = Grid.over(stretches, how.step)
    sides = by_code(one.events, stretches), by_code(other.events, stretches)
    met = _met_by_code(meetings(one, other, book, how))
    tallies: list[Tally] = []
    for key in keys(sides, book):
        tallies += [_by_time(key, sides, grid), _by_events(key, met[key], how), *_of_details(key, met[key], book)]
    tallies += [_of_level(key, sides, book, grid) for key in level_keys(sides, book)]
    return Report((one.coder, other.coder), how, tuple(tallies))


def by_code(events: Iterable[Event], stretches: Sequence[Span]) -> Events:
    """The events that lie in `stretches` at least in part, by person and code."""
    found: Events = defaultdict(list)
    for event in events:
        if touches(event, stretches):
            found[event.person, event.code].append(event)
    return found


def keys(sides: Sequence[Events], book: Codebook) -> list[Key]:
    """Every person and code of any side, person after person, in the order of the codebook."""
    order = {each.code: number for number, each in enumerate(book.principles)}
    return sorted(
        {key for side in sides for key in side},
        key=lambda key: (str(key[0] or ""), order.get(key[1], len(order)), key[1]),
    )


def level_keys(sides: Sequence[Events], book: Codebook) -> list[Key]:
    """Every person and exclusive level with states of any side, in the same order."""
    levels = {each.code: each.level for each in book.principles if each.shape is Shape.STATE}
    found = [(person, levels[code]) for person, code in keys(sides, book) if levels.get(code) in book.exclusive]
    return list(dict.fromkeys(found))


def codes_of(level: str, book: Codebook) -> list[str]:
    """The codes of states of `level`, in the order of the codebook."""
    return [each.code for each in book.principles if each.level == level and each.shape is Shape.STATE]


def events_of(person: PersonId | None, codes: Sequence[str], side: Events) -> list[Event]:
    return [event for code in codes for event in side.get((person, code), ())]


def touches(event: Event, stretches: Sequence[Span]) -> bool:
    """Whether any of `event` lies in `stretches`, which are in order."""
    where = bisect_right(stretches, event.start, key=lambda stretch: stretch.end)
    if where == len(stretches):
        return False
    return stretches[where].start < event.end or stretches[where].holds(event.start)


def _met_by_code(met: Iterable[Meeting]) -> defaultdict[Key, list[Meeting]]:
    """Meetings by person and code; of two different codes they are with both."""
    found: defaultdict[Key, list[Meeting]] = defaultdict(list)
    for meeting in met:
        sides = [side.event for side in (meeting.one, meeting.other) if side is not None]
        for key in dict.fromkeys((event.person, event.code) for event in sides):
            found[key].append(meeting)
    return found


def _by_time(key: Key, sides: Sequence[Events], grid: Grid) -> Tally:
    person, code = key
    one, other = (strip_of_code(side.get(key, ()), grid) for side in sides)
    return Tally(person, code, "", Way.TIME, *compared_by_time(one, other, grid, (code,)))


def _by_events(key: Key, met: Sequence[Meeting], how: How) -> Tally:
    person, code = key
    return Tally(person, code, "", Way.EVENTS, *compared_by_events(code, met, how))


def _of_details(key: Key, met: Sequence[Meeting], book: Codebook) -> Iterator[Tally]:
    person, code = key
    sides = ((each.one.event, each.other.event) for each in met if each.is_same and each.one and each.other)
    # An event that lies in several stretches is met several times, and said more closely only once.
    pairs = list({(one.id, other.id): (one, other) for one, other in sides}.values())
    for modifier, figures, table, places in details(pairs, book):
        yield Tally(person, code, "", Way.EVENTS, figures, table, places, modifier)


def _of_level(key: Key, sides: Sequence[Events], book: Codebook, grid: Grid) -> Tally:
    person, level = key
    codes = codes_of(level, book)
    labels = {code: number for number, code in enumerate(codes, start=1)}
    one, other = (strip_of_level(events_of(person, codes, side), labels, grid) for side in sides)
    return Tally(person, "", level, Way.TIME, *compared_by_time(one, other, grid, codes))
