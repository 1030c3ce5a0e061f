import numpy as np
import pytest

from tests.footage.conftest import Film
from tests.footage.kinds import KINDS, true_times
from vignette.domain.span import Micros
from vignette.footage.frames import frames
from vignette.footage.times import frame_times

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


def test_times_run_forward_from_zero_in_whole_microseconds(film: Film) -> None:
    times = frame_times(film(**KINDS["B-frames and open groups"]))

    assert times[0] == 0
    assert times.dtype == np.int64
    assert (np.diff(times) > 0).all()
