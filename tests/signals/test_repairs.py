"""A start that found no answer, and the next one that did."""

import numpy as np
import pytest

from tests.signals.hand import SETTINGS, Values, did, held
from vignette.domain.observation import Happening, Observation
from vignette.signals.chronicle import Chronicle
from vignette.signals.initiatives import initiatives
from vignette.signals.repairs import found_again, missed

AWAY = held((80, 20))
CALL = did("A", Happening.SPEAKS, 5, 5.6)
LATER = did("B", Happening.SPEAKS, 15, 16)


def unanswered(*events: Observation, adult: Values = AWAY) -> list[tuple[str, float]]:
    beside = {"A": AWAY, "B": adult}
    started, received = initiatives(Chronicle(events), beside, settings=SETTINGS)
    found = missed(started, received, Chronicle(events), beside, settings=SETTINGS)
    return [(each.who, each.span.start / 1e6) for each in found if each.who == "A"]


def again(*events: Observation) -> list[Observation]:
    beside = {"A": AWAY, "B": AWAY}
    started, received = initiatives(Chronicle(events), beside, settings=SETTINGS)
    found = missed(started, received, Chronicle(events), beside, settings=SETTINGS)
    return found_again(found, started, received, settings=SETTINGS)


def test_a_call_that_nothing_answers_in_time_found_no_answer() -> None:
    assert unanswered(CALL, LATER) == [("A", 5.0)]
    assert unanswered(CALL, LATER, did("B", Happening.LOOKS_TOWARDS, 6, 8)) == []


@pytest.mark.parametrize(
    "adult", [held((80, 4), (np.nan, 16)), held((80, 6), (np.nan, 14))], ids=["all along", "halfway"]
)
def test_where_the_other_was_hidden_nobody_knows_whether_they_answered(adult: Values) -> None:
    assert unanswered(CALL, LATER, adult=adult) == []


@pytest.mark.parametrize("who", ["B", ""])
def test_a_voice_that_may_have_answered_is_given_the_benefit_of_the_doubt(who: str) -> None:
    assert unanswered(CALL, LATER, did(who, Happening.SPEAKS, 4.6, 5.4)) == []


def test_one_who_was_looking_already_has_not_missed_it() -> None:
    assert unanswered(CALL, LATER, did("B", Happening.LOOKS_TOWARDS, 1, 12)) == []


def test_a_smile_that_nobody_saw_was_not_meant_for_anyone() -> None:
    assert unanswered(did("A", Happening.SMILES, 5, 6), LATER) == []


def test_a_call_at_the_end_of_the_film_may_still_be_answered() -> None:
    assert unanswered(did("A", Happening.SPEAKS, 18.6, 19), LATER) == []


def test_trying_again_and_being_answered_is_finding_each_other_again() -> None:
    (found,) = again(CALL, LATER, did("A", Happening.SPEAKS, 9, 9.6), did("B", Happening.LOOKS_TOWARDS, 9.8, 12))

    assert (found.happening, found.who) == (Happening.FOUND_AGAIN, "B")
    assert found.evidence["missed at s"] == 5.0
    assert found.evidence["initiative at s"] == 9.0
    assert found.evidence["looked after s"] == pytest.approx(0.8)


@pytest.mark.parametrize(
    "second",
    [
        (did("A", Happening.SPEAKS, 10.4, 11), did("B", Happening.LOOKS_TOWARDS, 11, 13)),
        (did("A", Happening.SPEAKS, 9, 9.6), did("B", Happening.LOOKS_TOWARDS, 12.4, 14)),
        (did("B", Happening.SPEAKS, 9, 9.6), did("A", Happening.LOOKS_TOWARDS, 10, 12)),
    ],
    ids=["tried again too late", "again no answer", "it was the other who tried"],
)
def test_what_is_not_found_again(second: tuple[Observation, ...]) -> None:
    assert again(CALL, LATER, *second) == []


def test_later_in_the_film_is_the_same_story() -> None:
    def story(start: float) -> list[Observation]:
        calls = (did("A", Happening.SPEAKS, start + at, start + at + 0.64) for at in (0, 4))
        return again(*calls, did("B", Happening.LOOKS_TOWARDS, start + 4.8, start + 6))

    early, late = story(4), story(8)

    assert [each.span.start for each in late] == [each.span.start + 4_000_000 for each in early] != []
