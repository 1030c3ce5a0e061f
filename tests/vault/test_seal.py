import hashlib
import io
import os
import pickle
import resource
import stat
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vignette.domain.errors import Sealed
from vignette.domain.source import Source
from vignette.vault.keys import DataKey
from vignette.vault.seal import SealedFile, SealedWriter

SEGMENT = 65536
SEALED_SEGMENT = SEGMENT + 16
HEADER = 47
KEY = DataKey(bytes(range(32)))
CONTEXT = b"film 7"

sizes = st.one_of(
    st.integers(0, 300),
    st.builds(lambda full, more: full * SEGMENT + more, st.sampled_from([1, 2, 3, 20]), st.integers(-2, 2)),
    st.integers(0, 4 * SEGMENT),
)
several_segments = st.builds(lambda full, more: full * SEGMENT + more, st.integers(2, 4), st.integers(-2, 300))
patient = settings(deadline=None, max_examples=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("vault")


def content(size: int, seed: int = 0) -> bytes:
    return hashlib.shake_256(bytes([seed])).digest(size)


def seal(path: Path, plain: bytes, key: DataKey = KEY, context: bytes = CONTEXT) -> SealedFile:
    with SealedWriter(path, key, context) as writer:
        writer.write(plain)
    return SealedFile(path, key, context)


def unseal(sealed: SealedFile) -> bytes:
    with sealed.open() as file:
        return file.read()


def read_on(sealed: SealedFile, given_out: bytearray) -> None:
    with sealed.open() as file:
        while portion := file.read(5000):
            given_out += portion


def segment(index: int) -> slice:
    start = HEADER + index * SEALED_SEGMENT
    return slice(start, start + SEALED_SEGMENT)


@patient
@given(sizes, st.lists(st.integers(0, 3 * SEGMENT), max_size=8))
def test_what_was_sealed_in_any_portions_comes_back(folder: Path, size: int, cuts: list[int]) -> None:
    plain = content(size)
    sealed = SealedFile(folder / "portions", KEY, CONTEXT)

    edges = [0, *sorted(min(cut, size) for cut in cuts), size]
    with SealedWriter(sealed.path, KEY, CONTEXT) as writer:
        taken = [writer.write(plain[start:end]) for start, end in pairwise(edges)]

    assert unseal(sealed) == plain
    assert sealed.size == sum(taken) == size


steps = st.one_of(
    st.tuples(st.just("read"), st.integers(0, 3 * SEGMENT)),
    st.tuples(st.just("readinto"), st.integers(0, 2 * SEGMENT)),
    st.tuples(st.just("seek"), st.integers(0, 6 * SEGMENT)),
    st.tuples(st.just("skip"), st.integers(0, 2 * SEGMENT)),
    st.tuples(st.just("seek from end"), st.integers(-SEGMENT, SEGMENT)),
)


def take(file: BinaryIO, step: tuple[str, int], size: int) -> object:
    what, number = step
    match what:
        case "read":
            return file.read(number)
        case "readinto":
            room = bytearray(number)
            return file.readinto(room), room  # type: ignore[attr-defined]  # BinaryIO leaves it out
        case "seek":
            return file.seek(number)
        case "skip":
            return file.seek(number, os.SEEK_CUR)
        case _:
            return file.seek(max(number, -size), os.SEEK_END)


@patient
@given(sizes, st.lists(steps, max_size=30))
def test_a_sealed_file_reads_like_a_plain_one_in_any_order(
    folder: Path, size: int, walk: list[tuple[str, int]]
) -> None:
    plain = io.BytesIO(content(size))
    sealed = seal(folder / "walk", plain.getvalue())

    with sealed.open() as file:
        for step in walk:
            assert take(file, step, size) == take(plain, step, size)
            assert file.tell() == plain.tell()
        assert file.read() == plain.read()


@pytest.mark.parametrize("portion", [1000, 32768, SEGMENT, 100_001, 1 << 20])
def test_reading_straight_on_gives_every_byte_once(folder: Path, portion: int) -> None:
    plain = content(40 * SEGMENT + 5)
    sealed = seal(folder / "straight", plain)

    with sealed.open() as file:
        portions = list(iter(lambda: file.read(portion), b""))

    assert b"".join(portions) == plain
    assert all(len(one) == portion for one in portions[:-1])


def test_two_readers_of_one_file_do_not_disturb_each_other(folder: Path) -> None:
    plain = content(3 * SEGMENT)
    sealed = seal(folder / "two", plain)

    with sealed.open() as one, sealed.open() as other:
        one.seek(2 * SEGMENT)

        assert other.read(10) == plain[:10]
        assert one.read(10) == plain[2 * SEGMENT :][:10]


@patient
@given(several_segments, st.data())
def test_no_bit_can_be_flipped(folder: Path, size: int, data: st.DataObject) -> None:
    plain = content(size)
    sealed = seal(folder / "flipped", plain)
    raw = bytearray(sealed.path.read_bytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    sealed.path.write_bytes(raw)

    given_out = bytearray()
    with pytest.raises(Sealed):
        read_on(sealed, given_out)

    assert plain.startswith(given_out)


@patient
@given(sizes, st.data())
def test_a_shortened_file_does_not_even_open(folder: Path, size: int, data: st.DataObject) -> None:
    sealed = seal(folder / "shortened", content(size))
    length = sealed.path.stat().st_size
    whole_segments = range(HEADER, length, SEALED_SEGMENT)
    os.truncate(sealed.path, data.draw(st.sampled_from(whole_segments) | st.integers(0, length - 1)))

    with pytest.raises(Sealed):
        sealed.open()


@patient
@given(sizes, st.binary(min_size=1, max_size=50) | st.sampled_from([bytes(SEALED_SEGMENT), bytes(SEGMENT)]))
def test_a_lengthened_file_does_not_even_open(folder: Path, size: int, more: bytes) -> None:
    sealed = seal(folder / "lengthened", content(size))
    with sealed.path.open("ab") as file:
        file.write(more)

    with pytest.raises(Sealed):
        sealed.open()


@patient
@given(st.permutations(range(4)).filter(lambda order: order != [0, 1, 2, 3]))
def test_segments_cannot_change_places(folder: Path, order: list[int]) -> None:
    sealed = seal(folder / "order", content(4 * SEGMENT))
    raw = sealed.path.read_bytes()
    sealed.path.write_bytes(raw[:HEADER] + b"".join(raw[segment(index)] for index in order))

    with pytest.raises(Sealed):
        unseal(sealed)


@pytest.mark.parametrize("kept", [[0, 2, 3], [1, 2, 3], [0, 1, 2], [0, 1, 1, 2, 3], [0, 1, 2, 3, 3], [3]])
def test_segments_can_be_neither_dropped_nor_repeated(folder: Path, kept: list[int]) -> None:
    sealed = seal(folder / "kept", content(4 * SEGMENT))
    raw = sealed.path.read_bytes()
    sealed.path.write_bytes(raw[:HEADER] + b"".join(raw[segment(index)] for index in kept))

    with pytest.raises(Sealed):
        unseal(sealed)


def test_a_segment_of_another_file_under_the_same_key_does_not_fit(folder: Path) -> None:
    sealed = seal(folder / "one", content(3 * SEGMENT, seed=1))
    other = seal(folder / "other", content(3 * SEGMENT, seed=2))
    raw = bytearray(sealed.path.read_bytes())
    raw[segment(1)] = other.path.read_bytes()[segment(1)]
    sealed.path.write_bytes(raw)

    with pytest.raises(Sealed):
        unseal(sealed)


def test_a_file_put_in_the_place_of_another_does_not_open(folder: Path) -> None:
    sealed = seal(folder / "place", b"a film", context=b"film 7")

    with pytest.raises(Sealed):
        SealedFile(sealed.path, KEY, b"film 8").open()


def test_another_key_does_not_open_it(folder: Path) -> None:
    sealed = seal(folder / "key", b"a film")

    with pytest.raises(Sealed):
        SealedFile(sealed.path, DataKey.new(), CONTEXT).open()


@pytest.mark.parametrize("raw", [b"", b"VSEALED", b"\x00\x00\x00\x20ftypisom" * 20, b"VSEALED\x02" + bytes(200)])
def test_what_is_no_sealed_file_is_refused(folder: Path, raw: bytes) -> None:
    path = folder / "plain film"
    path.write_bytes(raw)

    with pytest.raises(Sealed):
        SealedFile(path, KEY, CONTEXT).open()


def test_a_file_that_is_gone_or_a_folder_is_refused(folder: Path) -> None:
    for path in (folder / "gone", folder):
        with pytest.raises(Sealed):
            SealedFile(path, KEY, CONTEXT).open()
    with pytest.raises(Sealed):
        _ = SealedFile(folder / "gone", KEY, CONTEXT).size


def test_a_file_damaged_while_it_is_open_is_refused_from_there_on(folder: Path) -> None:
    plain = content(40 * SEGMENT)
    sealed = seal(folder / "damaged while open", plain)

    with sealed.open() as file:
        assert file.read(10) == plain[:10]
        os.truncate(sealed.path, segment(20).start)
        for _ in range(2):
            file.seek(30 * SEGMENT)
            with pytest.raises(Sealed):
                file.read(10)
        file.seek(0)
        assert file.read(10) == plain[:10]


def test_meeting_damage_does_not_spoil_what_was_read_before(folder: Path) -> None:
    plain = content(40 * SEGMENT)
    sealed = seal(folder / "damage met", plain)

    with sealed.open() as file:
        assert file.read(10) == plain[:10]
        with sealed.path.open("r+b") as raw:
            raw.seek(segment(20).start)
            raw.write(bytes(16))
        file.seek(20 * SEGMENT)
        with pytest.raises(Sealed):
            file.read(10)
        file.seek(5)
        assert file.read(10) == plain[5:15]


def test_the_plain_bytes_are_nowhere_in_the_file(folder: Path) -> None:
    sentence = b"they look at each other and smile"
    sealed = seal(folder / "sentence", sentence * 5000)

    assert sentence[:8] not in sealed.path.read_bytes()


def test_the_same_film_sealed_twice_looks_different(folder: Path) -> None:
    one, other = seal(folder / "once", bytes(1000)), seal(folder / "twice", bytes(1000))

    assert one.path.read_bytes()[HEADER:] != other.path.read_bytes()[HEADER:]


def test_a_half_written_file_never_appears(tmp_path: Path) -> None:
    path = tmp_path / "film"
    writer = SealedWriter(path, KEY, CONTEXT)
    writer.write(content(3 * SEGMENT))

    assert not path.exists()
    writer.close()
    assert list(tmp_path.iterdir()) == [path]


def breaks_off() -> Iterator[bytes]:
    yield content(3 * SEGMENT)
    raise ConnectionError


def receive(path: Path, portions: Iterator[bytes]) -> None:
    with SealedWriter(path, KEY, CONTEXT) as writer:
        for portion in portions:
            writer.write(portion)


def test_an_upload_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError):
        receive(tmp_path / "film", breaks_off())

    assert list(tmp_path.iterdir()) == []


def test_an_earlier_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    sealed = seal(tmp_path / "film", b"earlier")
    writer = SealedWriter(sealed.path, KEY, CONTEXT)
    writer.write(b"later")

    assert unseal(sealed) == b"earlier"
    writer.close()
    assert unseal(sealed) == b"later"


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [4 << 20, 1 << 20, 1])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, size: int) -> None:
    with (
        room_for(size // 2),
        pytest.raises(OSError, match="too large"),
        SealedWriter(tmp_path / "film", KEY, CONTEXT) as writer,
    ):
        writer.write(content(size))

    assert list(tmp_path.iterdir()) == []


def test_after_a_full_disk_closing_does_not_bring_a_file_with_holes(tmp_path: Path) -> None:
    writer = SealedWriter(tmp_path / "film", KEY, CONTEXT)
    with room_for(1 << 20), pytest.raises(OSError, match="too large"):
        writer.write(content(4 << 20))

    writer.close()

    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="closed"):
        writer.write(b"more")


def test_only_the_owner_may_read_a_sealed_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        sealed = seal(tmp_path / "film", b"film")
    finally:
        os.umask(before)

    assert stat.S_IMODE(sealed.path.stat().st_mode) == 0o600


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    writer = SealedWriter(tmp_path / "film", KEY, CONTEXT)
    writer.close()
    (tmp_path / "film").unlink()

    writer.close()
    writer.discard()

    assert list(tmp_path.iterdir()) == []


def test_a_closed_reader_reads_no_more(folder: Path) -> None:
    file = seal(folder / "closed", b"film").open()
    file.close()

    for use in (file.read, file.tell, lambda: file.seek(0)):
        with pytest.raises(ValueError, match="closed"):
            use()


def test_nobody_can_seek_before_the_start(folder: Path) -> None:
    with seal(folder / "start", b"film").open() as file, pytest.raises(ValueError, match="seek"):
        file.seek(-1)


def test_a_sealed_file_travels_to_another_process_and_hides_its_key_in_logs(folder: Path) -> None:
    source: Source = seal(folder / "travels", b"film")

    with pickle.loads(pickle.dumps(source)).open() as file:  # noqa: S301 (bytes of our own)
        assert file.read() == b"film"
    assert repr(KEY.secret)[2:-1] not in repr(source)
    assert KEY.secret.hex() not in repr(source)


def test_sealing_and_reading_a_long_film_needs_little_memory(folder: Path) -> None:
    portion = bytes(1 << 20)
    sealed = SealedFile(folder / "long", KEY, CONTEXT)

    tracemalloc.start()
    with SealedWriter(sealed.path, KEY, CONTEXT) as writer:
        for _ in range(24):
            writer.write(portion)
    with sealed.open() as file:
        while file.read(32768):
            pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 5 << 20


def test_nothing_of_a_damaged_file_is_left_with_whoever_asked_for_much_of_it(folder: Path) -> None:
    sealed = seal(folder / "damaged", b"x" * (8 * SEGMENT))
    content = bytearray(sealed.path.read_bytes())
    content[HEADER + 2 * SEALED_SEGMENT + 100] ^= 1
    sealed.path.write_bytes(content)
    room = bytearray(4 * SEGMENT)

    with sealed.open() as file, pytest.raises(Sealed):
        file.readinto(room)  # type: ignore[attr-defined]  # as readers of films do, whose files are all raw

    assert room == bytes(4 * SEGMENT)
