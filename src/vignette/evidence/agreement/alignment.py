"""Two sequences aligned as a whole (Needleman and Wunsch 1970)."""

from __future__ import annotations

import numpy as np

from vignette.evidence.agreement.grid import Whole

# A cell holds score, choice, matches and length side by side, so that one comparison of whole numbers decides as the
# rule does: the better score, and of equal ones the diagonal before the step down before the step to the right.
_LENGTH = 1
_MATCH = 1 << 20
_CHOICE = 1 << 40
_SCORE = 1 << 42
_NO_CHOICE = ~(3 * _CHOICE)
_DOWN, _RIGHT = 2 * _CHOICE - _SCORE + _LENGTH, _CHOICE - _SCORE + _LENGTH
_SAME, _DIFFERENT = 3 * _CHOICE + _SCORE + _MATCH + _LENGTH, 3 * _CHOICE - _SCORE + _LENGTH
_GAP = _LENGTH - _SCORE


def identity(first: Whole, second: Whole) -> float:
    """The percentage of the alignment in which both are the same; each shape (n,), n from 1 to 500 000.

    Same +1, different -1, left out -1; of alignments of the same score it is the one that, followed from its end, keeps
    to the diagonal while it can, and else leaves out of `second` before it leaves out of `first`. The work is the
    product of both lengths, the memory their sum: whole diagonals are computed at once.
    """
    rows, columns = len(first), len(second)
    backwards = second[::-1]
    cells, before = np.zeros((2, rows + 1), np.int64)
    for diagonal in range(1, rows + columns + 1):
        low, high = max(1, diagonal - columns), min(rows, diagonal - 1)
        here = np.zeros(rows + 1, np.int64)
        if low <= high:
            same = first[low - 1 : high] == backwards[columns - diagonal + low : columns - diagonal + high + 1]
            best = before[low - 1 : high] + np.where(same, _SAME, _DIFFERENT)
            np.maximum(best, cells[low - 1 : high] + _DOWN, out=best)
            np.maximum(best, cells[low : high + 1] + _RIGHT, out=best)
            here[low : high + 1] = best & _NO_CHOICE
        if diagonal <= rows:
            here[diagonal] = diagonal * _GAP
        if diagonal <= columns:
            here[0] = diagonal * _GAP
        before, cells = cells, here
    last = int(cells[rows])
    matches, length = last % _CHOICE // _MATCH, last % _MATCH
    return 100 * matches / length
