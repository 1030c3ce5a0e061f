"""Lag-sequential analysis: whether one code follows another more often than chance would have it.

By events (what comes k places later) after Bakeman and Quera, Sequential Analysis and Observational Methods for the
Behavioral Sciences (2011); residuals after Haberman, Biometrics 29 (1973). The arithmetic is statsmodels' own.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.stats.contingency_tables import Table
from statsmodels.tools.sm_exceptions import ModelWarning

from vignette.evidence.sequences.labelled import Labelled
from vignette.evidence.sequences.proportions import TOO_FEW, two_sided, yule
from vignette.evidence.sequences.results import Amount, Interval, Lagged, Step
from vignette.evidence.sequences.transitions import transitions

CANNOT = "It cannot follow itself."
NO_ROOM = "Nothing is left to chance here."
TILTED = "Where codes cannot follow themselves, Yule's Q is not nought by chance."
FEW = "{few} of {cells} steps are expected fewer than five times: their p is rough."
SURE = 1e-9

Numbers = npt.NDArray[np.float64]


def lagged(sequences: Labelled, *, lag: int = 1, repeats: bool = True) -> Lagged:
    """Each code against each that comes `lag` places later.

    Without `repeats` a code cannot follow itself: runs of it count once, and at lag 1 its own cell is a structural
    zero, kept out of what is expected (quasi-independence).
    """
    found = transitions(sequences, lag=lag, repeats=repeats)
    observed = np.array(found.counts, np.float64).reshape(len(found.labels), len(found.labels))
    free = np.ones_like(observed, np.bool_)
    if not repeats and lag == 1:
        np.fill_diagonal(free, False)
    expected, residual = _by_chance(observed, free)
    steps = [
        _step(found.labels, given, target, observed, expected, residual)
        if free[given, target]
        else _impossible(found.labels[given])
        for given in range(len(found.labels))
        for target in range(len(found.labels))
    ]
    if not free.all():
        steps = [_without_yule(step) for step in steps]
    return Lagged(found.labels, lag, repeats, tuple(steps), _caution(expected[free]))


def _by_chance(observed: Numbers, free: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """What is expected of each free cell if nothing depended on what came before, and its adjusted residual.

    NaN where that cannot be told: in the row or column of a code that is never followed, or never follows.
    """
    expected, residual = np.full_like(observed, np.nan), np.full_like(observed, np.nan)
    rows, columns = np.flatnonzero(observed.sum(1)), np.flatnonzero(observed.sum(0))
    if not rows.size:
        return expected, residual
    part = np.ix_(rows, columns)
    expected[part], residual[part] = (
        _independent(observed[part]) if free[part].all() else _quasi_independent(observed[part], free[part])
    )
    return expected, residual


def _independent(observed: Numbers) -> tuple[Numbers, Numbers]:
    table = Table(observed, shift_zeros=False)
    with np.errstate(invalid="ignore", divide="ignore"):
        return table.fittedvalues, table.standardized_resids


def _quasi_independent(observed: Numbers, free: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """The log-linear model of rows and columns without the cells that are not free; its residuals over their errors."""
    expected, residual = np.full_like(observed, np.nan), np.full_like(observed, np.nan)
    row, column = np.nonzero(free)
    design = np.hstack((row[:, None] == np.arange(len(observed)), column[:, None] == np.arange(1, observed.shape[1])))
    # Where little is free the model fits the counts exactly: that is no fault here, and told by the leverage.
    with warnings.catch_warnings(), np.errstate(invalid="ignore", divide="ignore"):
        warnings.simplefilter("ignore", ModelWarning)
        fit = GLM(observed[free], design.astype(np.float64), family=Poisson()).fit(tol=SURE * SURE)
        leverage = fit.get_hat_matrix_diag(observed=False)
        adjusted = fit.resid_pearson / np.sqrt(1 - leverage)
    expected[free] = fit.mu
    residual[free] = np.where(leverage > 1 - SURE, np.nan, adjusted)
    return expected, residual


def _step(
    labels: Sequence[str], given: int, target: int, observed: Numbers, expected: Numbers, residual: Numbers
) -> Step:
    both = int(observed[given, target])
    first, second = int(observed[given].sum()) - both, int(observed[:, target].sum()) - both
    figure, interval = yule(both, first, second, int(observed.sum()) - both - first - second)
    z = float(residual[given, target])
    is_told = bool(np.isfinite(z))
    return Step(
        given=labels[given],
        target=labels[target],
        observed=both,
        expected=_told(float(expected[given, target])),
        residual=_told(z),
        p=Amount(two_sided(z)) if is_told else Amount(None, NO_ROOM),
        yule=figure,
        yule_interval=interval,
    )


def _told(value: float) -> Amount:
    return Amount(value) if np.isfinite(value) else Amount(None, NO_ROOM)


def _impossible(label: str) -> Step:
    none = Amount(None, CANNOT)
    return Step(label, label, 0, none, none, none, none, Interval(None, None, CANNOT))


def _without_yule(step: Step) -> Step:
    if step.given == step.target:
        return step
    none, interval = Amount(None, TILTED), Interval(None, None, TILTED)
    return Step(step.given, step.target, step.observed, step.expected, step.residual, step.p, none, interval)


def _caution(expected: Numbers) -> str:
    known = expected[~np.isnan(expected)]
    few = int(np.count_nonzero(known < TOO_FEW))
    return FEW.format(few=few, cells=known.size) if few else ""
