"""Which event is which: one to one, as many as can be, and then as near as can be."""

from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence.agreement.hand import points, span, state
from vignette.domain.coding import Event
from vignette.domain.span import SECOND
from vignette.evidence.agreement.figure import How
from vignette.evidence.agreement.matching import Pair, matched
from vignette.evidence.agreement.pieces import Piece, pieces

times = st.lists(st.integers(0, 40).map(lambda tenths: tenths / 10), max_size=5)
spans = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=5).map(
    lambda some: [state("look", start / 10, (start + length) / 10) for start, length in some]
)


def test_points_within_the_tolerance_are_the_same_and_beyond_it_are_not() -> None:
    assert _matched(points(43.2), points(44.2)) == [(0, 0)]
    assert _matched(points(43.2), points(44.3)) == []


def test_no_point_is_given_away_twice() -> None:
    assert _matched(points(10, 10.5), points(10.2)) == [(0, 0)]


def test_the_nearest_is_left_to_somebody_else_where_more_meet_then() -> None:
    assert _matched(points(10.0, 10.9), points(9.1, 10.1)) == [(0, 0), (1, 1)]


def test_of_as_many_pairs_the_nearer_ones_are_taken() -> None:
    assert _matched(points(10.0), points(9.2, 10.1, 10.9)) == [(0, 1)]


def test_states_are_the_same_where_they_overlap_or_begin_together() -> None:
    assert _matched([state("look", 10, 20)], [state("look", 18, 30)]) == [(0, 0)]
    assert _matched([state("look", 10, 10.5)], [state("look", 11, 30)]) == [(0, 0)]
    assert _matched([state("look", 10, 20)], [state("look", 20, 30)]) == []


def test_an_overlap_that_is_asked_for_is_of_the_longer_one() -> None:
    half = How(overlap=0.5, tolerance=SECOND)

    assert _matched([state("look", 0, 10)], [state("look", 5, 15)], half) == [(0, 0)]
    assert _matched([state("look", 0, 10)], [state("look", 6, 15)], half) == []


def test_a_point_is_never_a_state() -> None:
    assert _matched(points(10), [state("nod", 10, 11)]) == []


@given(times, times)
def test_points_are_matched_as_the_best_of_all_ways_would(one: list[float], other: list[float]) -> None:
    _is_best(_whole(points(*one)), _whole(points(*other)))


@settings(max_examples=60)
@given(spans, spans)
def test_states_are_matched_as_the_best_of_all_ways_would(one: list[Event], other: list[Event]) -> None:
    _is_best(_whole(one), _whole(other))


def _matched(one: list[Event], other: list[Event], how: How = How()) -> list[Pair]:  # noqa: B008  # a value
    return matched(_whole(one), _whole(other), how)


def _whole(events: list[Event]) -> list[Piece]:
    return pieces(events, [span(0, 1000)])


def _is_best(one: list[Piece], other: list[Piece]) -> None:
    found = matched(one, other, How())

    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    assert all(_may_be(one[i], other[j]) for i, j in found)
    assert (len(found), -sum(_apart(one[i], other[j]) for i, j in found)) == _best(one, other)


def _best(one: list[Piece], other: list[Piece]) -> tuple[int, int]:
    """By trying every way there is: the most pairs, and of those the least apart (negative)."""
    fewer, more = sorted((one, other), key=len)
    return max(
        (len(some), -sum(_apart(a, b) for a, b in zip(some, others, strict=True)))
        for many in range(len(fewer) + 1)
        for some in combinations(fewer, many)
        for others in permutations(more, many)
        if all(_may_be(a, b) for a, b in zip(some, others, strict=True))
    )


def _may_be(one: Piece, other: Piece) -> bool:
    overlaps = one.start < other.end and other.start < one.end and not one.event.is_point
    return overlaps or abs(one.start - other.start) <= SECOND


def _apart(one: Piece, other: Piece) -> int:
    return abs(one.start - other.start) + abs(one.end - other.end)
