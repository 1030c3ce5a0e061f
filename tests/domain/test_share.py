"""How much of a film somebody else is asked to code."""

from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.coding import share_of
from vignette.domain.span import Micros, Span


@given(st.integers(1, 1 << 41))
def test_all_of_a_film_is_one_stretch_whatever_its_length(length: int) -> None:
    assert share_of(Micros(length), 1) == (Span(Micros(0), Micros(length)),)


def test_a_quarter_lies_at_the_beginning_the_middle_and_the_end() -> None:
    stretches = share_of(Micros(1_200), 0.25)

    assert stretches == tuple(Span(Micros(start), Micros(start + 100)) for start in (0, 550, 1_100))
