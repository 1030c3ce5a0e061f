"""Bodies below faces, against the two at the drawn table, whose shoulders, hands and clothes are known."""

import math
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tests.theatre.kitchen import KITCHEN
from tests.theatre.production import Production
from tests.theatre.props import hand_path
from tests.theatre.room import wall
from tests.theatre.script import CHILD, MOTHER
from tests.theatre.sitters import SITTERS, Point
from tests.theatre.stage import Stage
from vignette.domain.film import Frame
from vignette.domain.measurement import BodySeen, FaceSeen
from vignette.domain.span import SECOND, Micros
from vignette.domain.track import STEP
from vignette.perception.bodies import Bodies
from vignette.perception.faces import Faces
from vignette.signals.identity import people_in
from vignette.signals.settings import default

Picture = npt.NDArray[np.uint8]
SCALE = 0.5
AT_REST, BUILDING = 0.0, 20_000.0
"""Milliseconds into the kitchen: nobody has moved yet; the child's hand is at the top of the tower."""


@cache
def kitchen(time: float) -> Picture:
    return Stage(KITCHEN, SCALE, np.array([time]), Production()).frame(0)


@cache
def faces_in(time: float) -> tuple[FaceSeen, FaceSeen]:
    mother, child = sorted(Faces().search(Frame(Micros(0), kitchen(time))), key=lambda face: face.x)
    return mother, child


@pytest.fixture(scope="module")
def bodies() -> Bodies:
    return Bodies()


def body_in(bodies: Bodies, picture: Picture, face: FaceSeen) -> BodySeen | None:
    return bodies.below(Frame(Micros(0), picture), face)


def body_at(bodies: Bodies, time: float, who: str) -> BodySeen:
    body = body_in(bodies, kitchen(time), faces_in(time)[0 if who == MOTHER else 1])
    assert body is not None
    return body


def off(x: float, y: float, place: Point) -> float:
    """How far a point in picture heights is from a place on the stage, in heights of a face."""
    return math.hypot(x - place[0] / 720, y - place[1] / 720) / 0.2


@pytest.mark.parametrize("who", [MOTHER, CHILD])
def test_hands_on_the_table_are_found_where_they_lie_or_not_at_all(bodies: Bodies, who: str) -> None:
    body, (right, left) = body_at(bodies, AT_REST, who), SITTERS[who].hands

    assert off(body.left_x, body.left_y, left) < 0.4
    assert math.isnan(body.right_x) or off(body.right_x, body.right_y, right) < 0.4


def test_the_hand_that_builds_is_found_at_the_tower(bodies: Bodies) -> None:
    body = body_at(bodies, BUILDING, CHILD)

    assert off(body.right_x, body.right_y, hand_path(KITCHEN, CHILD, SITTERS[CHILD].hands[0], BUILDING)) < 0.4


@pytest.mark.parametrize("who", [MOTHER, CHILD])
def test_shoulders_are_found_below_the_face_and_belong_to_it(bodies: Bodies, who: str) -> None:
    body, (right, left) = body_at(bodies, AT_REST, who), SITTERS[who].shoulders

    assert off(body.x, body.y, ((right[0] + left[0]) / 2, (right[1] + left[1]) / 2)) < 0.4
    assert 0.6 < body.width * 720 / (left[0] - right[0]) < 1.3


def test_the_colour_of_clothes_tells_the_two_apart(bodies: Bodies) -> None:
    mother, child = (body_at(bodies, AT_REST, who) for who in (MOTHER, CHILD))

    assert child.green_red - mother.green_red > 15
    assert child.blue_yellow - mother.blue_yellow > 15


def test_a_face_without_a_body_is_no_body(bodies: Bodies) -> None:
    blank, noise = wall(SCALE), np.random.default_rng(3).integers(90, 160, (360, 640, 3)).astype(np.uint8)

    assert body_in(bodies, blank, faces_in(AT_REST)[0]) is None
    assert body_in(bodies, noise, faces_in(AT_REST)[0]) is None
    assert body_in(bodies, np.zeros_like(noise), faces_in(AT_REST)[0]) is None


def test_half_a_body_at_the_edge_of_the_picture_is_not_guessed_at(bodies: Bodies) -> None:
    mother = faces_in(AT_REST)[0]
    cut = round(mother.x * 360)

    assert body_in(bodies, kitchen(AT_REST)[:, cut:], replace(mother, x=mother.x - cut / 360)) is None


def test_a_face_close_to_the_camera_has_no_body_in_the_picture(bodies: Bodies) -> None:
    mother = faces_in(AT_REST)[0]
    top = kitchen(AT_REST)[: round((mother.y + 0.7 * mother.size) * 360)]
    taller = 360 / top.shape[0]

    near = replace(mother, x=mother.x * taller, y=mother.y * taller, size=mother.size * taller)

    assert body_in(bodies, top, near) is None


def test_a_face_of_a_few_pixels_has_no_body(bodies: Bodies) -> None:
    far = np.asarray(cv2.resize(kitchen(AT_REST), (106, 60), interpolation=cv2.INTER_AREA), np.uint8)

    assert body_in(bodies, far, faces_in(AT_REST)[0]) is None


def looks_from(first: int) -> list[tuple[int, float]]:
    """When, from step `first` to step 30, whose body was looked at; a person is told by their place."""
    its = Bodies()
    frames = [Frame(Micros(step * STEP), kitchen(AT_REST)) for step in range(first, 31)]
    return [(body.at // STEP, round(body.face_x, 2)) for frame in frames for body in its.due(frame, faces_in(AT_REST))]


def test_each_body_is_looked_at_twice_a_second_and_never_both_at_once() -> None:
    looks = looks_from(0)

    assert len({step for step, _ in looks}) == len(looks)
    for who in {who for _, who in looks}:
        assert set(np.diff([step for step, each in looks if each == who])) == {6}


def test_a_walk_begun_later_looks_at_the_same_bodies_in_the_same_pictures() -> None:
    assert [look for look in looks_from(13) if look[0] > 13] == [look for look in looks_from(0) if look[0] > 13]


def test_two_drawn_people_who_swap_their_places_keep_their_names() -> None:
    there, half = kitchen(AT_REST), 320
    swapped = np.hstack([there[:, half:], there[:, :half]])
    eyes, its = Faces(), Bodies()
    faces, below = list[FaceSeen](), list[BodySeen]()
    # They are out of the room for a second and a half in between.
    for picture, steps in ((there, range(30)), (swapped, range(49, 75))):
        seen = eyes.search(Frame(Micros(0), picture))
        for step in steps:
            now = [replace(face, at=Micros(step * STEP)) for face in seen]
            faces += now
            below += its.due(Frame(Micros(step * STEP), picture), now)

    people = people_in(faces, below, settings=default())

    assert len(people) == 2
    for somebody in people:
        before, after = somebody.faces[0], somebody.faces[-1]
        assert after.at > 5 * SECOND
        assert abs(before.x - after.x) > 0.5
