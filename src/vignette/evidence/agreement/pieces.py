"""Events as far as they lie in what was looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vignette.domain.coding import Event
from vignette.domain.span import Micros, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """An event from `start` up to, but not including, `end`; what lies outside of its stretch is cut off."""

    event: Event
    start: Micros
    end: Micros

    def at(self) -> tuple[Micros, Micros, str]:
        return self.start, self.end, str(self.event.id)


def pieces(events: Iterable[Event], stretches: Sequence[Span]) -> list[Piece]:
    """All of `events` that lie in `stretches`, in order of time; a state that lies in several is a piece in each."""
    ends = [stretch.end for stretch in stretches]
    found = [piece for event in events for piece in _inside(event, stretches, ends)]
    return sorted(found, key=Piece.at)


def _inside(event: Event, stretches: Sequence[Span], ends: Sequence[Micros]) -> Iterable[Piece]:
    for stretch in stretches[bisect_right(ends, event.start) :]:
        if event.is_point:
            if stretch.holds(event.start):
                yield Piece(event, event.start, event.end)
            return
        if stretch.start >= event.end:
            return
        yield Piece(event, max(event.start, stretch.start), min(event.end, stretch.end))
