"""Moving in time with each other, beside what chance would give."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS, Values
from vignette.signals.synchrony import Synchrony, synchrony

QUICK = replace(SETTINGS, moving_window=8, moving_every=4, moving_lag=1, moving_pairs=40)
"""Shorter windows, so that a minute is film enough."""
STEPS = 750


def moving(seed: int) -> Values:
    """Somebody who moves now and then, about a second at a time."""
    noise = np.random.default_rng(seed).normal(size=STEPS)
    return np.abs(np.convolve(noise, np.hanning(12), "same")).astype(np.float32)


def later(movement: Values, steps: int) -> Values:
    return np.roll(movement, steps)


def found(one: Values, other: Values) -> Synchrony:
    answer = synchrony(one, other, settings=QUICK)
    assert answer is not None
    return answer


def test_one_who_moves_as_the_other_did_half_a_second_before_is_led() -> None:
    child = moving(1)
    adult = np.asarray(later(child, 6) + moving(2) / 2, np.float32)

    answer = found(child, adult)

    assert answer.is_above_chance
    assert answer.lead == 480_000
    assert answer.closeness > answer.by_chance


def test_two_who_move_each_on_their_own_are_seldom_above_chance() -> None:
    above = [found(moving(seed), moving(1000 + seed)).is_above_chance for seed in range(40)]

    assert sum(above) <= 6


def test_the_same_film_gives_the_same_answer() -> None:
    assert found(moving(3), moving(4)) == found(moving(3), moving(4))


def test_a_stretch_out_of_sight_is_left_out_and_told() -> None:
    child = moving(5)
    adult = later(child, 3).copy()
    adult[200:400] = np.nan

    answer = found(child, adult)

    assert answer.is_above_chance
    assert 0.3 < answer.seen < 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (moving(7), np.full(STEPS, np.nan, np.float32)),
        (moving(7), np.zeros(STEPS, np.float32)),
        (moving(7)[:250], moving(6)[:250]),
        (moving(7), moving(6)[:-1]),
    ],
    ids=["out of sight", "quite still", "too short", "of another film"],
)
def test_nothing_is_said_where_nothing_can_be(one: Values, other: Values) -> None:
    assert synchrony(one, other, settings=QUICK) is None


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.integers(0, 1000), st.integers(-10, 10), st.floats(0.1, 50))
def test_who_leads_is_told_from_either_side_however_large_they_move(seed: int, steps: int, larger: float) -> None:
    child = moving(seed)
    adult = np.asarray(later(child, steps) * larger, np.float32)

    assert found(child, adult).lead == steps * 80_000
    assert found(adult, child).lead == -steps * 80_000
