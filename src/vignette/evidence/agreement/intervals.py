"""How sure a figure is: intervals of 95 %.

SciPy's special functions alone: its `stats`, and statsmodels, take longer to load than all there is to reckon.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.special import bdtr, ndtri, stdtrit

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
    """The interval for `part` of `whole`, which is not 0 (Wilson 1927, J Am Stat Assoc 22, 209-212)."""
    sure = float(ndtri((1 + SURE) / 2))
    middle, reach = part + sure**2 / 2, sure * math.sqrt(part * (whole - part) / whole + sure**2 / 4)
    low, high = ((middle + side) / (whole + sure**2) for side in (-reach, reach))
    # At the very edges, 0 and 1, it would leave the part itself out by a last binary digit.
    return max(0.0, min(low, part / whole)), min(1.0, max(high, part / whole))


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
    below = bdtr(np.arange(len(ordered) + 1), len(ordered), 0.5)
    outside = int(np.searchsorted(below, (1 - SURE) / 2))
    return (ordered[outside - 1], ordered[-outside]) if outside else None
