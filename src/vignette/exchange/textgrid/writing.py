"""A coding as a TextGrid.

There is an interval tier or point tier for each person and code, named as in "Mother@smile", and a further one wherever
events of it overlap. A label is the event's note, or else its code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vignette.domain.span import SECOND, Micros
from vignette.exchange.carried import Carried, CarriedEvent
from vignette.exchange.textgrid.grid import INTERVALS, POINTS, GridTier, Mark
from vignette.exchange.textgrid.words import joined
from vignette.exchange.tiers import Name, lanes, seconds, without_forbidden

_HEAD = (
    'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'
    "xmin = 0 \nxmax = {} \ntiers? <exists> \nsize = {} \nitem []: \n"
)


def write_textgrid(carried: Carried) -> bytes:
    """The events of `carried` as a TextGrid in Praat's long text form, UTF-8; `lost_in_textgrid` says what it lacks.

    It lasts as long as the first film, or to the last event where that is later. Characters that no XML may hold are
    left out here too.
    """
    known = carried.films[0].length or 0 if carried.films else 0
    end = max(known, *(event.end for event in carried.events), 0) if carried.events else known
    tiers = list(_tiers(carried))
    pieces = [_HEAD.format(seconds(Micros(end or SECOND)), len(tiers))]
    for number, tier in enumerate(tiers, start=1):
        pieces.extend(_written(number, tier, Micros(end or SECOND)))
    return without_forbidden("".join(pieces)).encode()


def lost_in_textgrid(carried: Carried) -> tuple[str, ...]:
    """What of `carried` a TextGrid has no place for, a sentence each."""
    coded = {event.code for event in carried.events}
    people = {event.person for event in carried.events}
    lost = {
        "Title, coder and codebook are not in a TextGrid.": carried.title or carried.coder or carried.codebook,
        "The films' names, offsets and frames a second are not in a TextGrid.": carried.films,
        "Labels, hints, keys and levels of codes, and what modifiers could say, are not in a TextGrid.": carried.codes,
        "Codes and people of whom nothing was coded are not in a TextGrid.": {code.code for code in carried.codes}
        - coded
        or set(carried.people) - people,
        "A note that only repeats its code is not in a TextGrid.": [e for e in carried.events if e.note == e.code],
        "Praat changes ends of lines of another kind in notes.": [e for e in carried.events if "\r" in e.note],
    }
    return tuple(sentence for sentence, is_there in lost.items() if is_there)


def _tiers(carried: Carried) -> Iterator[GridTier]:
    """In the order of people, then of codes by their letters."""
    people = {name: place for place, name in enumerate(carried.people)}
    groups: dict[tuple[str, str, bool], list[CarriedEvent]] = {}
    for event in carried.events:
        groups.setdefault((event.person, event.code, event.start == event.end), []).append(event)
    numbers: dict[tuple[str, str], int] = {}
    for person, code, is_of_points in sorted(groups, key=lambda key: (people.get(key[0], -1), key)):
        events = groups[person, code, is_of_points]
        for lane in lanes([(event.start, max(event.end, event.start + 1)) for event in events]):
            number = numbers[person, code] = numbers.get((person, code), 0) + 1
            yield from _lane(Name(person, code, number), is_of_points, [events[place] for place in lane])


def _lane(name: Name, is_of_points: bool, events: Sequence[CarriedEvent]) -> Iterator[GridTier]:
    def tier(name: Name, texts: Iterable[str]) -> GridTier:
        marks = (Mark(event.start, event.end, text) for event, text in zip(events, texts, strict=True))
        return GridTier(str(name), is_of_points, tuple(mark for mark in marks if mark.text))

    yield tier(name, (event.note or event.code for event in events))
    for more in sorted({modifier for event in events for modifier in event.modifiers}):
        yield tier(name._replace(more=more), (joined(event.modifiers.get(more, ())) for event in events))


def _written(number: int, tier: GridTier, end: Micros) -> Iterator[str]:
    kind = POINTS if tier.is_of_points else INTERVALS
    yield f'    item [{number}]:\n        class = "{kind}" \n        name = {_quoted(tier.name)} \n'
    yield f"        xmin = 0 \n        xmax = {seconds(end)} \n"
    if tier.is_of_points:
        yield f"        points: size = {len(tier.marks)} \n"
        for place, mark in enumerate(tier.marks, start=1):
            at = seconds(Micros(mark.start))
            yield f"        points [{place}]:\n            number = {at} \n            mark = {_quoted(mark.text)} \n"
        return
    marks = list(_tiled(tier.marks, end))
    yield f"        intervals: size = {len(marks)} \n"
    for place, mark in enumerate(marks, start=1):
        yield (
            f"        intervals [{place}]:\n            xmin = {seconds(Micros(mark.start))} \n"
            f"            xmax = {seconds(Micros(mark.end))} \n            text = {_quoted(mark.text)} \n"
        )


def _tiled(marks: Sequence[Mark], end: int) -> Iterator[Mark]:
    """`marks` with empty ones in between, so that they cover the whole grid."""
    at = 0
    for mark in marks:
        if mark.start > at:
            yield Mark(at, mark.start, "")
        yield mark
        at = mark.end
    if at < end:
        yield Mark(at, end, "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
