"""Which event of the one coder is which of the other's: one to one, as many as can be, and then as near as can be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

from vignette.evidence.agreement.figure import How
from vignette.evidence.agreement.grid import Whole
from vignette.evidence.agreement.pieces import Piece

Pair = tuple[int, int]


def matched(one: Sequence[Piece], other: Sequence[Piece], how: How) -> list[Pair]:
    """Numbers in `one` and in `other`, both in order of time, of the pieces that are the same, in order of `one`.

    Points and states are never the same. Of all ways to match the most pieces it is one in which starts and ends are
    least apart in sum.
    """
    if not one or not other:
        return []
    rows, columns = _near(_times(one), _times(other), how)
    apart = _apart(_times(one), _times(other), rows, columns)
    return sorted(_assigned(rows, columns, apart, len(one), len(other)))


def _times(pieces: Sequence[Piece]) -> Whole:
    """Starts and ends, shape (2, n)."""
    return np.array([[each.start for each in pieces], [each.end for each in pieces]], np.int64)


def _near(one: Whole, other: Whole, how: How) -> tuple[Whole, Whole]:
    """All pairs that may be the same; `other` is searched only where it can lie."""
    reached = np.maximum.accumulate(other[1])
    first = np.minimum(
        np.searchsorted(reached, one[0], side="right"), np.searchsorted(other[0], one[0] - how.tolerance, side="left")
    )
    last = np.maximum(
        np.searchsorted(other[0], one[1], side="left"), np.searchsorted(other[0], one[0] + how.tolerance, side="right")
    )
    many = np.maximum(last - first, 0)
    rows = np.repeat(np.arange(one.shape[1]), many)
    columns = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
    may = _same(one[:, rows], other[:, columns], how)
    return rows[may], columns[may]


def _same(one: Whole, other: Whole, how: How) -> npt.NDArray[np.bool_]:
    """Which of the pairs may be the same by what was declared."""
    lengths, others = one[1] - one[0], other[1] - other[0]
    shared = np.minimum(one[1], other[1]) - np.maximum(one[0], other[0])
    overlaps = (shared > 0) & (shared >= how.overlap * np.maximum(lengths, others))
    may: npt.NDArray[np.bool_] = overlaps | (np.abs(one[0] - other[0]) <= how.tolerance)
    may &= (lengths == 0) == (others == 0)
    return may


def _apart(one: Whole, other: Whole, rows: Whole, columns: Whole) -> Whole:
    """The microseconds between starts and between ends, in sum."""
    apart: Whole = np.abs(one[:, rows] - other[:, columns]).sum(axis=0)
    return apart


def _assigned(rows: Whole, columns: Whole, apart: Whole, ones: int, others: int) -> list[Pair]:
    """The pairs of most number and then of least sum of `apart`; whoever can only be one pair is taken as it is."""
    joined = coo_array((np.ones(rows.size), (rows, ones + columns)), shape=(ones + others,) * 2)
    _, group = connected_components(joined, directed=False)
    pairs = np.bincount(group[rows], minlength=1)
    sure = pairs[group[rows]] == 1
    found = list(zip(rows[sure].tolist(), columns[sure].tolist(), strict=True))
    if not sure.all():
        found += _cheapest(rows[~sure], columns[~sure], apart[~sure], int(np.bincount(group).max()))
    return found


def _cheapest(rows: Whole, columns: Whole, apart: Whole, largest: int) -> list[Pair]:
    """The same by the shortest augmenting paths: every row may also stay alone, which costs more than any group saves.

    `largest` is the number of pieces in the largest group of pairs that hang together.
    """
    mine, row = np.unique(rows, return_inverse=True)
    theirs, column = np.unique(columns, return_inverse=True)
    alone = float(apart.max() + 1) * largest
    costs = np.concatenate((apart + 1.0, np.full(mine.size, alone)))
    at = (np.concatenate((row, np.arange(mine.size))), np.concatenate((column, theirs.size + np.arange(mine.size))))
    graph = coo_array((costs, at), shape=(mine.size, theirs.size + mine.size)).tocsr()
    chosen, partner = min_weight_full_bipartite_matching(graph)
    paired = partner < theirs.size
    return list(zip(mine[chosen[paired]].tolist(), theirs[partner[paired]].tolist(), strict=True))
