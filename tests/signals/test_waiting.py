"""Waiting: quiet, turned to somebody who is busy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS, Values, did, held, span
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import Span
from vignette.signals.runs import part
from vignette.signals.waiting import waits

BUSY, TURNED = held((80, 8)), held((10, 8))


def waited(*spoken: Observation, adult: Values = TURNED, child: Values = BUSY) -> list[Span]:
    found = waits("B", "A", {"A": child, "B": adult}, spoken, settings=SETTINGS)
    return [each.span for each in found]


def test_watching_a_busy_child_without_a_word_is_waiting() -> None:
    assert waited() == [span(0, 8)]


@pytest.mark.parametrize("who", ["B", ""])
def test_a_voice_of_ones_own_or_of_nobody_known_ends_a_waiting(who: str) -> None:
    assert waited(did(who, Happening.SPEAKS, 3.2, 4)) == [span(0, 3.2), span(4, 8)]


def test_the_child_may_speak_while_the_adult_waits() -> None:
    assert waited(did("A", Happening.SPEAKS, 3.2, 4)) == [span(0, 8)]


def test_two_who_look_at_each_other_are_not_waiting() -> None:
    assert waited(child=held((5, 8))) == []


def test_one_who_is_busy_too_is_not_waiting() -> None:
    assert waited(adult=held((60, 8))) == []


def test_a_second_and_a_half_is_no_waiting() -> None:
    assert waited(child=held((5, 3), (80, 1.52), (5, 3.48))) == []


def test_a_child_out_of_sight_is_not_waited_for() -> None:
    assert waited(child=held((80, 3.2), (np.nan, 4.8))) == [span(0, 3.2)]


def test_turned_straight_to_the_child_is_seen_more_surely_than_past_it() -> None:
    straight, past = (
        waits("B", "A", {"A": BUSY, "B": held((off, 8))}, [], settings=SETTINGS)[0].strength for off in (5, 30)
    )

    assert straight > past >= 0.5


angles = st.lists(st.sampled_from([5.0, 30.0, 80.0, float("nan")]), min_size=10, max_size=10).map(
    lambda values: held(*((value, 0.8) for value in values))
)


@settings(deadline=None)
@given(angles, angles)
def test_two_never_wait_for_each_other_at_once_and_never_unseen(one: Values, other: Values) -> None:
    beside = {"A": one, "B": other}
    first, second = (waits(*pair, beside, [], settings=SETTINGS) for pair in (("A", "B"), ("B", "A")))

    for each in first + second:
        assert not np.isnan(part(one, each.span)).any()
        assert not np.isnan(part(other, each.span)).any()
        assert each.span.length >= 2_000_000


def test_who_moves_about_all_the_while_is_not_waiting() -> None:
    beside = {"A": BUSY, "B": TURNED}

    found = [waits("B", "A", beside, [], movement=held((much, 8)), settings=SETTINGS) for much in (0.8, 6.0, np.nan)]

    assert [len(each) for each in found] == [1, 0, 1]
