"""Somebody in a box is followed to both ends of a clip; and where they are lost, that is said."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tests.footage.reel.drawn import Pixels, drawn
from vignette.covering.path import follow
from vignette.domain.following import Following
from vignette.domain.showing import Box, Cover
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND, Micros, Span

SIZE = (640, 360)
SIDE = 88
OFF_BY = 0.05
"""Of the picture's width and height: how far a box may lie off."""

Where = Callable[[float], tuple[float, float]]


def room() -> Pixels:
    chance = np.random.default_rng(11)
    coarse = chance.integers(60, 190, (10, 16, 3), np.uint8)
    return np.kron(coarse, np.ones((40, 40, 1), np.uint8))[: SIZE[1], : SIZE[0]]


def face(turned: float) -> Pixels:
    """A face in a square, turned to one side, -1 to 1."""
    picture = np.full((SIDE, SIDE, 3), (215, 165, 140), np.uint8)
    picture[:18] = (60, 40, 30)
    middle = round(SIDE / 2 + 14 * turned)
    for eye in (middle - 18, middle + 10):
        picture[32:42, max(0, eye) : eye + 10] = (30, 30, 40)
    picture[64:72, max(0, middle - 16) : middle + 16] = (170, 50, 60)
    return picture


def to_and_fro(seconds: float) -> tuple[float, float]:
    """Left and top: to the right, a turn, and back to the left and down."""
    across = 120 * seconds if seconds < 2 else 240 - 90 * (seconds - 2)
    return 80 + across, 100 + 50 * float(np.sin(seconds * 1.5))


def out_of_sight(seconds: float) -> tuple[float, float]:
    """From the middle off to the right; gone for good after two seconds."""
    return 240 + 200 * seconds, 120.0


def with_face(where: Where, seconds: float) -> Pixels:
    picture = room()
    left, top = (round(each) for each in where(seconds))
    seen = face(np.sin(seconds * 1.2))[:, : max(0, SIZE[0] - left)]
    if seen.shape[1]:
        picture[top : top + SIDE, left : left + seen.shape[1]] = seen
    return picture


def box_at(where: Where, seconds: float) -> Box:
    left, top = where(seconds)
    return Box(left / SIZE[0], top / SIZE[1], SIDE / SIZE[0], SIDE / SIZE[1])


def off_by(found: Following, where: Where, seconds: float) -> float:
    its, truth = Cover(found.keys).at(Micros(round(seconds * SECOND))), box_at(where, seconds)
    return max(
        abs(its.left + its.width / 2 - truth.left - truth.width / 2),
        abs(its.top + its.height / 2 - truth.top - truth.height / 2),
    )


@pytest.fixture(scope="module")
def walking(tmp_path_factory: pytest.TempPathFactory) -> PlainFile:
    return drawn(tmp_path_factory.mktemp("drawn") / "walk", partial(with_face, to_and_fro), seconds=4)


@pytest.fixture(scope="module")
def leaving(tmp_path_factory: pytest.TempPathFactory) -> PlainFile:
    return drawn(tmp_path_factory.mktemp("drawn") / "leave", partial(with_face, out_of_sight), seconds=3)


@pytest.fixture(scope="module")
def lost(leaving: PlainFile) -> Following:
    """Somebody followed who leaves."""
    return follow(leaving, box_at(out_of_sight, 0.2), Micros(200_000), Span(Micros(0), Micros(3_000_000)))


def test_somebody_is_followed_through_a_turn_to_both_ends_of_the_clip(walking: PlainFile) -> None:
    told = list[float]()

    found = follow(
        walking,
        box_at(to_and_fro, 1.2),
        Micros(1_200_000),
        Span(Micros(200_000), Micros(3_800_000)),
        progress=told.append,
    )

    assert found.lost_at is None
    assert found.keys[0].at <= 260_000
    assert found.keys[-1].at >= 3_700_000
    assert max(off_by(found, to_and_fro, at) for at in np.arange(0.2, 3.8, 0.04)) < OFF_BY
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_box_that_was_drawn_is_kept_as_it_was_drawn(walking: PlainFile) -> None:
    drawn_box = box_at(to_and_fro, 1.2)

    found = follow(walking, drawn_box, Micros(1_200_000), Span(Micros(SECOND), Micros(1_600_000)))

    assert [(key.at, key.box) for key in found.keys if key.is_by_hand] == [(1_200_000, drawn_box)]


def test_there_are_few_keys_where_the_way_is_straight(leaving: PlainFile) -> None:
    found = follow(leaving, box_at(out_of_sight, 0), Micros(0), Span(Micros(0), Micros(1_200_000)))

    assert 2 <= len(found.keys) <= 7
    assert all(one.at < other.at for one, other in pairwise(found.keys))


def test_it_is_followed_no_further_than_was_asked(walking: PlainFile) -> None:
    found = follow(walking, box_at(to_and_fro, 2), Micros(2_000_000), Span(Micros(1_500_000), Micros(2_000_000)))

    assert all(1_500_000 <= key.at <= 2_000_000 for key in found.keys)


def test_somebody_who_leaves_is_lost_where_they_leave(lost: Following) -> None:
    """The square reaches the edge at 1.56 s and is gone at 2.0 s."""
    assert lost.lost_at is not None
    assert 1_300_000 <= lost.lost_at <= 2_200_000
    assert max(off_by(lost, out_of_sight, at) for at in np.arange(0, 1.3, 0.04)) < OFF_BY


def test_beyond_that_the_box_stays_and_is_larger(lost: Following) -> None:
    last, before = lost.keys[-1], lost.keys[-2]

    assert last.at == lost.lost_at
    assert last.box.height > 1.2 * before.box.height
    assert Cover(lost.keys).at(Micros(2_900_000)) == last.box


def test_somebody_who_was_not_there_before_is_lost_on_the_way_back(tmp_path: Path) -> None:
    source = drawn(tmp_path / "coming", lambda at: with_face(out_of_sight, max(0.0, 2.6 - at)), seconds=2.4)

    found = follow(source, box_at(out_of_sight, 0.4), Micros(2_200_000), Span(Micros(0), Micros(2_300_000)))

    assert found.lost_at is not None
    assert 400_000 <= found.lost_at <= 1_300_000
    assert found.keys[0].at == found.lost_at
