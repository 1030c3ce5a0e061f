"""Whether coders grow together or apart: one figure of many codings, in order of time, and its trend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from scipy import stats

from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.figure import Figure
from vignette.evidence.agreement.intervals import SURE

MONTH = timedelta(days=30)
FEWEST = 3

TOO_FEW = "It takes three codings or more in which the figure is defined, at different times."


@dataclass(frozen=True, slots=True)
class Drift:
    """The same figure of one code and person, with when each coding was made, the earliest first; and its change."""

    course: tuple[tuple[datetime, Figure], ...]
    trend: Figure


def drift(figures: Iterable[tuple[datetime, Figure]]) -> Drift:
    """How a figure of one definition and version changes; raises ValueError for figures of several."""
    course = tuple(sorted(figures, key=lambda each: each[0]))
    if len({figure.definition.reference for _, figure in course}) > 1:
        raise ValueError("only figures of one definition have a course")
    return Drift(course, _trend(course))


def _trend(course: Iterable[tuple[datetime, Figure]]) -> Figure:
    known = [(when, figure.value) for when, figure in course if figure.value is not None]
    if len({when for when, _ in known}) < FEWEST:
        return Figure(definitions.TREND, None, reason=TOO_FEW)
    months = [(when - known[0][0]) / MONTH for when, _ in known]
    slope, _, low, high = stats.theilslopes([value for _, value in known], months, SURE)
    return Figure(definitions.TREND, float(slope), (float(low), float(high)))
