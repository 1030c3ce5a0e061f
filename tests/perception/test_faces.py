"""Faces, against drawn ones whose place, turn and mouth are known."""

import math

import cv2
import numpy as np
import pytest

from tests.perception.portrait import Picture, portrait
from vignette.domain.film import Frame
from vignette.domain.measurement import FaceSeen
from vignette.domain.span import Micros
from vignette.perception.detector import anchors
from vignette.perception.faces import Faces
from vignette.perception.pose import seen_from_ahead

SIZE = (640, 360)


@pytest.fixture(scope="module")
def eyes() -> Faces:
    return Faces()


def seen(eyes: Faces, picture: Picture) -> list[FaceSeen]:
    return eyes.search(Frame(Micros(0), picture))


def the_face(eyes: Faces, picture: Picture) -> FaceSeen:
    (face,) = seen(eyes, picture)
    return face


@pytest.mark.parametrize("height", [20, 40, 80, 160])
def test_a_face_is_found_once_and_in_its_place_near_or_far(eyes: Faces, height: int) -> None:
    face = the_face(eyes, portrait(SIZE, (480, 150), height))

    assert math.hypot(face.x * 360 - 480, face.y * 360 - 150) < 0.25 * height
    assert 0.6 < face.size * 360 / height < 1.3


def test_two_people_far_apart_are_both_found(eyes: Faces) -> None:
    left, right = portrait((320, 360), (90, 150), 60), portrait((320, 360), (230, 190), 35)

    faces = seen(eyes, np.hstack([left, right]))

    assert sorted(round(face.x * 360, -1) for face in faces) == [90, 550]


def test_an_empty_room_holds_nobody(eyes: Faces) -> None:
    noise = np.random.default_rng(3).integers(90, 160, (360, 640, 3)).astype(np.uint8)

    assert seen(eyes, noise) == []
    assert seen(eyes, np.zeros((360, 640, 3), np.uint8)) == []


def test_turning_to_the_own_left_is_a_positive_yaw(eyes: Faces) -> None:
    yaws = [the_face(eyes, portrait(SIZE, (320, 170), 120, turn=turn)).yaw for turn in (-0.6, 0.0, 0.6)]

    assert yaws[0] < -10 < yaws[1] < 10 < yaws[2]


def test_a_mirrored_picture_mirrors_the_yaw(eyes: Faces) -> None:
    picture = portrait(SIZE, (250, 170), 120, turn=0.5)

    face, mirrored = the_face(eyes, picture), the_face(eyes, np.ascontiguousarray(picture[:, ::-1]))

    assert mirrored.x == pytest.approx(640 / 360 - face.x, abs=0.02)
    assert mirrored.yaw == pytest.approx(-face.yaw, abs=6)


@pytest.mark.parametrize("angle", [-25, 20])
def test_a_tilted_head_tells_its_roll(eyes: Faces, angle: int) -> None:
    upright = portrait(SIZE, (320, 180), 120)
    # OpenCV counts angles against the clock
    turn = cv2.getRotationMatrix2D((320, 180), -angle, 1)
    tilted = np.asarray(cv2.warpAffine(upright, turn, SIZE, borderMode=cv2.BORDER_REPLICATE), np.uint8)

    assert the_face(eyes, tilted).roll == pytest.approx(angle, abs=5)


def test_a_smile_widens_the_mouth_and_an_open_mouth_does_not(eyes: Faces) -> None:
    rest, smiling, open_wide = (
        the_face(eyes, portrait(SIZE, (320, 170), 140, smile=smile, opening=opening))
        for smile, opening in ((0, 0), (0.5, 0), (0, 0.5))
    )

    assert smiling.smile > rest.smile + 0.12
    assert open_wide.smile < rest.smile + 0.06
    assert open_wide.mouth_open > rest.mouth_open + 0.15


def test_a_face_that_moved_a_little_is_followed_without_searching_the_picture(eyes: Faces) -> None:
    before = seen(eyes, portrait(SIZE, (480, 150), 40))
    (after,) = eyes.follow(Frame(Micros(80_000), portrait(SIZE, (500, 130), 40)), before)

    assert after.at == 80_000
    assert after.x * 360 == pytest.approx(500, abs=8)
    assert eyes.follow(Frame(Micros(80_000), portrait(SIZE, (100, 150), 40)), before) == []


def test_looking_into_the_lens_from_the_side_is_a_turn_to_the_middle() -> None:
    assert seen_from_ahead(0, 320, width=640, focal=0.85) == 0
    assert seen_from_ahead(0, 640, width=640, focal=0.85) == pytest.approx(-30.5, abs=0.1)
    assert seen_from_ahead(0, 0, width=640, focal=0.85) == pytest.approx(30.5, abs=0.1)


def test_the_networks_answers_lie_on_two_grids() -> None:
    places = anchors()

    assert places.shape == (896, 2)
    assert places[:2].tolist() == [[1 / 32, 1 / 32]] * 2
    assert places[-1].tolist() == [15 / 16, 15 / 16]
