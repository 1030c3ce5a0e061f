"""A coding in the words of another codebook, or of a later version: codes are kept, merged, split by person, retyped.

What was coded stays as it is: a new coding is made of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from vignette.domain.codebook import Codebook, Shape
from vignette.domain.coding import Event, EventId
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Micros


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of the events of `code`: events of code `to`, or none where it is empty.

    With `people` it holds for these alone (None among them is both together): a code is split by a move for each part.
    A point that becomes a state lasts `length`.
    """

    code: str
    to: str
    people: frozenset[PersonId | None] | None = None
    length: Micros = SECOND

    def is_for(self, event: Event) -> bool:
        return event.code == self.code and (self.people is None or event.person in self.people)


@dataclass(frozen=True, slots=True)
class Recoding:
    """The events in the new words, and how many were left out, joined into others, and given another shape.

    `shortened` are states that became points, `lengthened` points that became states.
    """

    events: tuple[Event, ...]
    left_out: int
    joined: int
    shortened: int
    lengthened: int


def same_words(codes: Iterable[str], book: Codebook) -> tuple[Move, ...]:
    """The moves of whoever says nothing: a code that the new codebook has as well is kept, any other left out."""
    return tuple(Move(code, code if book.find(code) else "") for code in sorted(set(codes)))


def recoded(events: Sequence[Event], moves: Sequence[Move], book: Codebook, whole: Micros) -> Recoding:
    """`events` by `moves`, the first that is for an event; `whole` is the film's length. Each gets a new identity.

    States of one code and person that now overlap or touch become one; notes of both are kept. Modifiers that the new
    code does not know are left out. Raises ValueError for a move to a code that is not in `book`.
    """
    if strays := sorted({move.to for move in moves if move.to and book.find(move.to) is None}):
        raise ValueError(f"no such code: {', '.join(strays)}")
    pairs = [(each, told) for each in events if (told := _moved(each, moves, book, whole)) is not None]
    joined = tuple(sorted(_joined([told for _, told in pairs]), key=attrgetter("start", "end")))
    return Recoding(
        events=joined,
        left_out=len(events) - len(pairs),
        joined=len(pairs) - len(joined),
        shortened=sum(told.is_point and not each.is_point for each, told in pairs),
        lengthened=sum(each.is_point and not told.is_point for each, told in pairs),
    )


def _moved(event: Event, moves: Sequence[Move], book: Codebook, whole: Micros) -> Event | None:
    move = next((each for each in moves if each.is_for(event)), None)
    its = book.find(move.to) if move else None
    if move is None or its is None:
        return None
    start, end = event.start, event.end
    if its.shape is Shape.POINT:
        end = start
    elif event.is_point:
        end = Micros(min(whole, start + move.length))
        start = Micros(min(start, end - 1))
    known = {each.code: each for each in book.modifiers if each.code in its.modifiers}
    kept = {
        name: chosen
        for name, chosen in event.modifiers.items()
        if name in known and set(chosen) <= set(known[name].values)
    }
    return replace(event, id=EventId.new(), code=its.code, start=start, end=end, modifiers=kept)


def _joined(events: Sequence[Event]) -> Iterable[Event]:
    order = sorted(events, key=lambda each: (each.code, str(each.person), each.start, each.end))
    for _, same in groupby(order, key=lambda each: (each.code, each.person)):
        open_one: Event | None = None
        for event in same:
            if open_one is None or event.is_point or open_one.is_point or event.start > open_one.end:
                if open_one is not None:
                    yield open_one
                open_one = event
            else:
                notes = "\n".join(filter(None, (open_one.note, event.note)))
                open_one = replace(open_one, end=Micros(max(open_one.end, event.end)), note=notes)
        if open_one is not None:
            yield open_one
