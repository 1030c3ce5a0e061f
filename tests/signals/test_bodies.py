"""Bodies as tracks: how long a look holds, who leans where, how far apart two are."""

import math
from dataclasses import replace

import numpy as np

from tests.signals.hand import SETTINGS, face, held, track
from vignette.domain.measurement import BodySeen, FaceSeen
from vignette.domain.span import Micros
from vignette.domain.track import STEP, Signal, Track
from vignette.signals.bodies import between_two, body_tracks
from vignette.signals.identity import Somebody
from vignette.signals.runs import Values
from vignette.signals.tracks import face_tracks

LENGTH = Micros(20 * STEP)


def body(step: int, left_x: float) -> BodySeen:
    return BodySeen(Micros(step * STEP), 0.4, 0.6, 0.3, 10, left_x, 0.8, math.nan, math.nan, 0.4, 0.3, 50, 0, 0, 0.9)


def tracks_of(*bodies: BodySeen) -> dict[Signal, Values]:
    tracks = body_tracks([Somebody("A", (), bodies)], length=LENGTH, settings=SETTINGS)
    return {each.signal: each.values for each in tracks}


def test_a_look_holds_until_the_next() -> None:
    x = tracks_of(body(0, 0.5), body(6, 0.7))[Signal.LEFT_HAND_X]

    assert np.allclose(x[:6], 0.5)
    assert np.allclose(x[6:12], 0.7)


def test_a_look_that_none_follows_ends_in_out_of_sight() -> None:
    x = tracks_of(body(4, 0.5))[Signal.SHOULDERS_X]

    assert np.isnan(x[:4]).all()
    assert np.isnan(x[13:]).all()


def test_a_hand_that_the_latest_look_does_not_see_is_out_of_sight_at_once() -> None:
    signals = tracks_of(body(0, 0.5), body(6, math.nan))

    assert np.isnan(signals[Signal.LEFT_HAND_X][6:]).all()
    assert not np.isnan(signals[Signal.SHOULDERS_X][6:12]).any()
    assert np.isnan(signals[Signal.RIGHT_HAND_X]).all()


def test_somebody_without_a_body_has_no_tracks_of_one() -> None:
    assert body_tracks([Somebody("A", ())], length=LENGTH, settings=SETTINGS) == []


def movement_of(*movements: float) -> Values:
    still = FaceSeen(Micros(0), 0.4, 0.3, 0.2, 0, 0, 0, 0.8, 0, 0.9)
    faces = tuple(replace(still, at=Micros(i * STEP), movement=each) for i, each in enumerate(movements))
    looked = [face.at for face in faces]
    tracks = face_tracks([Somebody("A", faces)], looked, length=Micros(len(faces) * STEP), settings=SETTINGS)
    return next(each.values for each in tracks if each.signal is Signal.MOVEMENT)


def test_movement_is_told_in_the_persons_own_measure() -> None:
    assert np.allclose(movement_of(math.nan, 0.2, 0.4, 0.8), [np.nan, 0.5, 1, 2], equal_nan=True)


def test_the_flicker_of_somebody_at_rest_is_not_blown_up_into_movement() -> None:
    assert np.max(movement_of(0.0001, 0.0002, 0.0004)) < 0.1


def between(*places: float) -> dict[tuple[str, Signal], Values]:
    """What lies between somebody on the left, whose shoulders are at each of `places`, and somebody at 1.4."""
    still = held((0, len(places) * 0.08))
    people = {"A": {**face(0.4, still), Signal.SHOULDERS_X: track(*places)}, "B": face(1.4, still)}
    found = between_two([Track(who, signal, v) for who, signals in people.items() for signal, v in signals.items()])
    return {(each.who, each.signal): each.values for each in found}


def test_leaning_towards_the_other_is_positive_on_either_side() -> None:
    assert np.allclose(between(0.4, 0.4, 0.5, 0.3)["A", Signal.LEAN], [0, 0, 0.1, -0.1], atol=1e-6)


def test_distance_is_told_in_faces_and_belongs_to_the_room() -> None:
    assert np.allclose(between(0.4)["", Signal.DISTANCE], 5)


def test_one_person_alone_is_not_far_from_anybody() -> None:
    assert between_two([Track("A", signal, values) for signal, values in face(0.4, held((0, 1))).items()]) == ()
