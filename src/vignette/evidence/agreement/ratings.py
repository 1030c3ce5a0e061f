"""Agreement on ratings: intraclass correlations (Shrout and Fleiss 1979, Psychological Bulletin 86, 420-428)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import fdtri

from vignette.domain.coding import Rating
from vignette.domain.film import FilmId
from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.figure import Definition, Figure
from vignette.evidence.agreement.intervals import SURE, of_part

Ratings = npt.NDArray[np.float64]

TOO_FEW = "It takes at least two raters and two ratings of each."
NO_VARIETY = "What is rated does not differ, so there is nothing to tell apart."
FEWEST = 5
"""Targets of one scale in many films; of fewer an intraclass correlation says nothing."""
TOO_FEW_TARGETS = f"It takes {FEWEST} ratings or more that all of them gave."
NOTHING_RATED = "Nothing was rated by all of them."


@dataclass(frozen=True, slots=True)
class Squares:
    """Mean squares of a table of ratings: between the `targets` rated, between the `raters`, and left over.

    `n` targets were each rated by the same `k` raters.
    """

    n: int
    k: int
    targets: float
    raters: float
    error: float

    @classmethod
    def of(cls, ratings: Ratings) -> Squares:
        """Of ratings of shape (targets, raters), at least 2 by 2, without NaN."""
        n, k = ratings.shape
        mean = ratings.mean()
        targets = k * float(((ratings.mean(axis=1) - mean) ** 2).sum())
        raters = n * float(((ratings.mean(axis=0) - mean) ** 2).sum())
        within = float(((ratings - mean) ** 2).sum()) - targets
        error = max(0.0, within - raters)
        return cls(n, k, targets / (n - 1), raters / (k - 1), error / ((n - 1) * (k - 1)))


def two_way_random(s: Squares) -> float:
    """ICC(2,1): absolute agreement of raters who stand for others; as below, NaN where nothing differs."""
    return _of(s.targets - s.error, s.targets + (s.k - 1) * s.error + s.k * (s.raters - s.error) / s.n)


def two_way_mixed(s: Squares) -> float:
    """ICC(3,1): consistency of these very raters."""
    return _of(s.targets - s.error, s.targets + (s.k - 1) * s.error)


def _of(part: float, whole: float) -> float:
    return math.nan if math.isclose(whole, 0, abs_tol=1e-12) else part / whole


def compare_ratings(raters: Sequence[Mapping[FilmId, Sequence[Rating]]]) -> dict[str, tuple[Figure, ...]]:
    """The figures of each scale that anybody used, from what each of `raters` gave in which film.

    What is rated is a person, or both together, in a film. Scales are never taken together; whoever wants children and
    adults apart asks twice. Correlations are not defined of fewer than five targets.
    """
    given = [
        {(each.scale, film, each.person): each.value for film, ratings in rater.items() for each in ratings}
        for rater in raters
    ]
    rated = dict.fromkeys(key for rater in given for key in rater)
    return {
        scale: _of_scale([[rater.get(key) for rater in given] for key in rated if key[0] == scale])
        for scale in dict.fromkeys(key[0] for key in rated)
    }


def _of_scale(ratings: Sequence[Sequence[float | None]]) -> tuple[Figure, ...]:
    figures = agreement_of_ratings(ratings)
    if sum(None not in row for row in ratings) >= FEWEST:
        return figures
    *correlations, same = figures
    return (*(Figure(each.definition, None, reason=TOO_FEW_TARGETS) for each in correlations), same)


def agreement_of_ratings(ratings: Sequence[Sequence[float | None]]) -> tuple[Figure, ...]:
    """ICC(2,1), ICC(3,1) and the part rated the same, of one row for each thing rated and one column for each rater.

    None is not rated; rows with one are left out.
    """
    rows = [[float(each) for each in row if each is not None] for row in ratings if None not in row]
    table = np.array(rows, float).reshape(len(rows), len(rows[0]) if rows else 0)
    return (
        _icc(definitions.ICC_AGREEMENT, table),
        _icc(definitions.ICC_CONSISTENCY, table),
        _same(table),
    )


def _icc(definition: Definition, table: Ratings) -> Figure:
    if min(table.shape) < 2:
        return Figure(definition, None, reason=TOO_FEW)
    squares = Squares.of(table)
    if definition is definitions.ICC_AGREEMENT:
        value, interval = two_way_random(squares), _around_agreement(squares)
    else:
        value, interval = two_way_mixed(squares), _around_consistency(squares)
    if math.isnan(value):
        return Figure(definition, None, reason=NO_VARIETY)
    return Figure(definition, value, interval)


def _around_consistency(s: Squares) -> tuple[float, float] | None:
    """Shrout and Fleiss 1979, page 424; None where raters differ by nothing at all."""
    if math.isclose(s.error, 0, abs_tol=1e-12):
        return None
    ratio, freedom = s.targets / s.error, (s.n - 1, (s.n - 1) * (s.k - 1))
    low = ratio / _critical(freedom[0], freedom[1])
    high = ratio * _critical(freedom[1], freedom[0])
    return (low - 1) / (low + s.k - 1), (high - 1) / (high + s.k - 1)


def _around_agreement(s: Squares) -> tuple[float, float] | None:
    """Shrout and Fleiss 1979, page 424, with Satterthwaite's degrees of freedom; None as for consistency."""
    if math.isclose(s.error, 0, abs_tol=1e-12):
        return None
    value, ratio = two_way_random(s), s.raters / s.error
    spread = s.n * (1 + (s.k - 1) * value) - s.k * value
    freedom = (
        (s.k - 1)
        * (s.n - 1)
        * (s.k * value * ratio + spread) ** 2
        / ((s.n - 1) * s.k**2 * value**2 * ratio**2 + spread**2)
    )
    least, most = _critical(s.n - 1, freedom), _critical(freedom, s.n - 1)
    shared = s.k * s.raters + (s.k * s.n - s.k - s.n) * s.error
    low = s.n * (s.targets - least * s.error) / (least * shared + s.n * s.targets)
    high = s.n * (most * s.targets - s.error) / (shared + s.n * most * s.targets)
    return (low, high) if math.isfinite(low) and math.isfinite(high) else None


def _critical(above: float, below: float) -> float:
    return float(fdtri(above, below, (1 + SURE) / 2))


def _same(table: Ratings) -> Figure:
    if not table.size or table.shape[1] < 2:
        return Figure(definitions.SAME_RATING, None, reason=NOTHING_RATED)
    same = int((table == table[:, :1]).all(axis=1).sum())
    return Figure(definitions.SAME_RATING, same / len(table), of_part(same, len(table)))
