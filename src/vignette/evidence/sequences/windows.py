"""Lag-sequential analysis by time: whether one code begins more often in a window after another than elsewhere.

The unit that is counted is a piece of time, not an event (time-window sequential analysis: Bakeman and Quera 2011).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from statsmodels.stats.contingency_tables import Table

from vignette.domain.coding import Record
from vignette.domain.span import SECOND, Micros
from vignette.evidence.sequences.bouts import Bouts, Names, Whole, bouts
from vignette.evidence.sequences.proportions import NOTHING_VARIES, TOO_FEW, two_sided, yule
from vignette.evidence.sequences.results import Amount, Windowed

Truth = npt.NDArray[np.bool_]

FEW = "Of one of the four fields fewer than five are expected: p is rough."


def windowed(
    record: Record,
    names: Names,
    *,
    given: tuple[str, str],
    target: tuple[str, str],
    unit: Micros = SECOND,
    lags: tuple[int, int] = (0, 2),
) -> Windowed:
    """`given` and `target` are (person, code). The window is the units from `lags[0]` to `lags[1]`, both of them, after
    the one in which `given` begins (0 is that unit itself); it ends with its stretch.

    Each stretch is cut into whole units from its start; what is left over at its end is not counted.
    """
    if not 0 <= lags[0] <= lags[1]:
        raise ValueError("a window runs forward from its beginning")
    split = bouts(record, names)
    split = split.only(split.begins)
    first, last = lags
    inside, begins = [], []
    for place, span in enumerate(split.stretches):
        units, part = span.length // unit, split.only(split.stretch == place)
        inside.append(_window(_units(part, given, span.start, unit), units, first, last))
        begins.append(_window(_units(part, target, span.start, unit), units, 0, 0))
    return _counted(given, target, unit, lags, _joined(inside), _joined(begins))


def by_lag(
    record: Record,
    names: Names,
    *,
    given: tuple[str, str],
    target: tuple[str, str],
    unit: Micros,
    lags: tuple[int, int],
) -> list[Windowed]:
    """One window of one unit for each of `lags`, first to last: how soon after `given` the target begins."""
    each = range(lags[0], lags[1] + 1)
    return [windowed(record, names, given=given, target=target, unit=unit, lags=(lag, lag)) for lag in each]


def _counted(
    given: tuple[str, str],
    target: tuple[str, str],
    unit: Micros,
    lags: tuple[int, int],
    inside: Truth,
    begins: Truth,
) -> Windowed:
    both, window_only = int(np.sum(inside & begins)), int(np.sum(inside & ~begins))
    target_only, neither = int(np.sum(begins & ~inside)), int(np.sum(~inside & ~begins))
    fields = np.array([[both, window_only], [target_only, neither]])
    expected, residual, p = _by_chance(fields)
    figure, interval = yule(both, window_only, target_only, neither)
    return Windowed(
        given=": ".join(given),
        target=": ".join(target),
        unit=unit,
        lags=lags,
        both=both,
        window_only=window_only,
        target_only=target_only,
        neither=neither,
        expected=expected,
        residual=residual,
        p=p,
        yule=figure,
        yule_interval=interval,
        caution=_caution(fields),
    )


def _caution(fields: npt.NDArray[np.int64]) -> str:
    total = fields.sum()
    is_rough = total and np.min(np.outer(fields.sum(1), fields.sum(0))) < TOO_FEW * total
    return FEW if is_rough else ""


def _by_chance(fields: npt.NDArray[np.int64]) -> tuple[Amount, Amount, Amount]:
    """How many units hold both by chance, with the adjusted residual and its p."""
    none = Amount(None, NOTHING_VARIES)
    if not (fields.sum(0).all() and fields.sum(1).all()):
        return none, none, none
    table = Table(fields, shift_zeros=False)
    residual = float(table.standardized_resids[0, 0])
    return Amount(float(table.fittedvalues[0, 0])), Amount(residual), Amount(two_sided(residual))


def _units(part: Bouts, whose: tuple[str, str], start: Micros, unit: Micros) -> Whole:
    person, code = whose
    return np.asarray((part.of(people=[person], codes=[code]).start - start) // unit)


def _window(onsets: Whole, units: int, first: int, last: int) -> Truth:
    """Which of `units` lie from `first` to `last` places after one of `onsets`."""
    steps = np.zeros(units + 1, np.int64)
    np.add.at(steps, np.minimum(onsets + first, units), 1)
    np.add.at(steps, np.minimum(onsets + last + 1, units), -1)
    return np.asarray(np.cumsum(steps)[:units] > 0)


def _joined(parts: list[Truth]) -> Truth:
    return np.concatenate(parts) if parts else np.zeros(0, np.bool_)
