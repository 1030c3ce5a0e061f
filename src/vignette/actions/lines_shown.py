"""The lines of a transcript as pages show them: one portion at a time, so that a page of any length opens at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from vignette.domain.span import Micros

PORTION = 150
"""Lines: a quarter of an hour of lively talk."""


@dataclass(frozen=True, slots=True)
class Portion:
    """As many lines as a page shows: the `number`-th from 1, whose first line begins at `start`."""

    number: int
    start: Micros


@dataclass(frozen=True, slots=True)
class Portions:
    """All portions of some lines, and which of them is shown, the `at`-th."""

    every: tuple[Portion, ...]
    at: int

    @property
    def first(self) -> int:
        """How many lines stand before those that are shown."""
        return (self.at - 1) * PORTION

    @property
    def end(self) -> int:
        """The place after the last line that is shown."""
        return self.at * PORTION

    @property
    def later(self) -> Portion | None:
        """The portion after the one that is shown; None after the last."""
        return next((each for each in self.every if each.number == self.at + 1), None)


def portions(starts: Sequence[Micros], *, number: int) -> Portions:
    """Of lines that begin at `starts` the `number`-th portion; the first where there is no such one."""
    every = tuple(Portion(place // PORTION + 1, starts[place]) for place in range(0, len(starts), PORTION))
    return Portions(every, number if 1 <= number <= len(every) else 1)


def number_of_portion(place: int) -> int:
    """The number of the portion that holds the line with `place` lines before it."""
    return place // PORTION + 1
