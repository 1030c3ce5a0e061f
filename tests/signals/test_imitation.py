"""Moving as the other just did, and in time with each other, beside chance."""

from dataclasses import replace

import numpy as np
import pytest

from tests.signals.hand import SETTINGS, Values, face
from vignette.domain.observation import Observation
from vignette.domain.span import SECOND, Micros
from vignette.domain.track import STEP, Signal
from vignette.signals.imitation import in_time, same_movements

QUICK = replace(SETTINGS, moving_window=8, moving_every=4, moving_lag=1, moving_pairs=40)
STEPS = 750
WAVE = np.array([1, 8, 2, 9, 3, 1, 7, 8, 9, 2, 1, 1, 6, 2, 8, 1, 1, 9, 1, 1, 5, 8, 2, 1, 7, 1, 9, 3, 1, 1], np.float32)
"""A movement of 2.4 s that goes to and fro as no other does."""


def restless(seed: int) -> Values:
    """Somebody who never quite keeps still."""
    return np.random.default_rng(seed).uniform(0.5, 1.5, STEPS).astype(np.float32)


def doing(what: Values, step: int, seed: int) -> Values:
    movement = restless(seed)
    movement[step : step + what.size] += what
    return movement


def echoed(model: Values, echo: Values) -> list[Observation]:
    """What the one on the right does as the one on the left did."""
    left, right = ({**face(0.4, np.zeros_like(m)), Signal.MOVEMENT: m} for m in (model, echo))
    return same_movements("B", right, left, settings=SETTINGS)


def test_a_movement_that_goes_as_the_others_did_a_second_before_is_noticed() -> None:
    (found,) = echoed(doing(WAVE, 300, seed=1), doing(WAVE, 312, seed=2))

    assert found.span.start // STEP in range(310, 314)
    assert found.evidence["after s"] == pytest.approx(0.96, abs=0.17)
    assert found.evidence["correlation"] > 0.9


@pytest.mark.parametrize(
    "echo",
    [
        doing(WAVE[::-1], 312, seed=2),
        doing(WAVE, 300, seed=2),
        doing(WAVE, 400, seed=2),
        restless(2),
    ],
    ids=["another movement", "at once", "long after", "none"],
)
def test_what_is_no_imitation_is_none(echo: Values) -> None:
    assert echoed(doing(WAVE, 300, seed=1), echo) == []


def test_who_always_moves_like_that_imitates_nobody() -> None:
    always = np.tile(WAVE, STEPS // WAVE.size).astype(np.float32)

    assert echoed(doing(WAVE, 300, seed=1), always) == []


def test_a_movement_out_of_sight_is_no_imitation() -> None:
    hidden = doing(WAVE, 312, seed=2)
    hidden[320:330] = np.nan

    assert echoed(doing(WAVE, 300, seed=1), hidden) == []


def together(one: Values, other: Values) -> list[Observation]:
    left, right = ({**face(0.4, np.zeros_like(m)), Signal.MOVEMENT: m} for m in (one, other))
    return in_time(left, right, length=Micros(STEPS * STEP), settings=QUICK)


def test_who_leads_is_told_with_what_chance_would_give() -> None:
    left = np.abs(np.convolve(np.random.default_rng(1).normal(size=STEPS), np.hanning(12), "same")).astype(np.float32)

    (found,) = together(left, np.roll(left, 6))

    assert found.who == ""
    assert found.span.length == STEPS * STEP
    assert found.evidence["the person on the left leads by s"] == pytest.approx(6 * STEP / SECOND)
    assert found.evidence["closeness"] > found.evidence["closeness by chance"]


def test_two_who_move_each_on_their_own_are_not_called_in_time() -> None:
    assert sum(len(together(restless(seed), restless(1000 + seed))) for seed in range(10)) <= 2


def test_nothing_is_said_of_people_whose_movement_was_not_measured() -> None:
    still = face(0.4, np.zeros(STEPS, np.float32))

    assert same_movements("A", still, still, settings=SETTINGS) == []
    assert in_time(still, still, length=Micros(STEPS * STEP), settings=SETTINGS) == []
