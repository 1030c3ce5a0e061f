"""Who is who: people keep their letter, false faces get none."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS
from vignette.domain.measurement import FaceSeen
from vignette.domain.span import Micros
from vignette.domain.track import STEP
from vignette.signals.identity import people_in


def seen(x: float, first: int, last: int, *, y: float = 0.4, size: float = 0.2) -> list[FaceSeen]:
    return [FaceSeen(Micros(i * STEP), x, y, size, 0, 0, 0, 0.8, 0, 0.9) for i in range(first, last)]


def who_is_where(faces: list[FaceSeen]) -> list[tuple[str, int, float]]:
    return [(p.who, len(p.faces), round(p.faces[0].x, 2)) for p in people_in(faces, settings=SETTINGS)]


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


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_faces_are_told_does_not_matter(random: object) -> None:
    faces = seen(0.3, 0, 30) + seen(1.4, 5, 50) + seen(0.35, 60, 90)
    shuffled = list(faces)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a Random

    assert people_in(shuffled, settings=SETTINGS) == people_in(faces, settings=SETTINGS)
