"""Who is who: people keep their letter, false faces get none."""

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS
from vignette.domain.measurement import BodySeen, FaceSeen
from vignette.domain.span import Micros
from vignette.domain.track import STEP
from vignette.signals.identity import people_in


def seen(x: float, first: int, last: int, *, y: float = 0.4, size: float = 0.2) -> list[FaceSeen]:
    return [FaceSeen(Micros(i * STEP), x, y, size, 0, 0, 0, 0.8, 0, 0.9) for i in range(first, last)]


RED, BLUE, GREY = (45, 60, 40), (40, 10, -50), (60, 0, 0)


def dressed(colour: tuple[float, float, float], faces: list[FaceSeen]) -> list[BodySeen]:
    """A body in clothes of one colour (L*a*b*) below every sixth of `faces`."""
    return [
        BodySeen(f.at, f.x, f.y + 0.3, 0.3, 0, *[math.nan] * 4, f.x, f.y, *colour, sureness=0.9) for f in faces[::6]
    ]


def who_is_where(faces: list[FaceSeen], bodies: list[BodySeen] | None = None) -> list[tuple[str, int, float]]:
    people = people_in(faces, bodies or [], settings=SETTINGS)
    return [(p.who, len(p.faces), round(p.faces[0].x, 2)) for p in people]


def colours(faces: list[FaceSeen], bodies: list[BodySeen]) -> list[set[float]]:
    """What each of the people wore, as the light of it."""
    return [{body.light for body in p.bodies} for p in people_in(faces, bodies, settings=SETTINGS)]


def test_people_are_lettered_from_the_left() -> None:
    assert who_is_where(seen(1.4, 0, 50) + seen(0.3, 0, 60)) == [("A", 60, 0.3), ("B", 50, 1.4)]


def test_somebody_hidden_for_a_while_comes_back_as_the_same_person() -> None:
    faces = seen(0.3, 0, 40) + seen(0.35, 140, 180) + seen(1.4, 0, 180)

    assert who_is_where(faces) == [("A", 80, 0.3), ("B", 180, 1.4)]


def test_two_people_at_the_same_time_are_never_one() -> None:
    assert len(people_in(seen(0.6, 0, 40) + seen(0.9, 0, 40), settings=SETTINGS)) == 2


def test_a_pattern_on_the_wall_seen_for_a_moment_is_nobody() -> None:
    assert who_is_where(seen(0.3, 0, 100) + seen(1.2, 40, 45, size=0.08)) == [("A", 100, 0.3)]


def test_a_pattern_that_never_quite_convinces_is_nobody_however_long_it_is_seen() -> None:
    doubtful = [replace(face, sureness=0.56) for face in seen(1.2, 0, 100, size=0.1)]

    assert who_is_where(seen(0.3, 0, 100) + doubtful) == [("A", 100, 0.3)]


def test_a_child_jumping_stays_one_child() -> None:
    jumps = [face for i in range(60) for face in seen(0.8, i, i + 1, y=0.5 - 0.2 * abs((i % 10) / 5 - 1))]

    assert who_is_where(jumps) == [("A", 60, 0.8)]


def test_a_film_without_faces_has_no_people() -> None:
    assert people_in([], settings=SETTINGS) == ()


def test_somebody_who_comes_back_at_another_place_in_the_same_clothes_is_the_same_person() -> None:
    left, back, stayed = seen(0.3, 0, 60), seen(1.6, 120, 180, size=0.12), seen(0.9, 0, 180)

    bodies = dressed(RED, left) + dressed(RED, back) + dressed(BLUE, stayed)

    assert colours(left + back + stayed, bodies) == [{40}, {45}]


def test_without_bodies_nobody_is_known_again_so_far_away() -> None:
    assert len(who_is_where(seen(0.3, 0, 60) + seen(1.6, 120, 180, size=0.12))) == 2


def test_two_who_left_and_came_back_in_each_others_places_are_not_taken_for_each_other() -> None:
    red, blue = seen(0.4, 0, 60) + seen(1.3, 120, 180), seen(1.3, 0, 60) + seen(0.4, 120, 180)

    assert colours(red + blue, dressed(RED, red) + dressed(BLUE, blue)) in ([{45}, {40}], [{40}, {45}])


def test_two_who_pass_so_closely_that_one_is_taken_for_the_other_are_told_apart_again_by_their_clothes() -> None:
    # They come together, the faces touch, and each goes back to where it came from, or so it looks.
    right = [face for i in range(60) for face in seen(0.31 + 0.02 * abs(i - 30), i, i + 1)]
    left = [face for i in range(60) for face in seen(0.29 - 0.02 * abs(i - 30), i, i + 1)]
    before, after = (
        dressed(RED, right[:30]) + dressed(BLUE, left[:30]),
        dressed(BLUE, right[30:]) + dressed(RED, left[30:]),
    )

    assert sorted(map(sorted, colours(right + left, before + after))) == [[40], [45]]


def test_an_arm_before_the_chest_makes_nobody_another() -> None:
    child, adult = seen(0.4, 0, 120), seen(1.3, 0, 120)
    bodies = dressed(GREY, child)
    bodies[4:7] = [replace(body, light=20) for body in bodies[4:7]]

    assert who_is_where(child + adult, bodies + dressed(BLUE, adult)) == [("A", 120, 0.4), ("B", 120, 1.3)]


def test_two_in_the_same_clothes_are_told_apart_by_their_places() -> None:
    one, other = seen(0.4, 0, 60) + seen(0.5, 120, 180), seen(1.3, 0, 60) + seen(1.2, 120, 180)

    assert who_is_where(one + other, dressed(GREY, one + other)) == [("A", 120, 0.4), ("B", 120, 1.3)]


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_faces_are_told_does_not_matter(random: object) -> None:
    faces = seen(0.3, 0, 30) + seen(1.4, 5, 50) + seen(0.35, 60, 90)
    shuffled = list(faces)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a Random

    assert people_in(shuffled, settings=SETTINGS) == people_in(faces, settings=SETTINGS)
