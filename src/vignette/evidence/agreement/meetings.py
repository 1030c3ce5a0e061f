"""What became of every event of two coders: agreed, with an edge apart, of another code, missed, or extra."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from vignette.domain.codebook import Codebook
from vignette.domain.coding import Event, Record
from vignette.domain.span import Micros, Span
from vignette.evidence.agreement.figure import Found, How, Place
from vignette.evidence.agreement.grid import looked_at
from vignette.evidence.agreement.matching import matched
from vignette.evidence.agreement.pieces import Piece, pieces


@dataclass(frozen=True, slots=True)
class Meeting:
    """An event of the first coder and the same of the other; None where the one or the other has none."""

    one: Piece | None
    other: Piece | None

    @property
    def is_same(self) -> bool:
        """Whether both coded it, with the same code."""
        return self.one is not None and self.other is not None and self.one.event.code == self.other.event.code

    def apart(self) -> tuple[Micros, Micros]:
        """How much later the other's start and end are, negative for earlier; both coded it."""
        if self.one is None or self.other is None:
            raise ValueError("nothing to be apart from")
        return Micros(self.other.start - self.one.start), Micros(self.other.end - self.one.end)

    def place(self, how: How) -> Place:
        sides = [side for side in (self.one, self.other) if side is not None]
        return Place(
            self._found(how),
            min(side.start for side in sides),
            max(side.end for side in sides),
            tuple("" if side is None else side.event.code for side in (self.one, self.other)),
            (_event(self.one), _event(self.other)),
        )

    def _found(self, how: How) -> Found:
        if self.other is None:
            return Found.MISSED
        if self.one is None:
            return Found.EXTRA
        if not self.is_same:
            return Found.OTHER_CODE
        if max(map(abs, self.apart())) > how.tolerance:
            return Found.EDGE
        return Found.OTHER_DETAIL if self.one.event.modifiers_unlike(self.other.event) else Found.AGREED


def places_of(one: Record, other: Record, book: Codebook, how: How) -> tuple[Place, ...]:
    """Every event of both in order of time, as the place at which they meet or at which one of them is missing."""
    return tuple(sorted((each.place(how) for each in meetings(one, other, book, how)), key=in_time))


def meetings(one: Record, other: Record, book: Codebook, how: How) -> list[Meeting]:
    """Every event of both in what both looked at, once: matched with the same of its person and code.

    What is left is matched within person and level, as the same thing under another code.
    """
    stretches = looked_at((one.stretches, other.stretches), by=2)
    same, ones, others = _met(_pieces(one, stretches), _pieces(other, stretches), _by_code, how)
    levels = {each.code: each.level for each in book.principles}

    def by_level(piece: Piece) -> Hashable:
        return piece.event.person, levels.get(piece.event.code, ("no level", piece.event.code))

    differing, ones, others = _met(ones, others, by_level, how)
    alone = [Meeting(piece, None) for piece in ones] + [Meeting(None, piece) for piece in others]
    return same + differing + alone


def _pieces(record: Record, stretches: Sequence[Span]) -> list[Piece]:
    return pieces(record.events, stretches)


def _met(
    ones: Iterable[Piece], others: Iterable[Piece], kind: Callable[[Piece], Hashable], how: How
) -> tuple[list[Meeting], list[Piece], list[Piece]]:
    """What meets of one kind, and what is left of both."""
    met: list[Meeting] = []
    left: tuple[list[Piece], list[Piece]] = [], []
    mine, theirs = _sorted_by(ones, kind), _sorted_by(others, kind)
    for each in {**mine, **theirs}:
        pairs = matched(mine[each], theirs[each], how)
        met += [Meeting(mine[each][i], theirs[each][j]) for i, j in pairs]
        for side, all_of_it, taken in (
            (0, mine[each], {i for i, _ in pairs}),
            (1, theirs[each], {j for _, j in pairs}),
        ):
            left[side].extend(piece for number, piece in enumerate(all_of_it) if number not in taken)
    return met, sorted(left[0], key=Piece.at), sorted(left[1], key=Piece.at)


def _sorted_by(every: Iterable[Piece], kind: Callable[[Piece], Hashable]) -> defaultdict[Hashable, list[Piece]]:
    groups: defaultdict[Hashable, list[Piece]] = defaultdict(list)
    for piece in every:
        groups[kind(piece)].append(piece)
    return groups


def _by_code(piece: Piece) -> Hashable:
    return piece.event.person, piece.event.code


def _event(piece: Piece | None) -> Event | None:
    return None if piece is None else piece.event


def in_time(place: Place) -> tuple[Micros, Micros, str, tuple[str, ...]]:
    """The key that puts places in order of time."""
    return place.start, place.end, place.found, place.codes
