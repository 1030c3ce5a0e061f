"""Counts and shares, and how what was found is held against what is true, step by step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .shown import Spans

Mask = npt.NDArray[np.bool_]

TENTH = 100_000
"""Microseconds of one step by which looks and smiles are compared."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found and true, found but not true, true but not found."""

    hits: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hits + other.hits, self.extra + other.extra, self.missed + other.missed)

    @property
    def f1(self) -> float:
        """0 to 1; NaN where nothing was true and nothing found."""
        total = 2 * self.hits + self.extra + self.missed
        return 2 * self.hits / total if total else float("nan")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def value(self) -> float:
        """0 to 1; NaN of nothing."""
        return self.part / self.whole if self.whole else float("nan")


def by_tenths(true: Spans, found: Spans, length: int, hidden: Spans = ()) -> Counts:
    """Both compared at the middle of each tenth of a second; what was hidden then is not counted."""
    times = np.arange(TENTH // 2, length, TENTH)
    here, there, counted = inside(true, times), inside(found, times), ~inside(hidden, times)
    return Counts(
        int(np.sum(here & there & counted)), int(np.sum(~here & there & counted)), int(np.sum(here & ~there & counted))
    )


def inside(spans: Spans, times: npt.NDArray[np.int64]) -> Mask:
    within = np.zeros(times.shape, np.bool_)
    for start, end in spans:
        within |= (times >= start) & (times < end)
    return within


def as_long(values: npt.NDArray[np.float32], size: int) -> npt.NDArray[np.float32]:
    return np.concatenate([values[:size], np.full(max(0, size - values.size), np.nan, np.float32)])
