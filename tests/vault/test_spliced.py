import hashlib
import io
import pickle
import tracemalloc
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vignette.domain.errors import Sealed
from vignette.vault.spliced import SplicedFile, unpack

BODY = hashlib.shake_256(b"film").digest(400_000)
HEAD = b"what stands in front"

patient = settings(deadline=None, max_examples=150)


@dataclass(frozen=True)
class Bytes:
    """A body in memory."""

    content: bytes
    files: tuple[Path, ...] = ()

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)


class Vast(Bytes):
    """A body that is said to be an hour of film."""

    @property
    def size(self) -> int:
        return 1 << 33


def stretch(offset: int, length: int) -> tuple[int, int]:
    return offset, min(length, len(BODY) - offset)


heads = st.sampled_from([b"", HEAD, HEAD * 10_000])
anywhere = st.builds(stretch, st.integers(0, len(BODY)), st.integers(0, 1000) | st.integers(0, len(BODY)))
following = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 300)), max_size=60).map(
    lambda pairs: [stretch(sum(a + b for a, b in pairs[:place]), length) for place, (_, length) in enumerate(pairs)]
)
spliced = st.lists(anywhere, max_size=40) | following
walks = st.lists(st.tuples(st.integers(0, 500_000), st.integers(0, 100_000)), max_size=12)


def table(stretches: list[tuple[int, int]]) -> npt.NDArray[np.int64]:
    return np.array(stretches, np.int64).reshape(-1, 2)


def copied(head: bytes, stretches: list[tuple[int, int]]) -> bytes:
    return head + b"".join(BODY[offset : offset + length] for offset, length in stretches)


def test_an_index_that_points_outside_of_its_film_is_not_kept() -> None:
    for outside in [(len(BODY), 1), (0, len(BODY) + 1), (1, len(BODY)), (2**62, 2**62), (2**63 - 1, 2**63 - 1)]:
        with pytest.raises(ValueError, match="inside the body"):
            SplicedFile(HEAD, table([outside]), Bytes(BODY)).pack()


def whole(file: SplicedFile) -> bytes:
    with file.open() as opened:
        return opened.read()


@patient
@given(heads, spliced, walks)
def test_any_stretches_read_in_any_order_are_what_copying_would_give(
    head: bytes, stretches: list[tuple[int, int]], walk: list[tuple[int, int]]
) -> None:
    file, plain = SplicedFile(head, table(stretches), Bytes(BODY)), io.BytesIO(copied(head, stretches))

    with file.open() as opened:
        for place, count in walk:
            assert opened.seek(place) == plain.seek(place)
            assert opened.read(count) == plain.read(count)
    assert whole(file) == plain.getvalue()
    assert file.size == len(plain.getvalue())


@patient
@given(heads, spliced)
def test_a_packed_file_unpacks_to_the_same_one(head: bytes, stretches: list[tuple[int, int]]) -> None:
    file = SplicedFile(head, table(stretches), Bytes(BODY))

    again = unpack(file.pack(), Bytes(BODY))

    assert again.head == file.head
    assert again.stretches.tolist() == file.stretches.tolist()
    assert whole(again) == copied(head, stretches)


@patient
@given(st.data())
def test_damaged_in_any_place_it_does_not_unpack(data: st.DataObject) -> None:
    packed = bytearray(SplicedFile(HEAD, table([(5, 10), (100, 20)]), Bytes(BODY)).pack())
    place = data.draw(st.integers(0, len(packed) - 1))
    packed[place] ^= data.draw(st.integers(1, 255))

    for damaged in (packed, packed[:place]):
        with pytest.raises(Sealed):
            unpack(bytes(damaged), Bytes(BODY))


def test_over_a_body_of_another_length_it_does_not_unpack() -> None:
    packed = SplicedFile(HEAD, table([(5, 10)]), Bytes(BODY)).pack()

    with pytest.raises(Sealed):
        unpack(packed, Bytes(BODY[:-1]))


def test_stretches_that_lie_side_by_side_become_one() -> None:
    file = SplicedFile(HEAD, table([(10, 5), (15, 7), (22, 0), (30, 1), (22, 8)]), Bytes(BODY))

    assert file.stretches.tolist() == [[10, 12], [30, 1], [22, 8]]


def test_an_hour_of_packets_packs_small() -> None:
    dice = np.random.default_rng(3)
    lengths = dice.integers(10_000, 90_000, 108_000)
    offsets = np.cumsum(lengths + dice.integers(300, 400, 108_000)) - lengths

    packed = SplicedFile(b"", np.stack((offsets, lengths), axis=1), Vast(BODY)).pack()

    assert len(packed) < 7 * 108_000


def test_a_body_that_ends_too_early_is_never_read_past() -> None:
    with pytest.raises(Sealed), SplicedFile(HEAD, table([(len(BODY) - 5, 6)]), Bytes(BODY)).open() as file:
        file.read()


def test_what_is_not_a_stretch_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        SplicedFile(HEAD, table([(5, -1)]), Bytes(BODY))


def test_long_files_are_read_in_little_memory() -> None:
    body = Bytes(bytes(20_000_000))
    gaps = np.arange(0, 20_000_000, 20_000)
    file = SplicedFile(b"", np.stack((gaps, np.full(len(gaps), 19_000)), axis=1), body)

    tracemalloc.start()
    with file.open() as opened:
        while opened.read(1 << 18):
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 5_000_000


def test_it_travels_to_another_process() -> None:
    file = SplicedFile(HEAD, table([(7, 9)]), Bytes(BODY))

    assert whole(pickle.loads(pickle.dumps(file))) == HEAD + BODY[7:16]  # noqa: S301  # our own


class Reads(io.BytesIO):
    """A body that counts how often it is read."""

    count = 0

    def readinto(self, buffer: "memoryview", /) -> int:  # type: ignore[override]  # any buffer, as all readers give
        type(self).count += 1
        return super().readinto(buffer)


@dataclass(frozen=True)
class Counted(Bytes):
    def open(self) -> BinaryIO:
        return Reads(self.content)


def test_pictures_and_sound_that_lie_apart_are_read_together() -> None:
    """Phones write half a second of pictures, then its sound; an index in front of them plays them in turn."""
    body = hashlib.shake_256(b"phone").digest(3_000_000)
    stretches = [
        (start + offset, length)
        for start in range(0, 3_000_000, 300_000)
        for turn in range(14)
        for offset, length in ((turn * 20_000, 20_000), (280_000 + turn * 300, 300))
    ]
    with SplicedFile(HEAD, np.array(stretches), Counted(body)).open() as film:
        content = film.read()

    assert content == HEAD + b"".join(body[offset : offset + length] for offset, length in stretches)
    assert Reads.count < len(stretches) / 10
