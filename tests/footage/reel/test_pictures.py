"""What is shown for a cue: every picture of its stretch once and at its time, still pictures, and cards."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.aside import aside
from tests.films import Recipe, read_number, without_bars
from tests.footage.conftest import UNHURRIED, Film
from tests.footage.kinds import KINDS
from tests.footage.reel.drawn import clip_of, cues_of, darkest_on_a_card, painted
from tests.laws import TIMES
from vignette.domain.score import Card, Cue, Hold, Run
from vignette.domain.showing import Freeze, Showing, Slow
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.reel.pictures import STILL_STEP
from vignette.footage.times import frame_times

LANDSCAPE = (320, 240)
TOLD = sorted(KINDS.keys() - {"pictures hidden by an edit list", "oblong pixels"})


def numbers(cue: Cue, source: Any, shape: tuple[int, int]) -> list[tuple[int, int]]:
    """(time in the reel, number) of each picture shown."""
    return [(at, read_number(without_bars(picture, shape))) for _, at, picture in painted([cue], source, LANDSCAPE)]


@settings(max_examples=7 * TIMES, **UNHURRIED)
@given(
    kind=st.sampled_from(TOLD),
    start=st.integers(0, 3_000_000),
    length=st.integers(70_000, 700_000),
    speed=st.sampled_from((25, 50, 100)),
)
def test_a_run_shows_every_picture_of_its_stretch_once_and_at_its_time(
    kind: str, start: int, length: int, speed: int, film: Film
) -> None:
    span, begins = Span(Micros(start), Micros(start + length)), Micros(5_000_000)
    cue = Cue(begins, Run(span, speed), clip_of((0, 4), Showing()))
    times = frame_times(film(**KINDS[kind])).tolist()
    belong = [
        (begins + (at - start) * 100 // speed, number) for number, at in enumerate(times) if span.holds(Micros(at))
    ]

    seen = numbers(cue, film(**KINDS[kind]), Recipe(**KINDS[kind]).size)

    assert seen == [(begins, belong[0][1]), *belong[1:]]
    assert seen[-1][0] < cue.end


def test_both_fields_of_an_interlaced_film_are_shown(film: Film) -> None:
    source = film(is_interlaced=True, fps=50, seconds=2, size=(320, 240))

    seen = numbers(
        Cue(Micros(0), Run(Span(Micros(400_000), Micros(800_000)), 50), clip_of((0, 2), Showing())), source, (4, 3)
    )

    assert [number for _, number in seen] == list(range(20, 40))
    assert [at for at, _ in seen] == [place * 40_000 for place in range(20)]


@settings(max_examples=7 * TIMES, **UNHURRIED)
@given(kind=st.sampled_from(TOLD), at=st.integers(0, 3_900_000), lasting=st.integers(1, 3_000_000))
def test_a_hold_shows_the_picture_that_a_player_shows_then_again_and_again(
    kind: str, at: int, lasting: int, film: Film
) -> None:
    source = film(**KINDS[kind])
    cue = Cue(Micros(700_000), Hold(Micros(at), Micros(lasting)), clip_of((0, 4), Showing()))

    seen = numbers(cue, source, Recipe(**KINDS[kind]).size)

    assert {number for _, number in seen} == {int((frame_times(source) <= at).sum()) - 1}
    assert [when for when, _ in seen] == list(range(700_000, cue.end, STILL_STEP))


def test_a_hold_at_the_edge_of_its_clip_shows_nothing_from_beyond(film: Film) -> None:
    source = film()
    clip = clip_of((0.99, 2.0), Showing())  # between pictures 29 and 30, and at picture 60 to the microsecond

    def standing(at: int) -> set[int]:
        return {number for _, number in numbers(Cue(Micros(0), Hold(Micros(at), Micros(SECOND)), clip), source, (4, 3))}

    assert standing(clip.span.start) == {30}
    assert standing(clip.span.end) == {59}
    assert standing(3 * SECOND) == {90}  # a still from elsewhere was chosen


def test_a_slow_stretch_and_a_freeze_follow_each_other_without_losing_a_picture(film: Film) -> None:
    slow = Slow(Span(Micros(1_200_000), Micros(1_600_000)), 25)
    showing = Showing(slow=(slow,), freezes=(Freeze(Micros(1_400_000), Micros(SECOND)),))

    seen = [number for cue in cues_of((1.0, 2.0), showing) for _, number in numbers(cue, film(), (4, 3))]

    assert seen == [*range(30, 42), 42, 42, *range(42, 60)]


def test_a_stretch_between_two_pictures_shows_none(film: Film) -> None:
    cue = Cue(Micros(0), Run(Span(Micros(1_010_000), Micros(1_020_000)), 100), clip_of((0, 4), Showing()))

    assert numbers(cue, film(), (4, 3)) == []


def test_a_card_stands_for_its_time_and_needs_no_film() -> None:
    cue = Cue(Micros(2 * SECOND), Card("What do you see?", Micros(1_700_000)), None)

    cards = list(painted([cue], None, (1280, 720)))

    assert [at for _, at, _ in cards] == [2_000_000, 2_500_000, 3_000_000, 3_500_000]
    first = cards[0][2].astype(int)
    assert all((picture == first).all() for _, _, picture in cards)
    assert np.abs(first[0, 0] - (0xF7, 0xF1, 0xE7)).max() <= 3  # the paper of the site
    assert np.abs(first - (0x2C, 0x25, 0x21)).max(axis=2).min() <= 6  # and its ink


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (640, 480)])
@pytest.mark.parametrize("words", ["Mia", "What do you see when you wait, and Mia looks up? " * 6])
def test_the_words_of_a_card_stay_well_inside_and_in_the_middle(words: str, size: tuple[int, int]) -> None:
    cue = Cue(Micros(0), Card(words.strip(), Micros(SECOND)), None)

    _, _, picture = next(iter(painted([cue], None, size)))

    rows, columns = np.nonzero(picture[..., 0] < 150)
    assert min(columns.min(), size[0] - 1 - columns.max()) > 0.08 * size[0]
    assert min(rows.min(), size[1] - 1 - rows.max()) > 0.08 * size[1]
    assert abs(columns.min() + columns.max() - size[0]) < 0.03 * size[0]
    assert abs(rows.min() + rows.max() - size[1]) < 0.08 * size[1]


def test_words_of_any_script_are_written_in_the_cell_as_well() -> None:
    assert aside(darkest_on_a_card, "ماذا ترى؟ Mia, 2", seconds=60.0) < 60
