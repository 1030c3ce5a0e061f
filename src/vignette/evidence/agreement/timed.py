"""Agreement by time: two coders are asked at every step what they say, and the steps are counted."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from statsmodels.stats.inter_rater import cohens_kappa

from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.crossing import Crossing, blocks, without_each_block
from vignette.evidence.agreement.figure import Definition, Figure, Found, Place, Table
from vignette.evidence.agreement.grid import Grid, Whole
from vignette.evidence.agreement.intervals import jackknife
from vignette.evidence.agreement.strips import Strip

Index = Callable[[Whole], float]
"""A number of a square table of counts; NaN where it is not defined."""

NOT_LOOKED = "There is no film that both looked at."
ONE_LABEL = "Both say the same all the time, so nothing is left beyond chance."


def compared_by_time(
    one: Strip, other: Strip, grid: Grid, codes: Sequence[str]
) -> tuple[tuple[Figure, ...], Table, tuple[Place, ...]]:
    """Kappa, raw agreement, PABAK and AC1 of two strips with the labels nothing and `codes`; table; places."""
    crossing = Crossing.of((one, other), grid, len(codes) + 1)
    table = crossing.table()
    cuts = blocks(grid)
    parted = Crossing.of((one, other), grid, len(codes) + 1, cuts=cuts)
    left_out = [part.table() for part in without_each_block(parted, cuts)]
    figures = tuple(_figure(definition, index, least, table, left_out) for definition, index, least in INDICES)
    counts = tuple(tuple(float(count) for count in row) for row in table)
    return figures, Table(("", *codes), counts), crossing.places(codes, found_between)


def kappa(table: Whole) -> float:
    """Cohen's kappa of a square table of counts; NaN where both say one and the same thing throughout."""
    total = table.sum()
    if total == 0 or table.diagonal().max() == total:
        return math.nan
    return float(cohens_kappa(table, return_results=False))


def raw(table: Whole) -> float:
    """The part of the counts on the diagonal; NaN for an empty table."""
    total = table.sum()
    return float(table.trace() / total) if total else math.nan


def pabak(table: Whole) -> float:
    """Kappa as if all labels were equally common (Byrt, Bishop and Carlin 1993)."""
    kinds = len(table)
    return (kinds * raw(table) - 1) / (kinds - 1)


def ac1(table: Whole) -> float:
    """Gwet's AC1 (Gwet 2008, Computing inter-rater reliability and its variance, eq. 10 and 11)."""
    total = table.sum()
    if not total:
        return math.nan
    common = (table.sum(axis=0) + table.sum(axis=1)) / (2 * total)
    chance = float((common * (1 - common)).sum()) / (len(table) - 1)
    return (raw(table) - chance) / (1 - chance)


INDICES: tuple[tuple[Definition, Index, float], ...] = (
    (definitions.KAPPA, kappa, -1.0),
    (definitions.RAW, raw, 0.0),
    (definitions.PABAK, pabak, -1.0),
    (definitions.AC1, ac1, -1.0),
)
"""Each index by time, with the least it can be; the most is 1."""


def found_between(codes: tuple[str, ...]) -> Found:
    """How two coders stand to each other who say `codes`, empty for nothing."""
    one, other = codes
    if one == other:
        return Found.AGREED
    if not other:
        return Found.MISSED
    return Found.OTHER_CODE if one else Found.EXTRA


def _figure(definition: Definition, index: Index, least: float, table: Whole, left_out: Sequence[Whole]) -> Figure:
    if not table.sum():
        return Figure(definition, None, reason=NOT_LOOKED)
    value = index(table)
    if not np.isfinite(value):
        return Figure(definition, None, reason=ONE_LABEL)
    return Figure(definition, value, jackknife(value, [index(part) for part in left_out], least=least, most=1.0))
