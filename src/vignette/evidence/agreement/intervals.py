"""How sure a figure is: intervals of 95 %."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy import stats
from scipy.special import stdtrit
from statsmodels.stats.proportion import proportion_confint

SURE = 0.95


def jackknife(value: float, left_out: Sequence[float], *, least: float, most: float) -> tuple[float, float] | None:
    """The interval around `value`, given what it is with each block left out (Efron 1982), within `least` and `most`.

    None where it is not defined with some block left out, or always the same, since that says nothing about how sure
    it is.
    """
    values = np.array(left_out)
    count = values.size
    if count < 2 or not np.isfinite(values).all() or np.ptp(values) < 1e-12:
        return None
    error = math.sqrt((count - 1) / count * float(((values - values.mean()) ** 2).sum()))
    reach = float(stdtrit(count - 1, (1 + SURE) / 2)) * error
    return max(least, value - reach), min(most, value + reach)


def of_part(part: int, whole: int) -> tuple[float, float]:
    """Wilson's interval for `part` of `whole`, which is not 0."""
    low, high = proportion_confint(part, whole, alpha=1 - SURE, method="wilson")
    return min(float(low), part / whole), max(float(high), part / whole)


def of_mean(values: Sequence[float]) -> tuple[float, float] | None:
    """Student's interval for the mean; None for fewer than two values, or where all are the same."""
    if len(values) < 2 or np.ptp(values) == 0:
        return None
    reach = float(stdtrit(len(values) - 1, (1 + SURE) / 2)) * float(np.std(values, ddof=1)) / math.sqrt(len(values))
    mean = float(np.mean(values))
    return mean - reach, mean + reach


def of_median(values: Sequence[float]) -> tuple[float, float] | None:
    """The interval of the sign test for the median; None where the values are too few for one."""
    ordered = sorted(values)
    outside = int(stats.binom.ppf((1 - SURE) / 2, len(ordered), 0.5))
    return (ordered[outside - 1], ordered[-outside]) if outside else None
