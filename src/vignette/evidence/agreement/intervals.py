"""How sure a figure is: intervals of 95 %."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy import stats
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
    reach = float(stats.t.ppf((1 + SURE) / 2, count - 1)) * error
    return max(least, value - reach), min(most, value + reach)


def of_part(part: int, whole: int) -> tuple[float, float]:
    """Wilson's interval for `part` of `whole`, which is not 0."""
    low, high = proportion_confint(part, whole, alpha=1 - SURE, method="wilson")
    return min(float(low), part / whole), max(float(high), part / whole)


def of_mean(values: Sequence[float]) -> tuple[float, float] | None:
    """Student's interval for the mean; None for fewer than two values, or where all are the same."""
    if len(values) < 2 or np.ptp(values) == 0:
        return None
    low, high = stats.t.interval(SURE, len(values) - 1, loc=np.mean(values), scale=stats.sem(values))
    return float(low), float(high)


def of_median(values: Sequence[float]) -> tuple[float, float] | None:
    """The interval of the sign test for the median; None where the values are too few for one."""
    test = stats.quantile_test(values, q=float(np.median(values)), p=0.5)
    found = test.confidence_interval(SURE)
    return (float(found.low), float(found.high)) if math.isfinite(found.low) and math.isfinite(found.high) else None
