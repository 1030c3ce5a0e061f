"""Agreement by events: which events both have, and how far apart their edges are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from vignette.domain.span import SECOND
from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.figure import Definition, Figure, How, Place, Table
from vignette.evidence.agreement.intervals import of_mean, of_median, of_part
from vignette.evidence.agreement.meetings import Meeting, in_time

NONE_OF_OTHER = "The other coded none."
NONE_OF_ONE = "The first coded none."
NONE_OF_BOTH = "Neither coded any."
NONE_MATCHED = "No event of the one is the same as one of the other."


def compared_by_events(
    code: str, meetings: Sequence[Meeting], how: How
) -> tuple[tuple[Figure, ...], Table, tuple[Place, ...]]:
    """Precision, recall, F1 and times apart of one code of one person, from its `meetings`; table; places.

    The table counts events: both, only the first, only the other; what neither coded cannot be counted.
    """
    both = [each for each in meetings if each.is_same]
    ones = sum(each.one is not None and each.one.event.code == code for each in meetings)
    others = sum(each.other is not None and each.other.event.code == code for each in meetings)
    same = len(both)
    figures = (
        _part(definitions.PRECISION, same, others, NONE_OF_OTHER),
        _part(definitions.RECALL, same, ones, NONE_OF_ONE),
        f1(same, ones, others),
        *_times_apart(both),
    )
    places = tuple(sorted((each.place(how) for each in meetings), key=in_time))
    table = Table((code, ""), ((float(same), float(ones - same)), (float(others - same), 0.0)))
    return figures, table, places


def f1(same: int, ones: int, others: int) -> Figure:
    """F1 of `same` matched of `ones` and `others`: it rises with matched over all different, as its interval does."""
    if not ones + others:
        return Figure(definitions.F1, None, reason=NONE_OF_BOTH)
    low, high = of_part(same, ones + others - same)
    return Figure(definitions.F1, 2 * same / (ones + others), (2 * low / (1 + low), 2 * high / (1 + high)))


def _part(definition: Definition, same: int, whole: int, reason: str) -> Figure:
    if not whole:
        return Figure(definition, None, reason=reason)
    return Figure(definition, same / whole, of_part(same, whole))


def _times_apart(both: Sequence[Meeting]) -> list[Figure]:
    """How far apart starts, and of states ends, are: each once whoever is earlier, and once with its sign."""
    apart = [each.apart() for each in both]
    starts = [start / SECOND for start, _ in apart]
    figures = [_mean(definitions.START_APART, starts), _median(definitions.START_LATER, starts)]
    if any(each.one is not None and not each.one.event.is_point for each in both):
        ends = [end / SECOND for _, end in apart]
        figures += [_mean(definitions.END_APART, ends), _median(definitions.END_LATER, ends)]
    return figures


def _mean(definition: Definition, seconds: Sequence[float]) -> Figure:
    return _of_times(definition, [abs(each) for each in seconds], lambda each: float(np.mean(each)), of_mean)


def _median(definition: Definition, seconds: Sequence[float]) -> Figure:
    return _of_times(definition, seconds, lambda each: float(np.median(each)), of_median)


def _of_times(
    definition: Definition,
    seconds: Sequence[float],
    value: Callable[[Sequence[float]], float],
    interval: Callable[[Sequence[float]], tuple[float, float] | None],
) -> Figure:
    if not seconds:
        return Figure(definition, None, reason=NONE_MATCHED)
    return Figure(definition, value(seconds), interval(seconds))
