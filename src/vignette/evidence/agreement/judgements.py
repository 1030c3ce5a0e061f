"""Agreement on what was judged by both, one after the other: each counts once, however long it lasts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vignette.evidence.agreement.figure import Definition, Figure
from vignette.evidence.agreement.grid import Whole
from vignette.evidence.agreement.intervals import jackknife, of_part
from vignette.evidence.agreement.timed import Index, ac1, kappa

NOTHING_JUDGED = "There is nothing that both judged."
ONE_VALUE = "Both say the same of it all the time, so nothing is left beyond chance."


@dataclass(frozen=True, slots=True)
class Definitions:
    """By which definitions one kind of judgements is told."""

    same: Definition
    kappa: Definition
    ac1: Definition


def agreement_of(table: Whole, its: Definitions) -> tuple[Figure, ...]:
    """The part judged the same, kappa and AC1 of a square table of counts, with those of the first in rows."""
    same, whole = int(table.trace()), int(table.sum())
    if not whole:
        return tuple(Figure(each, None, reason=NOTHING_JUDGED) for each in (its.same, its.kappa, its.ac1))
    return (
        Figure(its.same, same / whole, of_part(same, whole)),
        _beyond_chance(its.kappa, kappa, table),
        _beyond_chance(its.ac1, ac1, table),
    )


def counts_of(table: Whole) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(count) for count in row) for row in table)


def _beyond_chance(definition: Definition, index: Index, table: Whole) -> Figure:
    value = index(table)
    if not np.isfinite(value):
        return Figure(definition, None, reason=ONE_VALUE)
    return Figure(definition, value, jackknife(value, _left_out(index, table), least=-1.0, most=1.0))


def _left_out(index: Index, table: Whole) -> Sequence[float]:
    """The index without the first that was judged, without the second, and so on: all of one cell are alike."""
    return [each for cell in np.argwhere(table) for each in [index(_less(table, cell))] * int(table[tuple(cell)])]


def _less(table: Whole, cell: Whole) -> Whole:
    less = table.copy()
    less[tuple(cell)] -= 1
    return less
