"""Names of tiers, and events that go side by side."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.span import Micros
from vignette.exchange.tiers import Name, lanes, seconds

parts = st.text("ab@% 12", min_size=1, max_size=5)
spans = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda s: (s[0], s[0] + s[1])), max_size=25)


@given(st.one_of(st.just(""), parts), parts, st.integers(1, 50), st.one_of(st.just(""), parts))
def test_a_tiers_name_can_be_read_again(person: str, what: str, number: int, more: str) -> None:
    name = Name(person, what, number, more)

    assert Name.of(str(name)) == name


def test_a_plain_name_is_a_persons_code() -> None:
    assert str(Name("Mother", "A1")) == "Mother@A1"
    assert str(Name("", "A1")) == "A1"
    assert str(Name("Mother", "A1", 2)) == "Mother@A1@2"


@given(spans)
def test_no_more_lanes_than_ever_go_on_at_once(drawn: list[tuple[int, int]]) -> None:
    placed = lanes(drawn)

    assert sorted(place for lane in placed for place in lane) == list(range(len(drawn)))
    assert all(drawn[a][1] <= drawn[b][0] for lane in placed for a, b in pairwise(lane))
    at_once = (sum(start <= at < end for start, end in drawn) for at in range(30))
    assert len(placed) == max(at_once, default=0)


@given(st.integers(0, 10**12))
def test_seconds_are_exact(at: int) -> None:
    assert round(float(seconds(Micros(at))) * 1_000_000) == at
