"""Tracks that were saved are the tracks that are loaded, and other programs can read them too."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from vignette.domain.span import Micros
from vignette.domain.track import STEP, Signal, Track
from vignette.exchange.tracks import DIGEST, UNITS, Tracks, load_tracks, save_tracks

FROM_BEFORE = Path(__file__).parent / "tracks-from-before.arrows"
"""The TRACKS below, as version 0.1.0 of 23 November 2026 saved them."""
TRACKS = (
    Track("A", Signal.YAW, np.array([1.5, np.nan, -3], np.float32)),
    Track("", Signal.SPEECH, np.array([0, 1, np.nan], np.float32)),
)


def saved(path: Path, *tracks: Track) -> Path:
    save_tracks(path, Tracks(tracks, ("A", "B"), "default-1"))
    return path


def told(tracks: tuple[Track, ...]) -> list[tuple[object, ...]]:
    return [(track.who, track.signal, track.step, track.values.dtype, track.values.tobytes()) for track in tracks]


def test_what_was_saved_is_loaded_and_unseen_stays_unseen(tmp_path: Path) -> None:
    back = load_tracks(saved(tmp_path / "tracks.arrows", *TRACKS))

    assert told(back.tracks) == told(TRACKS)
    assert (back.people, back.settings_version) == (("A", "B"), "default-1")


@given(rows=arrays(np.float32, st.tuples(st.integers(0, 3), st.integers(0, 40))), step=st.integers(1, 10**7))
def test_any_numbers_come_back_bit_by_bit(
    tmp_path_factory: pytest.TempPathFactory, rows: npt.NDArray[np.float32], step: int
) -> None:
    tracks = tuple(Track(str(place), Signal.SMILE, row, Micros(step)) for place, row in enumerate(rows))

    back = load_tracks(saved(tmp_path_factory.mktemp("tracks") / "tracks.arrows", *tracks))

    assert told(back.tracks) == told(tracks)


def test_a_film_in_which_nothing_was_found_has_no_tracks(tmp_path: Path) -> None:
    assert load_tracks(saved(tmp_path / "tracks.arrows")).tracks == ()


def test_every_signal_says_its_unit() -> None:
    assert UNITS.keys() == set(Signal)


def test_another_reader_finds_times_units_and_gaps(tmp_path: Path) -> None:
    with pyarrow.ipc.open_stream(saved(tmp_path / "tracks.arrows", *TRACKS)) as stream:
        table = stream.read_all()

    assert table.column_names == ["time", "A head yaw", "speech"]
    assert table["time"].to_pylist() == [0, STEP, 2 * STEP]
    assert np.array_equal(table["A head yaw"].to_numpy(), [1.5, np.nan, -3], equal_nan=True)
    assert table.schema.field("A head yaw").metadata[b"unit"] == b"degrees, + towards the person's own left"
    assert table.schema.metadata[b"schema"] == b"vignette-tracks/1"


def test_tracks_of_different_films_are_not_saved_together(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="share their step and length"):
        saved(tmp_path / "tracks.arrows", *TRACKS, Track("B", Signal.YAW, np.zeros(5, np.float32)))


@pytest.mark.parametrize("noise", [b"", b"no tracks", bytes(1000)])
def test_other_files_are_refused(tmp_path: Path, noise: bytes) -> None:
    path = tmp_path / "tracks.arrows"
    path.write_bytes(noise)

    with pytest.raises(ValueError, match="damaged, or was not saved here"):
        load_tracks(path)


@given(at=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_a_damaged_file_is_refused(tmp_path_factory: pytest.TempPathFactory, at: int, flip: int) -> None:
    path = saved(tmp_path_factory.mktemp("tracks") / "tracks.arrows", *TRACKS)
    damaged = bytearray(path.read_bytes())
    damaged[at % len(damaged)] ^= flip
    path.write_bytes(damaged)

    with pytest.raises(ValueError, match="damaged"):
        load_tracks(path)


def test_a_file_saved_before_there_were_more_signals_is_loaded_as_it_was() -> None:
    back = load_tracks(FROM_BEFORE)

    assert told(back.tracks) == told(TRACKS)
    assert (back.people, back.settings_version) == (("A", "B"), "default-1")


def test_a_signal_that_a_later_version_measures_is_told_by_its_name(tmp_path: Path) -> None:
    path = saved(tmp_path / "tracks.arrows", *TRACKS)
    later = path.read_bytes()[:-DIGEST].replace(b"head yaw", b"ear size")
    path.write_bytes(later + sha256(later).digest())

    with pytest.raises(ValueError, match=r"holds what a later version measured, which is not known here: ear size$"):
        load_tracks(path)


def test_tracks_of_a_later_version_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "tracks.arrows", *TRACKS)
    later = path.read_bytes()[:-DIGEST].replace(b"vignette-tracks/1", b"vignette-tracks/2")
    path.write_bytes(later + sha256(later).digest())

    with pytest.raises(ValueError, match="no vignette-tracks/1 but vignette-tracks/2"):
        load_tracks(path)
