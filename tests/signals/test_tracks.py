"""From sightings to tracks: the step is regular, and what was not seen is not made up."""

import numpy as np

from tests.signals.hand import SETTINGS, Values, track
from vignette.domain.measurement import FaceSeen
from vignette.domain.span import Micros
from vignette.domain.track import STEP, Signal, Track
from vignette.signals.identity import Somebody
from vignette.signals.tracks import by_person, face_tracks, steadied


def somebody(*times: int) -> Somebody:
    return Somebody("A", tuple(FaceSeen(Micros(at), 0.5, 0.4, 0.2, 0, 0, 0, 0.8, 0, 0.9) for at in times))


def place(tracks: list[Track]) -> Values:
    return by_person(tracks)["A"][Signal.FACE_X]


def test_a_frame_that_was_looked_at_without_the_face_is_not_bridged() -> None:
    looked = [Micros(i * STEP) for i in range(5)]
    tracks = face_tracks([somebody(0, STEP, 4 * STEP)], looked, length=Micros(5 * STEP), settings=SETTINGS)

    assert np.isnan(place(tracks)).tolist() == [False, False, True, True, False]


def test_what_a_look_found_stands_in_the_tracks_under_its_own_name() -> None:
    seen = FaceSeen(Micros(0), 0.5, 0.4, 0.2, 30, 5, -8, 0.8, 0, 0.9, lift=0.01, eyes_across=12, eyes_up=-3, blink=0.25)
    tracks = by_person(face_tracks([Somebody("A", (seen,))], [Micros(0)], length=Micros(STEP), settings=SETTINGS))["A"]

    assert {signal: float(tracks[signal][0]) for signal in (Signal.YAW, Signal.PITCH, Signal.ROLL)} == {
        Signal.YAW: 30,
        Signal.PITCH: 5,
        Signal.ROLL: -8,
    }
    assert [float(tracks[s][0]) for s in (Signal.EYES_ACROSS, Signal.EYES_UP, Signal.BLINK)] == [12, -3, 0.25]


def test_a_film_of_few_frames_keeps_its_last_look_for_one_step() -> None:
    looked = [Micros(0), Micros(2 * STEP), Micros(4 * STEP)]
    tracks = face_tracks([somebody(*looked)], looked, length=Micros(8 * STEP), settings=SETTINGS)

    assert np.isnan(place(tracks)).tolist() == [False] * 6 + [True] * 2


def test_one_wild_sample_is_steadied_and_one_unseen_stays_unseen() -> None:
    np.testing.assert_array_equal(steadied(track(1, 1, 90, 1, np.nan, 2)), track(1, 1, 1, 1, np.nan, 2))
