import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.films import read_number
from tests.footage.conftest import UNHURRIED, Film
from tests.footage.kinds import KINDS, true_times
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.frames import frames
from vignette.footage.times import frame_times

FIRST_SHOWN = {"pictures hidden by an edit list": 37}


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_comes_once_upright_and_in_order(kind: str, film: Film) -> None:
    seen = [read_number(frame.pixels) for frame in frames(film(**KINDS[kind]), height=120, step=Micros(1))]

    first = FIRST_SHOWN.get(kind, 0)
    assert seen == list(range(first, first + len(true_times(kind))))


@settings(max_examples=40, **UNHURRIED)
@given(kind=st.sampled_from(sorted(KINDS)), start=st.integers(0, 3_900_000), length=st.integers(1, 1_500_000))
def test_a_span_gives_the_pictures_inside_it_and_no_other(kind: str, start: int, length: int, film: Film) -> None:
    source, span = film(**KINDS[kind]), Span(Micros(start), Micros(start + length))

    seen = [frame.at for frame in frames(source, height=30, step=Micros(1), span=span)]

    assert seen == [at for at in frame_times(source).tolist() if span.holds(at)]


def test_a_step_gives_one_picture_for_each_stretch_of_that_length(film: Film) -> None:
    seen = [frame.at for frame in frames(film(), height=120, step=Micros(250_000))]

    assert [at // 250_000 for at in seen] == list(range(16))


@pytest.mark.parametrize("kind", KINDS)
def test_each_step_gives_its_first_picture_whatever_the_decoder_passes_over(kind: str, film: Film) -> None:
    source = film(**KINDS[kind])
    every = [(frame.at, read_number(frame.pixels)) for frame in frames(source, height=120, step=Micros(1))]

    seen = [(frame.at, read_number(frame.pixels)) for frame in frames(source, height=120, step=Micros(80_000))]

    firsts = {at // 80_000: (at, number) for at, number in reversed(every)}
    assert seen == sorted(firsts.values())


def test_with_a_long_step_a_film_with_short_groups_gives_its_key_pictures(film: Film) -> None:
    seen = [read_number(frame.pixels) for frame in frames(film(gop=30), height=120, step=SECOND)]

    assert seen == [0, 30, 60, 90]


def test_a_film_with_one_long_group_still_gives_a_picture_for_each_step(film: Film) -> None:
    seen = [frame.at // SECOND for frame in frames(film(gop=120), height=120, step=SECOND)]

    assert seen == [0, 1, 2, 3]


def test_pictures_are_as_high_as_asked_and_keep_their_shape(film: Film) -> None:
    first = next(frames(film(size=(160, 120)), height=60, step=SECOND))

    assert first.pixels.shape == (60, 80, 3)
    assert first.pixels.dtype == np.uint8


def test_a_small_film_is_not_enlarged(film: Film) -> None:
    assert next(frames(film(size=(160, 120)), height=720, step=SECOND)).pixels.shape == (120, 160, 3)


def test_oblong_pixels_are_shown_square(film: Film) -> None:
    assert next(frames(film(**KINDS["oblong pixels"]), height=120, step=SECOND)).pixels.shape == (120, 213, 3)


def test_white_stays_white_and_black_stays_black_in_hdr(film: Film) -> None:
    first = next(frames(film(**KINDS["a new phone in HDR"]), height=120, step=SECOND)).pixels

    assert first[10, 10].min() > 200
    assert first[110, 110].max() < 60


def test_reading_a_film_keeps_no_picture_in_memory(film: Film) -> None:
    source = film(size=(640, 360))
    tracemalloc.start()

    for _ in frames(source, height=360, step=Micros(1)):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 12 * 640 * 360 * 3
