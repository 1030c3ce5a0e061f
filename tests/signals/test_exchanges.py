"""Turns that change hands, and turns at once."""

import pytest

from tests.signals.hand import SETTINGS, did, span
from vignette.domain.observation import Happening, Observation, Role
from vignette.signals.exchanges import exchanges, overlaps
from vignette.signals.roles import Told


def turn(who: str, start: float, end: float) -> Observation:
    return did(who, Happening.SPEAKS, start, end)


FOUR = [turn("A", 0, 1), turn("B", 2, 3), turn("A", 3.5, 4.5), turn("B", 5, 8)]


def test_four_short_turns_in_alternation_are_an_exchange() -> None:
    (exchange,) = exchanges(FOUR, settings=SETTINGS)

    assert exchange.span == span(0, 8)
    assert exchange.evidence == pytest.approx(
        {"turns": 4, "mean turn s": 1.5, "longest pause s": 1, "share of who began": 1 / 3}
    )


@pytest.mark.parametrize(
    "turns",
    [
        FOUR[:3],
        [*FOUR[:2], turn("B", 3.5, 4.5), FOUR[3]],
        [*FOUR[:2], turn("", 3.5, 4.5), FOUR[3]],
        [*FOUR[:2], turn("C", 3.5, 4.5), FOUR[3]],
        [*FOUR[:3], turn("B", 5, 10.5)],
        [*FOUR[:3], turn("B", 7.6, 8)],
    ],
    ids=["three", "one goes on", "somebody unknown", "a third person", "a speech", "a long silence"],
)
def test_what_is_no_exchange(turns: list[Observation]) -> None:
    assert exchanges(turns, settings=SETTINGS) == []


def test_of_a_child_a_turn_is_short_up_to_three_seconds() -> None:
    child, adult = Told(Role.CHILD, 0.8), Told(Role.ADULT, 0.8)
    longer = [*FOUR[:3], turn("B", 5, 8.5)]

    assert exchanges(longer, settings=SETTINGS, told={"A": child, "B": adult}) != []
    assert exchanges(longer, settings=SETTINGS, told={"A": adult, "B": child}) == []


def test_beginning_before_the_other_has_ended_is_an_overlap_with_a_pause_below_zero() -> None:
    (both,) = overlaps([turn("A", 0, 2), turn("B", 1.6, 3)])

    assert both.span == span(1.6, 2)
    assert both.evidence == pytest.approx({"pause s": -0.4})


def test_one_person_or_nobody_known_overlaps_with_nobody() -> None:
    assert overlaps([turn("A", 0, 2), turn("A", 1, 3), turn("", 2, 4)]) == []
