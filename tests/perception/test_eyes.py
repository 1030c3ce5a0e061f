"""Eyes, against drawn ones whose gaze and lids are known from their making."""

import math

import cv2
import numpy as np
import pytest

from tests.perception.portrait import Picture, portrait
from vignette.domain.film import Frame
from vignette.domain.measurement import FaceSeen
from vignette.domain.span import Micros
from vignette.domain.track import STEP
from vignette.perception.faces import Faces

SIZE = (640, 360)


@pytest.fixture(scope="module")
def faces() -> Faces:
    return Faces()


def the_face(faces: Faces, picture: Picture, at: int = 0) -> FaceSeen:
    (face,) = faces.search(Frame(Micros(at), picture))
    return face


def across(faces: Faces, picture: Picture) -> float:
    """Where both eyes together point: one after the other has its turn."""
    return sum(the_face(faces, picture, at).eyes_across for at in (0, STEP)) / 2


def test_eyes_that_point_to_the_pictures_right_point_to_the_persons_left(faces: Faces) -> None:
    left, ahead, right = (across(faces, portrait(SIZE, (320, 170), 150, gaze=(degrees, 0))) for degrees in (25, 0, -25))

    assert 10 < left - ahead < 30
    assert -30 < right - ahead < -10
    assert abs(ahead) < 8


def test_eyes_that_point_up_are_told_from_those_that_point_down(faces: Faces) -> None:
    up, down = (the_face(faces, portrait(SIZE, (320, 170), 150, gaze=(0, degrees))).eyes_up for degrees in (15, -15))

    assert up > down + 10


def test_a_mirrored_face_looks_the_other_way(faces: Faces) -> None:
    picture = portrait(SIZE, (300, 170), 150, gaze=(20, 0))
    mirrored = np.ascontiguousarray(picture[:, ::-1])

    assert across(faces, mirrored) == pytest.approx(-across(faces, picture), abs=6)


def test_shut_eyes_are_shut_and_point_nowhere(faces: Faces) -> None:
    opened, shut = (the_face(faces, portrait(SIZE, (320, 170), 140, shut=share)) for share in (0, 1))

    assert opened.blink < 0.2
    assert shut.blink > 0.8
    assert math.isnan(shut.eyes_across)
    assert math.isnan(shut.eyes_up)


def test_an_iris_of_few_pixels_tells_nothing(faces: Faces) -> None:
    face = the_face(faces, portrait(SIZE, (320, 170), 60, gaze=(25, 0)))

    assert math.isnan(face.eyes_across)
    assert math.isnan(face.eyes_up)


def test_a_tilted_head_looks_where_it_looked(faces: Faces) -> None:
    upright = portrait(SIZE, (320, 180), 150, gaze=(25, 0))
    turn = cv2.getRotationMatrix2D((320, 180), -20, 1)
    tilted = np.asarray(cv2.warpAffine(upright, turn, SIZE, borderMode=cv2.BORDER_REPLICATE), np.uint8)

    assert across(faces, tilted) == pytest.approx(across(faces, upright), abs=8)
