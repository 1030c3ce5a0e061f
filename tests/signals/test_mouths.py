"""Mouths against their owner's own rest and own broad smile."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS, Values, held, track
from vignette.domain.span import SECOND
from vignette.domain.track import STEP
from vignette.signals.mouths import evened, smiling
from vignette.signals.smiles import smiles


def flat(like: Values, lift: float = 0.0) -> Values:
    return np.full_like(like, lift)


def trembling(values: Values, size: float) -> Values:
    return (values + np.random.default_rng(3).normal(0, size, values.size)).astype(np.float32)


def above_half(smile: Values) -> float:
    """Seconds in which a smile is at least half of the broadest."""
    return float(np.sum(smile >= 0.5)) * STEP / SECOND


def test_a_smile_is_told_against_ones_own_rest() -> None:
    wide_by_nature = held((0.9, 6), (1.2, 2))
    narrow_by_nature = wide_by_nature - np.float32(0.2)

    for mouth in (wide_by_nature, narrow_by_nature):
        smile = smiling(mouth, flat(mouth), settings=SETTINGS)

        assert smile[:60].max() < 0.05
        assert smile[80:].min() > 0.95


@pytest.mark.parametrize("widening", [0.12, 0.25])
def test_a_small_smile_of_somebody_whose_smiles_are_small_is_found(widening: float) -> None:
    mouth = trembling(held((0.75, 20), (0.75 + widening, 4), (0.75, 16)), 0.015)

    smile = smiling(mouth, flat(mouth), settings=SETTINGS)

    assert above_half(smile) == pytest.approx(4, abs=0.35)


@pytest.mark.parametrize("tremble", [0.005, 0.02, 0.035])
def test_whoever_never_smiles_gets_no_smile(tremble: float) -> None:
    mouth = trembling(held((0.75, 60)), tremble)

    assert above_half(smiling(mouth, flat(mouth), settings=SETTINGS)) == 0


def test_one_wild_look_is_no_smile() -> None:
    mouth = trembling(held((0.75, 30)), 0.01)
    mouth[100] = 1.4

    assert smiles("A", smiling(mouth, flat(mouth), settings=SETTINGS), settings=SETTINGS) == []


def test_of_two_mouths_equally_wide_the_one_with_raised_corners_smiles_more() -> None:
    mouth = held((0.75, 6), (0.85, 1), (0.75, 6), (0.85, 1), (0.75, 2))
    lift = held((0.0, 13), (0.08, 1), (0.0, 2))

    smile = smiling(mouth, lift, settings=SETTINGS)

    assert smile[168] > smile[80] + 0.1


def test_what_the_mirror_shows_otherwise_cancels_out() -> None:
    from_both_sides = np.where(np.arange(40) % 2 == 0, 0.7, 0.8).astype(np.float32)

    np.testing.assert_allclose(evened(from_both_sides)[1:-1], 0.75, atol=1e-6)


def test_a_mouth_out_of_sight_is_out_of_sight() -> None:
    mouth = track(0.7, 0.7, np.nan, np.nan, 0.7, 0.7)

    assert np.isnan(smiling(mouth, flat(mouth), settings=SETTINGS)).tolist() == [False, False, True, True, False, False]
    assert np.isnan(smiling(track(np.nan), track(np.nan), settings=SETTINGS)).all()


@given(st.lists(st.floats(0.5, 1.5), min_size=1, max_size=50), st.floats(-0.1, 0.1))
def test_a_smile_stays_between_nothing_and_one(widths: list[float], lift: float) -> None:
    mouth = np.array(widths, np.float32)

    smile = smiling(mouth, flat(mouth, lift), settings=SETTINGS)

    assert ((smile >= 0) & (smile <= 1)).all()
