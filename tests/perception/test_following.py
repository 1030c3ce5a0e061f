"""Faces followed by their features, and when the whole picture is searched: against drawn faces and by hand."""

import numpy as np
import pytest

from tests.perception.portrait import portrait
from vignette.domain.film import Frame
from vignette.domain.span import SECOND, Micros
from vignette.perception.detector import Box, Detector
from vignette.perception.faces import Faces
from vignette.perception.following import carried
from vignette.perception.mesh import Mesh, Mesher
from vignette.perception.searching import Searches
from vignette.perception.tiles import Picture, Tile

SIZE = (640, 360)
STEP = 80_000


@pytest.fixture(scope="module")
def eyes() -> Faces:
    return Faces()


def shown(number: int, picture: Picture) -> Frame:
    return Frame(Micros(number * STEP), picture)


def test_a_box_goes_where_its_features_go() -> None:
    features = np.random.default_rng(1).uniform(0, 100, (468, 3))
    box = Box(50.0, 60.0, 80.0, np.array([[30.0, 40.0]] * 6), 0.9)
    quarter_turn = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])

    now = carried(box, Mesh(features, 1.0), 2 * features @ quarter_turn + (300, 10, 0))

    assert (now.x, now.y, now.side) == pytest.approx((300 - 2 * 60, 10 + 2 * 50, 160))
    assert now.points == pytest.approx(np.array([[300 - 2 * 40, 10 + 2 * 30]] * 6))


def test_features_read_in_a_mirror_leave_the_box_where_it_was() -> None:
    picture, mesher = portrait(SIZE, (300, 170), 120, turn=0.3), Mesher()
    tile = Tile(0, -140, 640)
    (box,) = Detector().faces_in(picture, [tile], surer_than=0.5)
    plain, mirrored = (mesher.mesh_of(picture, box, in_mirror=way) for way in (False, True))

    now = carried(box, plain, mirrored.points)

    assert (now.x, now.y) == pytest.approx((box.x, box.y), abs=0.04 * box.side)
    assert now.side == pytest.approx(box.side, rel=0.06)


def test_a_face_that_drifts_is_followed_as_closely_as_it_is_found(eyes: Faces) -> None:
    pictures = [portrait(SIZE, (300 + 2 * number, 170), 120) for number in range(8)]
    faces = eyes.search(shown(0, pictures[0]))

    for number, picture in enumerate(pictures[1:], 1):
        faces = eyes.follow(shown(number, picture), faces)

    (face,), (found,) = faces, Faces().search(shown(7, pictures[7]))
    assert face.x * 360 == pytest.approx(found.x * 360, abs=6)
    assert face.size == pytest.approx(found.size, rel=0.08)
    assert face.yaw == pytest.approx(found.yaw, abs=3)


def test_a_face_that_is_gone_is_not_followed(eyes: Faces) -> None:
    faces = eyes.search(shown(0, portrait(SIZE, (320, 170), 120)))

    assert eyes.follow(shown(1, np.full((360, 640, 3), 120, np.uint8)), faces) == []


def test_two_who_are_followed_stay_two(eyes: Faces) -> None:
    both = np.hstack([portrait((320, 360), (160, 160), 90), portrait((320, 360), (160, 160), 120)])
    faces = eyes.search(shown(0, both))

    for number in range(1, 4):
        faces = eyes.follow(shown(number, both), faces)
        assert len(faces) == 2


def test_somebody_who_comes_into_a_stretch_that_was_empty_is_found(eyes: Faces) -> None:
    alone = portrait(SIZE, (120, 170), 60)
    both = alone.copy()
    both[:, 320:] = portrait((320, 360), (200, 150), 40)

    counts = [len(eyes.search(shown(number, picture))) for number, picture in enumerate((alone, alone, both, alone))]

    assert counts == [1, 1, 2, 1]


def searched(faces: list[int]) -> list[int]:
    """The steps whose pictures are searched, where so many faces are in sight at each."""
    when = Searches(calm=Micros(2 * SECOND), every=Micros(800_000), missed=Micros(3 * SECOND))
    before = [0, *faces[:-1]]
    return [number for number, count in enumerate(before) if when.is_due(Micros(number * STEP), count)]


def test_while_nobody_is_missed_the_picture_is_searched_every_two_seconds() -> None:
    assert searched([2] * 60) == [0, 25, 50]


def test_while_somebody_is_missed_it_is_searched_more_often_for_three_seconds() -> None:
    assert searched([2] * 26 + [1] * 80) == [0, 25, 30, 40, 50, 60, 75, 100]
