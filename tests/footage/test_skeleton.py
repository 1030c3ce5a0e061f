import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.footage.conftest import UNHURRIED, Film
from vignette.domain.source import PlainFile, Source
from vignette.footage.container import opened
from vignette.footage.skeleton import Track, skeleton
from vignette.footage.walk import Packets
from vignette.vault.spliced import SplicedFile

BODY = hashlib.shake_256(b"pictures and sound").digest(300_000)
TICKS = 90_000
STEP = 3_000
KEY = 1


@dataclass(frozen=True)
class Bytes:
    content: bytes
    files: tuple[Path, ...] = ()

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)


@contextmanager
def tracks(like: PlainFile, pictures: list[tuple[int, int]], sounds: list[tuple[int, int]]) -> Iterator[list[Track]]:
    """A track of pictures, 30 a second, and perhaps one of sound, whose packets lie at these (offset, size)."""
    with opened(like) as film:
        assert film.sound is not None
        made = [Track(film.pictures, Fraction(1, TICKS), table(pictures, STEP))]
        made += [Track(film.sound, Fraction(1, 48_000), table(sounds, 1_024))] if sounds else []
        yield made


def table(places: list[tuple[int, int]], step: int) -> Packets:
    rows = [(n * step, n * step, step, offset, size, KEY * (n % 5 == 0)) for n, (offset, size) in enumerate(places)]
    return Packets(np.array(rows, dtype=np.int64))


def read(film: Source) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {"video": [], "audio": []}
    with film.open() as file, av.open(file, "r", format="mov") as container:
        for packet in container.demux():
            if packet.size:
                found[packet.stream.type].append(bytes(packet))
    return found


def cut(places: list[tuple[int, int]]) -> list[bytes]:
    return [BODY[offset : offset + size] for offset, size in places]


places = st.lists(st.tuples(st.integers(0, 290_000), st.integers(8, 9_000)), min_size=1, max_size=60)


@settings(**UNHURRIED, max_examples=40)
@given(pictures=places, sounds=places | st.just([]))
def test_wherever_packets_lie_each_is_read_back_whole_and_in_order(
    film: Film, pictures: list[tuple[int, int]], sounds: list[tuple[int, int]]
) -> None:
    with tracks(film(), pictures, sounds) as made:
        finished = skeleton(made, timescale=TICKS)

    assert finished is not None
    assert read(SplicedFile(*finished, Bytes(BODY))) == {"video": cut(pictures), "audio": cut(sounds)}


def test_beyond_four_gigabytes_every_place_is_still_right(film: Film, tmp_path: Path) -> None:
    body, size, count = PlainFile(tmp_path / "body"), 1_000_000, 4_400
    pictures = [(number * size, size) for number in range(count)]
    with body.path.open("wb") as file:
        for offset, _ in pictures:
            file.seek(offset)
            file.write(offset.to_bytes(8, "big"))
        file.truncate(size * count)

    with tracks(film(), pictures, [(offset + size - 100, 100) for offset, _ in pictures]) as made:
        finished = skeleton(made, timescale=TICKS)

    assert finished is not None
    film_file = SplicedFile(*finished, body)
    assert film_file.size > 1 << 32
    assert ends_of(film_file, count) == [offset.to_bytes(8, "big") for offset, _ in pictures[-3:]]


def ends_of(film: Source, count: int) -> list[bytes]:
    """The first bytes of the last three pictures, found as a player would: by its index, without reading the rest."""
    with film.open() as file, av.open(file, "r", format="mov") as container:
        entries = container.streams.video[0].index_entries
        assert len(entries) == count
        places = [entries[number].pos for number in range(count - 3, count)]
        return [bytes_at(file, place) for place in places]


def bytes_at(file: BinaryIO, place: int) -> bytes:
    file.seek(place)
    return file.read(8)


def test_just_below_four_gigabytes_the_index_may_not_push_a_place_over(film: Film, tmp_path: Path) -> None:
    body = PlainFile(tmp_path / "body")
    size, count = (1 << 20) - 50, 1 << 12
    with body.path.open("wb") as file:
        file.truncate(size * count)

    with tracks(film(), [(number * size, size) for number in range(count)], []) as made:
        assert skeleton(made, timescale=TICKS) is not None


@pytest.mark.parametrize(
    "harm",
    [
        lambda table: table[3].__setitem__(1, 0),
        lambda table: table[3].__setitem__(3, -5),
        lambda table: table[3].__setitem__(4, 1 << 27),
        lambda table: table[3].__setitem__(1, -(1 << 62)),
        lambda table: table[:, 0].__isub__(1),
    ],
    ids=["times that run backward", "no place", "a packet too large", "no time", "shown before it starts"],
)
def test_what_an_mp4_cannot_tell_is_not_made(harm: Any, film: Film) -> None:
    with tracks(film(), [(number * 100, 100) for number in range(10)], []) as made:
        harm(made[0].packets.table)

        assert skeleton(made, timescale=TICKS) is None


def test_a_film_of_hardly_any_bytes_takes_hardly_any_index(film: Film) -> None:
    with tracks(film(), [(0, 100)] * 900, [(0, 100)] * 900) as made:
        head, _ = skeleton(made, timescale=TICKS) or (b"", None)

    assert 900 * 8 < len(head) < 900 * 40
