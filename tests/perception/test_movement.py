"""Movement of bodies, against pictures whose changes are known."""

import math

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tests.theatre.production import handheld
from tests.theatre.room import wall
from vignette.domain.film import Frame
from vignette.domain.measurement import FaceSeen
from vignette.domain.span import Micros
from vignette.domain.track import STEP
from vignette.perception.movement import Movements

Picture = npt.NDArray[np.uint8]
WALL = wall(0.5)
LEFT, RIGHT = (FaceSeen(Micros(0), x, 0.3, 0.15, 0, 0, 0, 0.8, 0, 0.9) for x in (0.4, 1.4))


def with_arm(across: int) -> Picture:
    """The painted wall, and below the left face an arm that is `across` pixels to the right."""
    picture = WALL.copy()
    cv2.rectangle(picture, (120 + across, 150), (150 + across, 230), (210, 150, 120), -1)
    return picture


def movements(*pictures: Picture, apart: int = STEP) -> list[tuple[float, float]]:
    its = Movements()
    frames = [Frame(Micros(number * apart), picture) for number, picture in enumerate(pictures)]
    return [(left.movement, right.movement) for left, right in (its.of(frame, [LEFT, RIGHT]) for frame in frames)]


def test_an_arm_that_moves_is_its_owners_movement_and_nobody_elses() -> None:
    _, (left, right) = movements(with_arm(0), with_arm(40))

    assert left > 0.05
    assert right < 0.01 * left


def test_a_still_picture_holds_no_movement() -> None:
    assert movements(WALL, WALL)[1] == (0, 0)


def test_twice_as_far_apart_in_time_is_half_as_quick() -> None:
    (_, quick), (_, slow) = (movements(with_arm(0), with_arm(40), apart=apart) for apart in (STEP, 2 * STEP))

    assert slow[0] == pytest.approx(quick[0] / 2)


def test_a_hand_that_holds_the_camera_moves_nobody() -> None:
    times = [80.0 * step for step in range(20)]
    shaken = movements(*[handheld(WALL, time) for time in times])[1:]
    waving = movements(*[handheld(with_arm(step % 2 * 40), time) for step, time in enumerate(times)])[1:]

    assert np.median(shaken) < 0.15 * np.median([left for left, _ in waving])


def test_nothing_is_known_of_a_first_picture_nor_after_a_gap() -> None:
    assert np.isnan(movements(WALL)).all()
    assert np.isnan(movements(WALL, with_arm(3), apart=10 * STEP)[1]).all()


def test_where_the_camera_has_nothing_to_go_by_nothing_is_known() -> None:
    blank = np.full_like(WALL, 40)

    assert np.isnan(movements(blank, blank)[1]).all()


def test_a_face_outside_the_picture_moves_not() -> None:
    its, outside = Movements(), FaceSeen(Micros(0), 5.0, 3.0, 0.1, 0, 0, 0, 0.8, 0, 0.9)
    its.of(Frame(Micros(0), WALL), [outside])

    (seen,) = its.of(Frame(STEP, WALL), [outside])

    assert math.isnan(seen.movement)
