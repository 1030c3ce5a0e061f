"""Starting something, and being answered in time."""

import pytest

from tests.signals.hand import SETTINGS, Values, did, held
from vignette.domain.observation import Happening, Observation
from vignette.signals.chronicle import Chronicle
from vignette.signals.initiatives import initiatives

AWAY = held((80, 20))


def found(*events: Observation, beside: Values = AWAY) -> tuple[list[Observation], list[Observation]]:
    return initiatives(Chronicle(events), {"A": beside, "B": beside}, settings=SETTINGS)


CHILD_SPEAKS = did("A", Happening.SPEAKS, 5, 5.6)


@pytest.mark.parametrize(("after", "is_received"), [(0.05, False), (0.5, True), (1.9, True), (2.2, False)])
def test_a_look_answers_within_two_seconds_but_not_before_it_can_know(after: float, is_received: bool) -> None:
    _, received = found(CHILD_SPEAKS, did("B", Happening.LOOKS_TOWARDS, 5 + after, 9))

    assert bool(received) is is_received


def test_a_reception_says_who_how_and_after_how_long() -> None:
    _, (received,) = found(CHILD_SPEAKS, did("B", Happening.LOOKS_TOWARDS, 5.8, 9), did("B", Happening.SPEAKS, 6.4, 7))

    assert received.who == "B"
    assert received.evidence == pytest.approx(
        {"initiative at s": 5.0, "after s": 0.8, "looked after s": 0.8, "spoke after s": 1.4}
    )


def test_going_on_speaking_after_a_breath_starts_nothing() -> None:
    started, _ = found(CHILD_SPEAKS, did("A", Happening.SPEAKS, 6.2, 7), did("B", Happening.SMILES, 15, 16))

    assert [(start.who, start.span.start) for start in started] == [("A", 5_000_000), ("B", 15_000_000)]


def test_an_answer_is_not_counted_as_a_start() -> None:
    started, _ = found(CHILD_SPEAKS, did("B", Happening.SPEAKS, 6, 7))

    assert [start.who for start in started] == ["A"]


def test_one_who_speaks_to_an_empty_room_is_not_starting_anything_with_anyone() -> None:
    assert found(CHILD_SPEAKS) == ([], [])


def test_coming_into_sight_while_looking_is_not_looking_up() -> None:
    hidden = held((float("nan"), 20))
    look = did("A", Happening.LOOKS_TOWARDS, 5, 6)
    other = did("B", Happening.SMILES, 15, 16)

    assert [s.who for s in found(look, other, beside=hidden)[0]] == ["B"]
    assert [s.who for s in found(look, other)[0]] == ["A", "B"]


def test_a_voice_of_nobody_known_starts_nothing() -> None:
    started, _ = found(
        did("", Happening.SPEAKS, 5, 6), did("A", Happening.SMILES, 9, 10), did("B", Happening.SMILES, 15, 16)
    )

    assert "" not in {start.who for start in started}


def test_looking_up_and_calling_is_one_start_made_of_both() -> None:
    look, call = did("A", Happening.LOOKS_TOWARDS, 5, 8), did("A", Happening.SPEAKS, 5.3, 6)

    (start,), _ = found(look, call, did("B", Happening.LOOKS_TOWARDS, 6, 8))

    assert start.evidence == {"by look": 1.0, "by voice": 1.0}
