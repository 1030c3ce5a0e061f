from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.span import MINUTE, SECOND, Micros, Span, clock, micros

times = st.integers(min_value=0, max_value=4 * 3600 * SECOND)
spans = (
    st.tuples(times, times).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Span(*map(Micros, sorted(pair))))
)


def span(start: float, end: float) -> Span:
    return Span(micros(start), micros(end))


def test_two_spans_that_only_touch_do_not_overlap() -> None:
    assert not span(1, 2).overlaps(span(2, 3))
    assert span(1, 2).gap_to(span(2, 3)) == 0


def test_the_end_of_a_span_is_no_longer_in_it() -> None:
    assert span(1, 2).holds(micros(1))
    assert not span(1, 2).holds(micros(2))


def test_a_clock_is_told_as_a_person_reads_it() -> None:
    assert clock(micros(42.34)) == "0:42.3"
    assert clock(Micros(61 * MINUTE + 2 * SECOND)) == "1:01:02.0"


def test_a_clock_never_runs_ahead_of_the_film() -> None:
    assert clock(Micros(59_999_999)) == "0:59.9"


@given(spans, spans)
def test_overlap_is_mutual(one: Span, other: Span) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@given(spans, spans)
def test_two_spans_overlap_exactly_when_nothing_lies_between_and_they_do_not_only_touch(one: Span, other: Span) -> None:
    touch = one.end == other.start or other.end == one.start

    assert one.overlaps(other) == (one.gap_to(other) == 0 and not touch)


@given(spans, spans)
def test_both_spans_lie_within_their_join(one: Span, other: Span) -> None:
    joined = one.joined(other)

    assert one.within(joined)
    assert other.within(joined)
