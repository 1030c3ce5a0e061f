from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.footage.conftest import Film
from tests.footage.kinds import KINDS, true_times
from vignette.domain.errors import UnsuitableFilm
from vignette.domain.span import Micros
from vignette.footage.frames import frames
from vignette.footage.times import LONGEST_REACH, Clock, frame_times

# Matroska counts in milliseconds; every other container here in 1/90000 s.
COARSE = {"a browser's recording": 500}


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_is_listed_at_the_time_the_camera_took_it(kind: str, film: Film) -> None:
    times = frame_times(film(**KINDS[kind]))

    assert len(times) == len(true_times(kind))
    assert np.abs(times - true_times(kind)).max() <= COARSE.get(kind, 6)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_listed_without_decoding_is_what_decoding_shows(kind: str, film: Film) -> None:
    source = film(**KINDS[kind])

    assert [frame.at for frame in frames(source, height=60, step=Micros(1))] == frame_times(source).tolist()


@given(
    st.integers(-(1 << 40), 1 << 40),
    st.builds(Fraction, st.integers(1, 2_000), st.integers(1, (1 << 31) - 1)),
    st.lists(st.integers(-(1 << 33), 1 << 33), min_size=1, max_size=20),
)
def test_many_times_are_reckoned_as_one_is(zero: int, base: Fraction, ticks: list[int]) -> None:
    clock = Clock(zero, base)
    reach = max(abs(tick) for tick in ticks) * base

    if reach > LONGEST_REACH:
        with pytest.raises(UnsuitableFilm):
            clock.at_all(np.array([zero + tick for tick in ticks]))
    else:
        at = clock.at_all(np.array([zero + tick for tick in ticks]))
        assert at.tolist() == [clock.at(zero + tick) for tick in ticks]


def test_a_time_beyond_all_reason_is_refused() -> None:
    with pytest.raises(UnsuitableFilm, match="longer than four hours"):
        Clock(-(1 << 62), Fraction(1)).at_all(np.array([1 << 62]))


def test_times_run_forward_from_zero_in_whole_microseconds(film: Film) -> None:
    times = frame_times(film(**KINDS["B-frames and open groups"]))

    assert times[0] == 0
    assert times.dtype == np.int64
    assert (np.diff(times) > 0).all()
