from pathlib import Path
from typing import Any

import pytest

from tests.footage.conftest import Film
from vignette.domain.errors import UnsuitableFilm
from vignette.domain.source import PlainFile
from vignette.footage.probe import probe_all
from vignette.footage.takes import sources_of
from vignette.footage.times import frame_times
from vignette.footage.window import Window

STREAMS: dict[str, dict[str, Any]] = {
    "a camcorder's card": {"container": "mpegts", "muxer": {"mpegts_m2ts_mode": "1"}, "sound_codec": "ac3"},
    "a stream": {"container": "mpegts", "sound_codec": "mp2", "b_frames": 2},
    "a disc": {"container": "vob", "codec": "mpeg2video", "sound_codec": "ac3"},
    "a disc without sound": {"container": "vob", "codec": "mpeg2video", "has_sound": False},
}


def put_together(folder: Path, *pieces: PlainFile) -> PlainFile:
    whole = PlainFile(folder / "whole")
    whole.path.write_bytes(b"".join(piece.path.read_bytes() for piece in pieces))
    return whole


@pytest.mark.parametrize("recipe", STREAMS.values(), ids=STREAMS)
@pytest.mark.parametrize("starts", [(40_000_000, 1_440_000), (1_440_000, 1_440_000), (9_000_000_000, 2_000_000)])
def test_films_put_end_to_end_are_parted_where_one_ended(
    recipe: dict[str, Any], starts: tuple[int, int], film: Film, tmp_path: Path
) -> None:
    first, second = (film(seconds=2, start=start, **recipe) for start in starts)
    whole = put_together(tmp_path, first, second)

    takes = probe_all([whole])

    pieces = sources_of(takes, [whole])
    assert [frame_times(piece).tolist() for piece in pieces] == [frame_times(each).tolist() for each in (first, second)]
    assert takes[0].end == takes[1].start
    # What a stream tells of itself may stand before the first packet of its pictures and sound.
    assert 0 <= takes[1].start - first.size < 2048


def test_a_clock_that_runs_over_is_no_restart(film: Film) -> None:
    runs_over = film(container="mpegts", start=(1 << 33) * 1_000_000 // 90_000 - 2_400_000, seconds=2)

    assert [(take.start, take.end) for take in probe_all([runs_over])] == [(0, runs_over.size)]


def test_half_a_minute_without_pictures_is_part_of_the_film(film: Film) -> None:
    paused = film(container="mpegts", times=[0, 100_000, 200_000, 30_000_000, 30_100_000], has_sound=False)

    (take,) = probe_all([paused])

    assert take.footage.length == 30_200_000


def test_a_scrap_behind_a_film_is_passed_over(film: Film, tmp_path: Path) -> None:
    whole, scrap = film(seconds=2, **STREAMS["a stream"]), film(seconds=0.3, **STREAMS["a stream"])

    (take,) = probe_all([put_together(tmp_path, whole, scrap)])

    assert (take.start, take.footage.length) == (0, 2_000_000)


def test_scraps_alone_are_no_film(film: Film, tmp_path: Path) -> None:
    scrap = film(seconds=0.3, start=10_000_000, **STREAMS["a stream"])

    with pytest.raises(UnsuitableFilm, match="too short"):
        probe_all([put_together(tmp_path, *[scrap, film(seconds=0.3, **STREAMS["a stream"])])])


def test_a_window_gives_its_bytes_and_no_others(tmp_path: Path) -> None:
    whole = PlainFile(tmp_path / "whole")
    whole.path.write_bytes(bytes(range(200)))
    window = Window(whole, 20, 120)

    with window.open() as file:
        assert (window.size, window.files) == (100, (whole.path,))
        assert file.read() == bytes(range(20, 120))
        assert file.seek(-10, 2) == 90
        assert file.read(50) == bytes(range(110, 120))
        assert file.read(1) == b""


def test_a_window_runs_forward(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="forward"):
        Window(PlainFile(tmp_path / "whole"), 20, 10)
