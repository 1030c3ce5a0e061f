"""From sightings to tracks: the step is regular, and what was not seen is not made up."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS, Values, track
from vignette.domain.measurement import FaceSeen
from vignette.domain.span import Micros
from vignette.domain.track import STEP, Signal, Track
from vignette.signals.identity import Somebody
from vignette.signals.tracks import above_own_neutral, by_person, face_tracks, steadied


def somebody(*times: int) -> Somebody:
    return Somebody("A", tuple(FaceSeen(Micros(at), 0.5, 0.4, 0.2, 0, 0, 0, 0.8, 0, 0.9) for at in times))


def place(tracks: list[Track]) -> Values:
    return by_person(tracks)["A"][Signal.FACE_X]


def test_a_frame_that_was_looked_at_without_the_face_is_not_bridged() -> None:
    looked = [Micros(i * STEP) for i in range(5)]
    tracks = face_tracks([somebody(0, STEP, 4 * STEP)], looked, length=Micros(5 * STEP), settings=SETTINGS)

    assert np.isnan(place(tracks)).tolist() == [False, False, True, True, False]


def test_a_film_of_few_frames_keeps_its_last_look_for_one_step() -> None:
    looked = [Micros(0), Micros(2 * STEP), Micros(4 * STEP)]
    tracks = face_tracks([somebody(*looked)], looked, length=Micros(8 * STEP), settings=SETTINGS)

    assert np.isnan(place(tracks)).tolist() == [False] * 6 + [True] * 2


def test_a_smile_is_told_against_ones_own_rest() -> None:
    wide_by_nature = track(*[0.9] * 8, 1.15, 1.15)
    narrow_by_nature = wide_by_nature - np.float32(0.2)

    for mouth in (wide_by_nature, narrow_by_nature):
        smile = above_own_neutral(mouth, span=0.25, lowest=0.5)

        np.testing.assert_allclose(smile, [0] * 8 + [1, 1], atol=1e-5)


def test_one_wild_sample_is_steadied_and_one_unseen_stays_unseen() -> None:
    np.testing.assert_array_equal(steadied(track(1, 1, 90, 1, np.nan, 2)), track(1, 1, 1, 1, np.nan, 2))


@given(st.lists(st.floats(0.5, 1.5), min_size=1, max_size=50), st.floats(0.5, 2))
def test_a_smile_stays_between_nothing_and_one(widths: list[float], scale: float) -> None:
    smile = above_own_neutral(np.array(widths, np.float32) * np.float32(scale), span=0.25, lowest=0.5)

    assert ((smile >= 0) & (smile <= 1)).all()
