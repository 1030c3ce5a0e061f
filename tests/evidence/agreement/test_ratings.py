"""Agreement on ratings is Shrout and Fleiss's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.agreement.hand import HANNA, JONAS
from vignette.domain.coding import Rating
from vignette.domain.film import FilmId
from vignette.evidence.agreement.definitions import ICC_AGREEMENT, ICC_CONSISTENCY, SAME_RATING
from vignette.evidence.agreement.figure import Figure
from vignette.evidence.agreement.ratings import (
    Squares,
    agreement_of_ratings,
    compare_ratings,
    two_way_mixed,
    two_way_random,
)

PUBLISHED = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""Four judges of six targets (Shrout and Fleiss 1979, Psychological Bulletin 86, table 2)."""

scores = st.lists(st.lists(st.integers(1, 7), min_size=3, max_size=3), min_size=3, max_size=9)


def test_both_forms_are_the_published_ones() -> None:
    """Table 4 of the same."""
    squares = Squares.of(np.array(PUBLISHED, float))

    assert [round(form(squares), 2) for form in (two_way_random, two_way_mixed)] == [0.29, 0.71]


def test_their_intervals_are_those_of_other_programs() -> None:
    """R's psych::ICC says 0.019 to 0.761 and 0.342 to 0.946 of the same judges."""
    agreement, consistency = (_of(PUBLISHED)[each.id] for each in (ICC_AGREEMENT, ICC_CONSISTENCY))

    assert agreement.interval == pytest.approx((0.019, 0.761), abs=0.0005)
    assert consistency.interval == pytest.approx((0.342, 0.946), abs=0.0005)


def test_a_rater_who_is_always_one_higher_is_consistent_but_does_not_agree() -> None:
    found = _of([[1, 2], [3, 4], [5, 6], [2, 3]])

    assert found[ICC_CONSISTENCY.id].value == 1
    assert (found[ICC_AGREEMENT.id].value or 1) < 1
    assert found[SAME_RATING.id].value == 0


def test_what_one_did_not_rate_is_left_out() -> None:
    with_a_gap = [*PUBLISHED, [1, None, 7, 7]]

    assert _of(with_a_gap) == _of(PUBLISHED)


def test_ratings_of_films_are_compared_scale_by_scale() -> None:
    """The published ratings as those of six films on one scale, beside another scale that all rate alike."""
    films = [FilmId.new() for _ in PUBLISHED]
    raters = [
        {
            film: [Rating("warmth", JONAS, row[rater]), Rating("pace", HANNA, number)]
            for number, (film, row) in enumerate(zip(films, PUBLISHED, strict=True))
        }
        for rater in range(4)
    ]

    found = compare_ratings(raters)

    assert set(found) == {"warmth", "pace"}
    assert round(found["warmth"][0].value or 0, 2) == 0.29
    assert found["pace"][0].value == 1


@pytest.mark.parametrize("ratings", [[], [[3, 3]], [[3], [4]], [[4, 4], [4, 4]], [[None, 3], [2, None]]])
def test_where_there_is_nothing_to_tell_apart_no_number_is_made_up(ratings: list[list[float | None]]) -> None:
    found = _of(ratings)

    assert found[ICC_AGREEMENT.id].value is None
    assert found[ICC_AGREEMENT.id].reason


@given(scores, st.integers(-5, 5), st.permutations(range(3)))
def test_neither_zero_of_the_scale_nor_order_of_raters_matters(
    ratings: list[list[int]], shift: int, order: list[int]
) -> None:
    moved = [[row[rater] + shift for rater in order] for row in ratings]

    for figure in agreement_of_ratings(ratings):
        twin = _of(moved)[figure.definition.id]
        assert twin.value == (figure.value if figure.value is None else pytest.approx(figure.value, abs=1e-9))


def _of(ratings: list[list[float | None]]) -> dict[str, Figure]:
    return {figure.definition.id: figure for figure in agreement_of_ratings(ratings)}
