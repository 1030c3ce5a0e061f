"""How much of a film is shown of something that was coded."""

from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.coding import Event, EventId
from vignette.domain.exemplar import stretch_of
from vignette.domain.span import SECOND, Micros, Span


def event(start: float, end: float) -> Event:
    return Event(EventId.new(), "A1", None, Micros(round(start * SECOND)), Micros(round(end * SECOND)))


def seconds(start: float, end: float) -> Span:
    return Span(Micros(round(start * SECOND)), Micros(round(end * SECOND)))


def test_half_a_second_is_shown_on_either_side() -> None:
    assert stretch_of(event(4, 6), seconds(0, 60)) == seconds(3.5, 6.5)


def test_a_point_is_shown_in_the_middle_of_a_second() -> None:
    assert stretch_of(event(4, 4), seconds(0, 60)) == seconds(3.5, 4.5)


def test_of_what_is_long_the_beginning_is_shown() -> None:
    assert stretch_of(event(4, 50), seconds(0, 60)) == seconds(3.5, 18.5)


def test_at_the_ends_of_the_film_less_is_shown() -> None:
    assert stretch_of(event(0, 0), seconds(0, 60)) == seconds(0, 0.5)
    assert stretch_of(event(59, 60), seconds(0, 60)) == seconds(58.5, 60)


@given(st.integers(1, 7_200 * SECOND), st.data())
def test_it_lies_inside_the_film_holds_the_beginning_and_is_short(length: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, length - 1))
    coded = Event(EventId.new(), "A1", None, Micros(start), Micros(data.draw(st.integers(start, length))))
    whole = Span(Micros(0), Micros(length))

    shown = stretch_of(coded, whole)

    assert shown.within(whole)
    assert shown.holds(coded.start)
    assert shown.length <= 15 * SECOND
