"""Two recordings of one scene are laid beside each other by what both heard, and two scenes are not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws import TIMES
from tests.two_recordings import ACROSS_THE_ROOM, ON_THE_SHELF, RATE, Microphone, Samples, recorded, scene
from vignette.domain.pairing import LIKELY, SURE, Offset
from vignette.domain.span import Micros
from vignette.signals.sync import offset_between

TEN_MS = 10_000


def heard_by_both(seed: int, start: float, seconds: float = 60.0, *, noise: float = 15.0, loses: float = 0.0) -> Offset:
    """What is found where the second begins `start` seconds after the first, or before it."""
    played = scene(seed, seconds + abs(start) + 2)
    shelf, across = replace(ON_THE_SHELF, noise=noise), replace(ACROSS_THE_ROOM, noise=noise)
    one = recorded(played, shelf, seed=seed + 1, start=max(0.0, -start), seconds=seconds)
    other = recorded(played, across, seed=seed + 2, start=max(0.0, start), seconds=seconds, loses=loses)
    found = offset_between(one, other, rate=RATE)
    assert found is not None
    return found


@pytest.mark.parametrize("noise", [20, 5, 0])
@pytest.mark.parametrize("start", [12.345, -7.25])
def test_a_second_camera_is_found_to_the_hundredth_of_a_second(start: float, noise: float) -> None:
    found = heard_by_both(1, start, noise=noise)

    assert found.by == pytest.approx(start * 1_000_000, abs=TEN_MS)
    assert found.confidence >= SURE


@pytest.mark.parametrize("loses", [100, -60, 200])
def test_a_clock_that_loses_or_gains_is_noticed(loses: float) -> None:
    found = heard_by_both(2, 20.5, 240, loses=loses)

    assert found.by == pytest.approx(20_500_000, abs=TEN_MS)
    assert found.drift == pytest.approx(loses, abs=8)
    assert found.parted_after(Micros(60_000_000)) == pytest.approx(60 * abs(loses), abs=500)


def test_clocks_that_agree_are_not_said_to_part() -> None:
    assert heard_by_both(3, 4.0, 120).drift == 0


def test_an_echoing_room_in_which_hardly_anything_comes_straight_is_heard_all_the_same() -> None:
    played = scene(4, 140)
    hall = Microphone(echo=0.7, direct=0.2, noise=5)
    one, other = (
        recorded(played, hall, seed=5, seconds=120),
        recorded(played, hall, seed=6, start=15.5, seconds=120),
    )

    found = offset_between(one, other, rate=RATE)

    assert found is not None
    assert found.by == pytest.approx(15_500_000, abs=TEN_MS)
    assert found.confidence >= LIKELY


def test_a_short_film_inside_a_long_recording_is_found() -> None:
    played = scene(7, 300)
    recorder = recorded(played, ON_THE_SHELF, seed=8, seconds=300)
    film = recorded(played, ACROSS_THE_ROOM, seed=9, start=201.5, seconds=15)

    found = offset_between(recorder, film, rate=RATE)

    assert found is not None
    assert found.by == pytest.approx(201_500_000, abs=TEN_MS)
    assert found.confidence >= SURE


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("seconds", [12, 60])
def test_two_scenes_are_not_taken_for_one(seed: int, seconds: float) -> None:
    one = recorded(scene(100 + seed, seconds), ON_THE_SHELF, seed=seed, seconds=seconds)
    other = recorded(scene(200 + seed, seconds), ACROSS_THE_ROOM, seed=300 + seed, seconds=seconds)

    found = offset_between(one, other, rate=RATE)

    assert found is None or found.confidence < LIKELY


def test_music_that_comes_back_and_back_is_not_sure() -> None:
    tune = np.tile(scene(10, 4), 15)
    one = recorded(tune, ON_THE_SHELF, seed=11, seconds=60)
    other = recorded(tune, ACROSS_THE_ROOM, seed=12, start=6.0, seconds=50)

    found = offset_between(one, other, rate=RATE)

    assert found is not None
    assert found.confidence < LIKELY


def test_a_clock_that_ticks_in_two_kitchens_does_not_make_them_one() -> None:
    ticks = np.zeros(60 * RATE)
    ticks[::RATE] = 20.0
    one = recorded(scene(13, 60) + ticks, ON_THE_SHELF, seed=14, seconds=60)
    other = recorded(scene(15, 60) + ticks, ACROSS_THE_ROOM, seed=16, seconds=60)

    found = offset_between(one, other, rate=RATE)

    assert found is None or found.confidence < LIKELY


@pytest.mark.parametrize(
    "silence",
    [np.zeros(0, np.int16), np.zeros(30 * RATE, np.int16), np.full(30 * RATE, 7, np.int16)],
    ids=["no sound", "silence", "a hum too low to hear"],
)
def test_silence_tells_nothing(silence: Samples) -> None:
    said = recorded(scene(17, 30), ON_THE_SHELF, seed=18, seconds=30)

    assert offset_between(said, silence, rate=RATE) is None
    assert offset_between(silence, said, rate=RATE) is None
    assert offset_between(silence, silence, rate=RATE) is None


@settings(max_examples=4 * TIMES, derandomize=True)
@given(seed=st.integers(0, 10_000), start=st.floats(-8, 8), seconds=st.floats(18, 40), noise=st.floats(5, 25))
def test_what_is_later_for_one_is_earlier_for_the_other(seed: int, start: float, seconds: float, noise: float) -> None:
    played = scene(seed, seconds + 10)
    one = recorded(played, replace(ON_THE_SHELF, noise=noise), seed=seed, start=max(0, -start), seconds=seconds)
    other = recorded(played, ACROSS_THE_ROOM, seed=seed + 1, start=max(0, start), seconds=seconds)

    there, back = offset_between(one, other, rate=RATE), offset_between(other, one, rate=RATE)

    assert there is not None
    assert back is not None
    assert there.by == pytest.approx(-back.by, abs=2_000)


@settings(max_examples=4 * TIMES, derandomize=True)
@given(gain=st.floats(0.02, 1.0), is_turned_over=st.booleans())
def test_how_loud_a_microphone_is_changes_nothing(gain: float, is_turned_over: bool) -> None:
    played = scene(19, 40)
    one = recorded(played, ON_THE_SHELF, seed=20, seconds=30)
    other = recorded(played, ACROSS_THE_ROOM, seed=21, start=5.0, seconds=30)
    turned = np.asarray(other * (-gain if is_turned_over else gain), np.int16)

    found = offset_between(one, turned, rate=RATE)

    assert found is not None
    assert found.by == pytest.approx(5_000_000, abs=TEN_MS)
