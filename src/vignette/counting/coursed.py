"""How coders agree over time: the trend of each figure, and how far they rate alike over many films."""

from __future__ import annotations

from collections.abc import Sequence

from vignette.counting.values import Courses, RatedFilms, Series, told
from vignette.domain.work import Progress, unheard
from vignette.evidence.agreement.drift import drift
from vignette.evidence.agreement.ratings import compare_ratings


def coursed(series: Sequence[Series], rated: Sequence[RatedFilms], *, progress: Progress = unheard) -> str:
    """The `Courses` of all of them, as JSON."""
    trends = {each.key: drift(each.course).trend for each in series}
    progress(0.5)
    ratings = {each.key: compare_ratings(each.raters) for each in rated}
    progress(1.0)
    return told(Courses(trends, ratings))
