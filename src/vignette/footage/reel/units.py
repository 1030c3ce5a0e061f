"""What an H.264 stream is built of: ITU-T H.264, 7.3.1 and Annex B; ISO/IEC 14496-15, 5.3.3.1."""

from collections.abc import Iterator
from typing import Final

_SLICE, _IDR = 1, 5
_SETS: Final = (7, 8)
_START: Final = b"\0\0\0\1"
_MARK: Final = b"\0\0\1"
_LENGTH: Final = 4
# Table A-1, up to what a telephone of ten years ago can do.
_LEVELS: Final = frozenset((10, 11, 12, 13, 20, 21, 22, 30, 31, 32, 40))

Shape = tuple[bytes, ...]
"""The parameter sets that describe a stream, in order."""


def shape_of_movie(setup: bytes) -> Shape | None:
    """The sets in what an MP4 says of its pictures; None where its units have no lengths of four bytes."""
    if len(setup) < 7 or setup[0] != 1 or setup[4] & 3 != _LENGTH - 1:
        return None
    sequences, place = _sets(setup, 6, setup[5] & 31)
    pictures, _ = _sets(setup, place + 1, setup[place] if place < len(setup) else 0)
    return (*sequences, *pictures)


def shape_of_stream(setup: bytes) -> Shape:
    """The sets in what an encoder says of its pictures."""
    return tuple(unit for unit in _marked(setup) if unit[0] & 31 in _SETS)


def level_of(shape: Shape) -> str | None:
    """What a player has to be able to do, as encoders are told it: "3.1" for one; None where the shape says nothing."""
    level = shape[0][3] if shape and len(shape[0]) > 3 else 0
    return f"{level / 10:.1f}" if level in _LEVELS else None


def as_stream(packet: memoryview) -> bytes | None:
    """The slices of a packet with lengths, and nothing else of it, as they stand in a stream with start codes.

    None where it is not built as it should be.
    """
    units, place, size = list[bytes](), 0, len(packet)
    while place < size:
        end = place + _LENGTH + int.from_bytes(packet[place : place + _LENGTH], "big")
        unit = bytes(packet[place + _LENGTH : end])
        # A start code inside would make two units of one, and the second could be anything.
        if end > size or not unit or _MARK in unit:
            return None
        units.append(unit)
        place = end
    return _joined(units)


def only_slices(packet: bytes) -> bytes:
    """A packet with start codes without anything but its slices: encoders tell how they were set in front of them."""
    return _joined(_marked(packet))


def is_fresh(packet: bytes) -> bool:
    """Whether a packet of slices, with start codes, is a picture that nothing before it is needed for."""
    return packet[_LENGTH] & 31 == _IDR


def _joined(units: Iterator[bytes] | list[bytes]) -> bytes:
    return b"".join(_START + unit for unit in units if unit[0] & 31 in (_SLICE, _IDR))


def _marked(stream: bytes) -> Iterator[bytes]:
    units = (unit.rstrip(b"\0") for unit in stream.split(_MARK)[1:])
    return (unit for unit in units if unit)


def _sets(setup: bytes, place: int, count: int) -> tuple[list[bytes], int]:
    found = []
    for _ in range(count):
        end = place + 2 + int.from_bytes(setup[place : place + 2], "big")
        found.append(setup[place + 2 : end])
        place = end
    return found, place
