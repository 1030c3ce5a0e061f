"""Films that were damaged on purpose, each the same for the same number."""

import random
import struct
from collections.abc import Callable
from pathlib import Path

from tests.films import frame_film

Change = Callable[[bytearray, random.Random, list[bytes]], None]

_SMALL: dict[str, object] = {"size": (64, 48), "seconds": 1, "fps": 12, "gop": 6}
SEEDS: dict[str, dict[str, object]] = {
    "mp4": {},
    "mp4, index last": {"is_faststart": False, "b_frames": 2},
    "mov": {"container": "mov", "sound_codec": "pcm_s16le"},
    "hevc": {"codec": "libx265", "rotation": 90, "size": (48, 64)},
    "mkv": {"container": "matroska", "b_frames": 2},
    "webm": {
        "container": "matroska",
        "codec": "libvpx",
        "sound_codec": "libopus",
        "encoder": {"deadline": "realtime", "cpu-used": "8"},
    },
    "ts": {"container": "mpegts", "start": 1_440_000},
    "mpeg": {"container": "mpeg", "codec": "mpeg2video", "sound_codec": "mp2", "fps": 25, "gop": 12},
    "avi": {"container": "avi", "codec": "mpeg4", "sound_codec": "pcm_s16le"},
}
_ODD = (0, 1, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF)
_HEAD = 2048


def seeds(folder: Path) -> dict[str, bytes]:
    """One small film of each container, by its name."""
    films = {}
    for name, recipe in SEEDS.items():
        path = frame_film(folder / "seed", **(_SMALL | recipe))
        films[name] = path.read_bytes()
        path.unlink()
    return films


def mutant(number: int, films: dict[str, bytes]) -> tuple[str, bytes]:
    """What was damaged and how, and the film; `number` chooses, and always chooses the same."""
    chance = random.Random(number)  # noqa: S311  # it damages films, and guards nothing
    seed = list(films)[number % len(films)]
    way = list(CHANGES)[number // len(films) % len(CHANGES)]
    film = bytearray(films[seed])
    CHANGES[way](film, chance, list(films.values()))
    return f"{seed}: {way}", bytes(film)


def _flip(film: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        film[_somewhere(film, chance)] ^= 1 << chance.randrange(8)


def _cut(film: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    del film[chance.randrange(len(film)) :]


def _odd_number(film: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    for _ in range(chance.choice((1, 1, 3))):
        at = _somewhere(film, chance)
        number = struct.pack(chance.choice((">I", "<I")), chance.choice(_ODD))
        film[at : at + 4] = number[: len(film) - at]


def _odd_box(film: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    """The size of a box, a chunk or an element; where none is found, any number."""
    names = (b"moov", b"trak", b"mdia", b"stbl", b"stsd", b"stts", b"stsz", b"stsc", b"stco", b"ctts", b"elst", b"mvhd")
    names += (b"tkhd", b"mdhd", b"hdlr", b"avcC", b"esds", b"mdat", b"LIST", b"strh", b"strf", b"movi", b"idx1")
    there = [at for name in names if (at := film.find(name)) >= 4]
    at = chance.choice(there) - 4 if there else _somewhere(film, chance)
    size = int.from_bytes(film[at : at + 4], "big")
    odd = chance.choice((*_ODD, size + 1, size - 1, size * 2, size - 8))
    film[at : at + 4] = struct.pack(">I", odd % 2**32)


def _splice(film: bytearray, chance: random.Random, others: list[bytes]) -> None:
    other = chance.choice(others)
    film[chance.randrange(len(film)) :] = other[chance.randrange(len(other)) :]


def _lose(film: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    at = _somewhere(film, chance)
    del film[at : at + chance.choice((1, 4, 16, 188, 1000))]


def _repeat(film: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    at = _somewhere(film, chance)
    film[at:at] = film[at : at + chance.choice((1, 8, 188, 4000))] * chance.choice((1, 2, 50))


def _blank(film: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    at, length = _somewhere(film, chance), chance.choice((4, 64, 512, 4096))
    length = min(length, len(film) - at)
    film[at : at + length] = bytes([chance.choice((0, 0xFF))]) * length


def _noise(film: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    at = _somewhere(film, chance)
    noise = chance.randbytes(chance.choice((4, 32, 256)))
    film[at : at + len(noise)] = noise


CHANGES: dict[str, Change] = {
    "bits turned": _flip,
    "cut off": _cut,
    "an odd number": _odd_number,
    "a box of an odd size": _odd_box,
    "the end of another film": _splice,
    "a piece lost": _lose,
    "a piece repeated": _repeat,
    "a piece blank": _blank,
    "a piece of noise": _noise,
}


def _somewhere(film: bytearray, chance: random.Random) -> int:
    """Mostly where containers keep what they say about the film: its two ends."""
    where = chance.randrange(4)
    if where == 0:
        return chance.randrange(len(film))
    near = chance.randrange(min(_HEAD, len(film)))
    return near if where < 3 else len(film) - 1 - near
