"""A number about agreement, and all that makes it worth believing: what it is, how sure it is, and the film behind it.

Values only: whoever shows them needs nothing of what computed them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vignette.domain.coding import Event
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Micros


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is, so exactly that somebody else can compute it; any change of it is a new `version`.

    `unit` is "s" for seconds, and empty for numbers without a unit.
    """

    id: str
    version: int
    title: str
    sentence: str
    unit: str = ""

    @property
    def reference(self) -> str:
        """The form in which a report names it: id@version."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number; `value` is None where it is not defined, and `reason` then says why, in one sentence.

    `interval` is the lowest and the highest value that fit what was coded (95 %), None where that cannot be said.
    """

    definition: Definition
    value: float | None
    interval: tuple[float, float] | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) is not bool(self.reason):
            raise ValueError("a figure has either a value or a reason why not")


class Found(StrEnum):
    """How two coders, or more, stand to each other at one place."""

    AGREED = "agreed"
    MISSED = "missed"
    """The first coded it, the other did not."""
    EXTRA = "extra"
    """The other coded it, the first did not."""
    OTHER_CODE = "other code"
    EDGE = "edge"
    """Both coded it, with a start or an end further apart than the tolerance."""
    OTHER_DETAIL = "other detail"
    """Both coded it alike, and say it more closely with other modifiers."""
    DIVIDED = "divided"
    """Of three coders and more, some say one thing and some another."""


@dataclass(frozen=True, slots=True)
class Place:
    """The film from `start` up to, but not including, `end`, and what each coder says there.

    `codes` are the coders' codes in the coders' order, empty for nothing. `events` are those of the two coders where
    the place is about events, with None for nothing. The place of points has its `end` at the later of them.
    """

    found: Found
    start: Micros
    end: Micros
    codes: tuple[str, ...]
    events: tuple[Event | None, Event | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Table:
    """How often the first coder's label (row) met the other's (column); the label of nothing is empty."""

    labels: tuple[str, ...]
    counts: tuple[tuple[float, ...], ...]


class Way(StrEnum):
    """What is counted: steps of time, or events."""

    TIME = "time"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures about one code, or one exclusive level, of one person, with the table and the places they rest on.

    Exactly one of `code` and `level` is not empty. `person` is None for what belongs to both together. With `modifier`
    they are about what was chosen of this modifier where both coded `code`; labels are the values chosen, then.
    """

    person: PersonId | None
    code: str
    level: str
    way: Way
    figures: tuple[Figure, ...]
    table: Table
    places: tuple[Place, ...]
    modifier: str = ""

    def figure(self, definition: Definition) -> Figure:
        """The figure of that definition; raises KeyError where there is none."""
        return figure_of(definition, self.figures)


def figure_of(definition: Definition, figures: Iterable[Figure]) -> Figure:
    """The one of `figures` that is of that definition; raises KeyError where none is."""
    for each in figures:
        if each.definition.id == definition.id:
            return each
    raise KeyError(definition.id)


@dataclass(frozen=True, slots=True)
class OfTheMind:
    """How far two coders agree on which of one person's lines speak of the mind, each line counting once.

    `counts_the_body` says that one about the body alone is of the mind here. `places` are the lines on which they
    differ. `alone` counts the lines that only the first, and only the other coded, which are left out.
    """

    person: PersonId | None
    counts_the_body: bool
    figures: tuple[Figure, ...]
    table: Table
    places: tuple[Place, ...]
    alone: tuple[int, int]

    @property
    def lines(self) -> int:
        """How many lines both coded."""
        return round(sum(map(sum, self.table.counts)))

    @property
    def shares(self) -> tuple[float, float] | None:
        """The part of these lines, 0 to 1, that the first, and that the other finds of the mind; None of no lines."""
        (both, first), (other, _) = self.table.counts
        return ((both + first) / self.lines, (both + other) / self.lines) if self.lines else None


@dataclass(frozen=True, slots=True)
class How:
    """What was declared before anything was counted; it stands beside every figure.

    `step` is how often the film is asked about by time. Two points are the same within `tolerance`. Two states are,
    where they overlap by at least the part `overlap` (0 to 1) of the longer one, or begin within `tolerance`.
    """

    step: Micros = SECOND
    tolerance: Micros = SECOND
    overlap: float = 0.0

    def __post_init__(self) -> None:
        if self.step <= 0 or self.tolerance < 0 or not 0 <= self.overlap <= 1:
            raise ValueError(f"no way to compare: {self}")


@dataclass(frozen=True, slots=True)
class Report:
    """How far `coders` agree, person by person and code by code; there is no figure for all of them together."""

    coders: tuple[str, ...]
    how: How
    tallies: tuple[Tally, ...]

    def tally(self, person: PersonId | None, way: Way, *, code: str = "", level: str = "", modifier: str = "") -> Tally:
        """The tally of one code, of a modifier of it, or of a level of one person; raises KeyError for none."""
        for each in self.tallies:
            if (each.person, each.way, each.code, each.level, each.modifier) == (person, way, code, level, modifier):
                return each
        raise KeyError((person, way, code or level, modifier))
