"""The tune of a voice: playful, or the other's own."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS, Values, did
from vignette.domain.observation import Happening, Observation
from vignette.domain.track import STEP, Signal
from vignette.signals.tracks import Signals
from vignette.signals.tunes import likeness, playful_voices, same_tunes

UP_AND_DOWN = np.array([0, 2, 4, 5, 4, 2, 0, 2, 4, 5], np.float32)
FALLING = np.linspace(3, -3, 10, dtype=np.float32)
FLAT = np.zeros(10, np.float32)
SECONDS = STEP / 1e6


def sung(*turns: tuple[str, float, Values]) -> tuple[list[Observation], Signals]:
    """Voices that each begin at a time in seconds and follow a tune in semitones above 200 Hz, one a step."""
    pitch = np.full(500, np.nan, np.float32)
    spoken = []
    for who, start, tune in turns:
        first = round(start / SECONDS)
        pitch[first : first + tune.size] = 200 * 2 ** (tune / 12)
        spoken.append(did(who, Happening.SPEAKS, first * SECONDS, (first + tune.size) * SECONDS))
    return spoken, {Signal.VOICE_PITCH: pitch}


def playful(*turns: tuple[str, float, Values]) -> list[tuple[str, float]]:
    return [(each.who, each.span.start / 1e6) for each in playful_voices(*sung(*turns), settings=SETTINGS)]


def echoed(*turns: tuple[str, float, Values]) -> list[Observation]:
    return same_tunes(*sung(*turns), settings=SETTINGS)


USUAL = (("B", 8.0, FLAT), ("B", 12.0, FLAT), ("B", 16.0, FLAT))


def test_a_voice_that_goes_up_and_down_widely_is_playful() -> None:
    assert playful(*USUAL, ("B", 20.0, 2 * UP_AND_DOWN)) == [("B", 20.0)]
    assert playful(*USUAL, ("B", 20.0, UP_AND_DOWN - 3)) == []


def test_a_voice_well_above_its_own_usual_height_is_playful_and_a_high_voice_by_nature_is_not() -> None:
    high_by_nature = [("A", start, FLAT + 9) for start in (24.0, 28.0, 32.0)]

    assert playful(*USUAL, ("B", 20.0, FLAT + 4), *high_by_nature) == [("B", 20.0)]


def test_two_turns_do_not_tell_what_is_usual() -> None:
    assert playful(("B", 8.0, FLAT), ("B", 12.0, 2 * UP_AND_DOWN)) == []


def test_one_step_an_octave_off_is_a_slip_of_the_ear() -> None:
    slip = FLAT.copy()
    slip[4] = 12

    assert playful(*USUAL, ("B", 20.0, slip)) == []


def test_taking_up_the_others_tune_is_told_with_how_soon_and_how_alike() -> None:
    (echo,) = echoed(("A", 4.0, UP_AND_DOWN + 7), ("B", 5.6, UP_AND_DOWN))

    assert (echo.who, echo.happening) == ("B", Happening.SAME_TUNE)
    assert echo.evidence == pytest.approx({"tune at s": 4.0, "after s": 0.8, "correlation": 1.0}, abs=1e-3)


@pytest.mark.parametrize(
    "answer",
    [
        ("B", 5.6, -UP_AND_DOWN),
        ("B", 5.6, FLAT),
        ("B", 7.2, UP_AND_DOWN),
        ("A", 5.6, UP_AND_DOWN),
        ("", 5.6, UP_AND_DOWN),
        ("B", 5.6, np.repeat(UP_AND_DOWN, 3)),
        ("B", 5.6, UP_AND_DOWN[:4]),
    ],
    ids=["upside down", "flat", "too late", "one's own", "somebody unknown", "drawn out", "too short"],
)
def test_what_is_not_the_same_tune(answer: tuple[str, float, Values]) -> None:
    assert echoed(("A", 4.0, UP_AND_DOWN), answer) == []


def test_two_sentences_that_fall_are_not_the_same_tune() -> None:
    wobble = np.array([0, 1, 0, -1, 0, 1, 0, -1, 0, 1], np.float32)

    assert echoed(("A", 4.0, FALLING), ("B", 5.6, FALLING + wobble)) == []


tunes = st.lists(st.floats(-12, 12, width=32), min_size=5, max_size=30).map(lambda values: np.array(values, np.float32))


@settings(deadline=None)
@given(tunes, tunes, st.floats(-12, 12), st.floats(-1, 1))
def test_likeness_is_mutual_and_deaf_to_height_and_slope(one: Values, other: Values, up: float, slope: float) -> None:
    moved = np.asarray(other + up + slope * np.arange(other.size), np.float32)

    like, back, again = (likeness(*pair, settings=SETTINGS) for pair in ((one, other), (other, one), (one, moved)))

    assert -1 <= like <= 1
    assert back == pytest.approx(like, abs=1e-3)
    assert again == pytest.approx(like, abs=1e-2) or not (again and like)


@settings(deadline=None)
@given(tunes)
def test_a_tune_is_like_itself_or_too_flat_to_be_one(tune: Values) -> None:
    assert likeness(tune, tune, settings=SETTINGS) == pytest.approx(1, abs=1e-3) or straight(tune)


def straight(tune: Values) -> bool:
    """Whether it keeps within a semitone or so of a straight line."""
    places = np.arange(tune.size)
    return bool(np.std(tune - np.polyval(np.polyfit(places, tune, 1), places)) < 1.5)
