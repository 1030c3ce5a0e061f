"""Yes-series, repairs and no-series, told over what was coded, in our own words.

Yes: the partner begins something, it is received in time, and the partner takes that up. Repair: it was missed, but a
reception that is taken up still comes, maybe after more bids. No: it was missed, and the partner turns away or has to
begin again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from vignette.domain.coding import Record
from vignette.domain.span import Micros, Span
from vignette.evidence.sequences.bouts import Bouts, Names, bouts
from vignette.evidence.sequences.results import Series, Told
from vignette.evidence.sequences.times import REPAIR_WINDOW, WINDOW


@dataclass(frozen=True, slots=True)
class Grammar:
    """Which codes say what: those of the partner's initiatives, of receiving by the other, of the partner's taking it
    up and of turning away; `between` may stand in a series too and is told with it, such as waiting or guiding."""

    initiatives: frozenset[str]
    receiving: frozenset[str]
    taking_up: frozenset[str]
    turning_away: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Lane:
    """What of one kind begins in one stretch, in order."""

    starts: Sequence[int]
    ends: Sequence[int]

    def past(self, place: int) -> int:
        """Up to where it reaches: what is over at once is still in a span that ends there."""
        return max(self.ends[place], self.starts[place] + 1)

    def first(self, since: int, until: int) -> int | None:
        """The place of the first that begins from `since` to `until`, both included."""
        place = bisect_left(self.starts, since)
        return place if place < len(self.starts) and self.starts[place] <= until else None


def yes_series(
    record: Record,
    names: Names,
    grammar: Grammar,
    *,
    partner: str,
    other: str,
    window: Micros = WINDOW,
    repair: Micros = REPAIR_WINDOW,
) -> list[Told]:
    """The series in order of their start, none inside another; all of one lies in one stretch.

    A reception counts from the initiative's start to `window` after it, and being taken up from there to `window` after
    it, unless the partner turns away first. A repair begins at most `repair` after the missed initiative. A series ends
    where what ended it does, at the latest with its stretch. What is received but not taken up is no series.
    """
    split = bouts(record, names)
    split = split.only(split.begins)
    told = []
    for place in range(len(split.stretches)):
        told += _Stretch(split.only(split.stretch == place), grammar, partner, other, window, repair).told()
    return told


class _Stretch:
    """One stretch, walked through from one initiative to the next."""

    def __init__(self, part: Bouts, grammar: Grammar, partner: str, other: str, window: Micros, repair: Micros) -> None:
        self.part, self.window, self.repair = part, window, repair
        self.begun = _lane(part, partner, grammar.initiatives)
        self.received = _lane(part, other, grammar.receiving)
        self.taken_up = _lane(part, partner, grammar.taking_up)
        self.turned_away = _lane(part, partner, grammar.turning_away)
        every = part.only(
            part.are_of(people=[partner], codes=grammar.initiatives | grammar.taking_up | grammar.turning_away)
            | part.are_of(people=[other], codes=grammar.receiving)
            | part.are_of(codes=grammar.between)
        )
        self.starts = every.start.tolist()
        self.codes = [every.codes[what] for what in every.what.tolist()]

    def told(self) -> list[Told]:
        told, until = [], -1
        for place, start in enumerate(self.begun.starts):
            if start < until:
                continue
            found = self._from(place, start)
            if found is not None:
                series, until = found
                told.append(Told(series, Span(Micros(start), Micros(until)), self._codes(start, until)))
        return told

    def _from(self, place: int, start: int) -> tuple[Series, int] | None:
        """The series that this initiative leads to, with its end."""
        reception = self.received.first(start, start + self.window)
        if reception is not None:
            taken = self._taken_up(self.received.starts[reception])
            return None if taken is None else (Series.YES, self.taken_up.past(taken))
        mended = self._mended(start)
        return (Series.REPAIR, mended) if mended is not None else self._broken(place, start)

    def _taken_up(self, since: int) -> int | None:
        taken = self.taken_up.first(since, since + self.window)
        if taken is None or self.turned_away.first(since, self.taken_up.starts[taken] - 1) is not None:
            return None
        return taken

    def _mended(self, start: int) -> int | None:
        """Where the first reception ends that comes late, yet is taken up."""
        late = bisect_right(self.received.starts, start + self.window)
        while late < len(self.received.starts) and self.received.starts[late] <= start + self.repair:
            taken = self._taken_up(self.received.starts[late])
            if taken is not None:
                return self.taken_up.past(taken)
            late += 1
        return None

    def _broken(self, place: int, start: int) -> tuple[Series, int] | None:
        away = self.turned_away.first(start, start + self.repair)
        again = self.begun.first(start + 1, start + self.repair)
        ends = [self.turned_away.past(away)] if away is not None else []
        ends += [self.begun.starts[again]] if again is not None else []
        return (Series.NO, min(ends)) if ends else None

    def _codes(self, start: int, until: int) -> tuple[str, ...]:
        return tuple(self.codes[bisect_left(self.starts, start) : bisect_left(self.starts, until)])


def _lane(part: Bouts, person: str, codes: frozenset[str]) -> _Lane:
    its = part.of(people=[person], codes=codes)
    return _Lane(its.start.tolist(), its.end.tolist())
