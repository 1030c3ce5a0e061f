"""Intervals of shares and of odds, by statsmodels."""

from __future__ import annotations

import math

import numpy as np
from scipy.stats import norm
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import proportion_confint

from vignette.evidence.sequences.results import Amount, Interval

NONE_COUNTED = "None was counted."
EMPTY_FIELD = "One of the four fields is empty."
TOO_FEW = 5.0
"""Expected counts under which the normal law is rough (Haberman 1973; a common rule)."""
NOTHING_VARIES = "One of the two never happens, or always."


def share_interval(part: int, whole: int) -> Interval:
    """Wilson's 95 percent interval of the share `part` / `whole`."""
    if not whole:
        return Interval(None, None, NONE_COUNTED)
    low, high = proportion_confint(part, whole, method="wilson")
    return Interval(float(low), float(high))


def yule(both: int, first: int, second: int, neither: int) -> tuple[Amount, Interval]:
    """Yule's Q of a table of two by two, -1 to 1, with its 95 percent interval.

    The interval is that of the log odds ratio, carried over: Q = tanh(log odds ratio / 2). There is none where a field
    is empty, and then Q is 1 or -1; Q itself is not defined where a whole row or column is.
    """
    with_odds, against = both * neither, first * second
    if not with_odds + against:
        return Amount(None, NOTHING_VARIES), Interval(None, None, NOTHING_VARIES)
    figure = Amount((with_odds - against) / (with_odds + against))
    if not (with_odds and against):
        return figure, Interval(None, None, EMPTY_FIELD)
    table = Table2x2(np.array([[both, first], [second, neither]]), shift_zeros=False)
    low, high = table.log_oddsratio_confint()
    return figure, Interval(math.tanh(low / 2), math.tanh(high / 2))


def two_sided(residual: float) -> float:
    """How likely so large a residual is, or a larger one either way, under the standard normal law."""
    return float(2 * norm.sf(abs(residual)))
