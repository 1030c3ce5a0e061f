"""Events on tiers, as ELAN and Praat have them: named ones, on each of which nothing overlaps."""

import re
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from vignette.domain.span import Micros

LARGEST = 64_000_000
"""Bytes of a file of tiers that is opened at most: some 200 000 annotations, ten times the longest day of coding."""

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold; files of tiers are written without them."""


class Name(NamedTuple):
    """What a tier's name says: whose it is and what of, its number among such tiers, and what it says more closely.

    Written "person@what", "person@what@2" and "person@what@1@more"; "@" and "%" in a part as "%40" and "%25".
    """

    person: str
    what: str
    number: int = 1
    more: str = ""

    def __str__(self) -> str:
        parts = [self.person, self.what]
        if self.number > 1 or self.more:
            parts.append(str(self.number))
        if self.more:
            parts.append(self.more)
        shown = parts[1:] if parts[0] == "" and len(parts) == 2 else parts
        return "@".join(part.replace("%", "%25").replace("@", "%40") for part in shown)

    @classmethod
    def of(cls, written: str) -> "Name":
        """What `written` says; a name of any other form is wholly what the tier is of."""
        parts = [part.replace("%40", "@").replace("%25", "%") for part in written.split("@")]
        match parts:
            case [person, what] if what:
                return cls(person, what)
            case [person, what, number] if what and number.isdecimal() and len(number) < 9:
                return cls(person, what, int(number))
            case [person, what, number, more] if what and number.isdecimal() and len(number) < 9:
                return cls(person, what, int(number), more)
            case [what] if what:
                return cls("", what)
            case _:
                return cls("", written or "unnamed")


def lanes(spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Places in `spans`, lane by lane: none with an overlap, each in order of time, the first as full as can be."""
    filled: list[list[int]] = []
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    for place in sorted(range(len(spans)), key=spans.__getitem__):
        start, end = spans[place]
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if not free:
            heappush(free, len(filled))
            filled.append([])
        lane = heappop(free)
        filled[lane].append(place)
        heappush(busy, (end, lane))
    return filled


def without_forbidden(text: str) -> str:
    return FORBIDDEN.sub("", text)


def union(*several: Iterable[str]) -> tuple[str, ...]:
    """Each of them once, in the order in which they first come."""
    return tuple(dict.fromkeys(name for names in several for name in names))


def seconds(at: Micros) -> str:
    """`at` in seconds as a decimal number, exactly: 1.5, 0.000001."""
    whole, rest = divmod(at, 1_000_000)
    return f"{whole}.{rest:06}".rstrip("0").rstrip(".")
