from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from tests.films import frame_film, lag, numbers_in, sound_in, tones
from tests.footage.conftest import Film
from tests.footage.making import made
from vignette.domain.errors import UnreadableFilm
from vignette.domain.source import PlainFile
from vignette.footage.recordings import recordings

CAMCORDER: dict[str, Any] = {"container": "mpegts", "sound_codec": "ac3", "start": 1_440_000, "b_frames": 2}
PACKET = {"0": 188, "1": 192}


def cut(path: Path, folder: Path, *places: int) -> list[PlainFile]:
    """The file in pieces, cut at these bytes."""
    content, pieces = path.read_bytes(), []
    for start, end in pairwise([0, *places, path.stat().st_size]):
        pieces.append(PlainFile(folder / f"from{start}.MTS"))
        pieces[-1].path.write_bytes(content[start:end])
    return pieces


def halves(path: Path, folder: Path, container: str, *, sound_lag: float = 0) -> list[PlainFile]:
    """A film of four seconds in two files, the second one beginning with a key picture.

    Of the first file's sound the last `sound_lag` seconds lie in the second. The clock of an MP4 starts again there.
    """
    written = [PlainFile(folder / f"half{number}") for number in range(2)]
    for number, half in enumerate(written):
        with av.open(str(path)) as whole, av.open(str(half.path), "w", format=container) as output:
            start = (whole.start_time or 0) / 1_000_000 if container == "mpegts" else 0.0
            cuts = {"video": start + 2, "audio": start + 2 - sound_lag}
            streams: dict[int, Any] = {each.index: output.add_stream_from_template(each) for each in whole.streams}
            zeros: dict[int, int] = {}
            for packet in whole.demux():
                kind, place, at = packet.stream.type, packet.stream.index, packet.pts
                if at is None or not packet.size or (at * packet.time_base >= cuts[kind]) != number:
                    continue
                zero = zeros.setdefault(place, at if container == "mp4" and number else 0)
                packet.pts, packet.dts, packet.stream = at - zero, (packet.dts or 0) - zero, streams[place]
                output.mux(packet)
    return written


@pytest.mark.parametrize("is_disc", PACKET)
@pytest.mark.parametrize("share", [0.21, 0.5, 0.77])
def test_a_recording_cut_wherever_a_file_was_full_is_known_as_one(is_disc: str, share: float, tmp_path: Path) -> None:
    whole = frame_film(tmp_path / "whole", muxer={"mpegts_m2ts_mode": is_disc}, **CAMCORDER)
    place = round(whole.stat().st_size * share) // PACKET[is_disc] * PACKET[is_disc]

    first, second = cut(whole, tmp_path, place)

    assert recordings([first, second]) == (2,)
    assert recordings([second, first]) == (1, 1)


def test_recordings_of_their_own_stay_apart(film: Film, tmp_path: Path) -> None:
    first, second = cut(film(**CAMCORDER).path, tmp_path, 188 * 300)
    later = film(**CAMCORDER | {"start": 90_000_000})
    phone = film()

    assert recordings([first, second, later, phone, phone]) == (2, 1, 1, 1)
    assert recordings([later]) == (1,)


def test_a_file_that_is_no_film_is_refused(film: Film, tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(b"Dear guider, " * 100)

    with pytest.raises(UnreadableFilm):
        recordings([film(), PlainFile(tmp_path / "letter")])


def test_two_chapters_are_one_film_without_a_gap(film: Film, tmp_path: Path) -> None:
    path, joined = made(halves(film().path, tmp_path, "mp4"), tmp_path / "made", cuts=[1_990_000, 2_010_000])

    assert numbers_in(path) == list(range(120))
    assert np.abs(np.frombuffer(joined.times, "<i8") - np.arange(120) * 1e6 / 30).max() <= 1
    assert_sounds_on(path)


def test_a_camcorders_files_are_one_film_even_where_a_sound_lies_across_the_cut(film: Film, tmp_path: Path) -> None:
    whole = film(**CAMCORDER).path
    content = whole.read_bytes()
    (tmp_path / "joined.MTS").write_bytes(content)
    first, second = cut(whole, tmp_path, len(content) // 188 // 2 * 188)
    assert recordings([first, second]) == (2,)

    path, _ = made([PlainFile(tmp_path / "joined.MTS")], tmp_path / "made")

    assert numbers_in(path) == list(range(120))
    assert_sounds_on(path)


def test_sound_that_lies_in_the_next_file_is_heard_where_it_belongs(film: Film, tmp_path: Path) -> None:
    """Camcorders write a sound somewhat after its pictures, and begin a file with a key picture."""
    pieces = halves(film(**CAMCORDER | {"sound_codec": "mp2"}).path, tmp_path, "mpegts", sound_lag=0.3)
    assert recordings(pieces) == (1, 1)

    path, _ = made(pieces, tmp_path / "made")

    assert numbers_in(path) == list(range(120))
    assert_sounds_on(path)


def assert_sounds_on(path: Path) -> None:
    """The sound is `tones` from end to end: in step, and without a gap or a click where two files meet."""
    rate, samples = sound_in(path)
    assert abs(lag(samples, tones(4, rate))) <= 48
    second_half = slice(round(2.1 * rate), 4 * rate)
    assert abs(lag(samples[second_half], tones(4, rate)[second_half])) <= 48
    # A decoder that begins anew needs some milliseconds to reach full strength.
    around = np.abs(samples[round(1.9 * rate) : round(2.1 * rate)]).reshape(-1, rate // 200).max(axis=1)
    assert around.min() > 0.1
