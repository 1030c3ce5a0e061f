import hashlib
import io
import os
import pickle
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vignette.domain.errors import Sealed
from vignette.vault.joined import JoinedFile
from vignette.vault.keys import DataKey
from vignette.vault.seal import SealedFile, SealedWriter

SEGMENT = 65536
KEY = DataKey(bytes(range(32)))
CONTENT = hashlib.shake_256(b"film").digest(3 * SEGMENT)

patient = settings(deadline=None, max_examples=60)
cuts = st.lists(st.integers(0, len(CONTENT)), max_size=6)
walks = st.lists(st.tuples(st.integers(0, len(CONTENT)), st.integers(0, SEGMENT)), max_size=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("vault")


def sealed(path: Path, plain: bytes) -> SealedFile:
    with SealedWriter(path, KEY, b"part") as writer:
        writer.write(plain)
    return SealedFile(path, KEY, b"part")


def parted(folder: Path, cuts: list[int]) -> JoinedFile:
    """The content in as many parts as the cuts make, some of them empty."""
    edges = [0, *sorted(cuts), len(CONTENT)]
    return JoinedFile(tuple(sealed(folder / f"{place}", CONTENT[a:b]) for place, (a, b) in enumerate(pairwise(edges))))


def files_open() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def whole(joined: JoinedFile) -> bytes:
    with joined.open() as file:
        return file.read()


@patient
@given(cuts, walks)
def test_parts_read_like_the_file_they_came_from_in_any_order(
    folder: Path, cuts: list[int], walk: list[tuple[int, int]]
) -> None:
    joined, plain = parted(folder, cuts), io.BytesIO(CONTENT)

    with joined.open() as file:
        for place, count in walk:
            assert file.seek(place) == plain.seek(place)
            assert file.read(count) == plain.read(count)
    assert joined.size == len(CONTENT)
    assert whole(joined) == CONTENT


@patient
@given(cuts, st.data())
def test_a_window_on_a_window_shows_just_what_lies_in_it(folder: Path, cuts: list[int], data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(CONTENT))] * 2)))
    low, high = sorted(data.draw(st.tuples(*[st.integers(0, end - start)] * 2)))

    window = parted(folder, cuts).window(start, end).window(low, high)

    assert window.size == high - low
    assert whole(window) == CONTENT[start + low : start + high]


def test_a_window_is_read_from_no_more_files_than_it_lies_in(folder: Path) -> None:
    joined = parted(folder, [1000, 2000, 3000])

    assert joined.window(1500, 2000).files == joined.files[1:2]
    assert joined.window(1500, 2001).files == joined.files[1:3]
    assert joined.window(2000, 2000).files == ()


def test_hundreds_of_parts_are_opened_one_by_one_as_they_are_read(folder: Path) -> None:
    part = sealed(folder / "small", CONTENT[:100])
    before = files_open()

    with JoinedFile((part,) * 500).open() as file:
        assert files_open() == before
        assert file.read() == CONTENT[:100] * 500
        assert files_open() <= before + 4
    assert files_open() == before


def test_a_part_that_is_gone_or_damaged_or_cut_short_is_never_read_past(folder: Path) -> None:
    for harm in (Path.unlink, lambda path: path.write_bytes(bytes(100)), lambda path: os.truncate(path, 47 + 65552)):
        joined = parted(folder, [SEGMENT, 3 * SEGMENT - 1])
        with joined.open() as file:
            harm(joined.files[1])

            with pytest.raises(Sealed):
                file.read()


def test_a_window_that_reaches_past_the_parts_is_refused(folder: Path) -> None:
    short = JoinedFile((sealed(folder / "short", CONTENT[:100]),), 0, 101)

    with pytest.raises(Sealed):
        short.open()
    with pytest.raises(ValueError, match="no such window"):
        JoinedFile(short.parts).window(0, 101)


def test_a_joined_file_travels_to_another_process(folder: Path) -> None:
    joined = parted(folder, [10, 20]).window(5, 30)

    assert whole(pickle.loads(pickle.dumps(joined))) == CONTENT[5:30]  # noqa: S301  # our own
