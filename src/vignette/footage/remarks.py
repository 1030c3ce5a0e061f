"""What cameras and editors hide inside a picture stream, and what a bad card spoilt in it, found without decoding.

All is told from how a stream is built: ITU-T H.264, 7.3, 7.4.1 and D.1.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

_SLICE, _IDR, _SEI, _SHAPE = 1, 5, 6, 7
# Slices, SEI, parameter sets, delimiter, ends of sequence and stream, filler: all that a plain film is made of.
_PLAIN: Final = frozenset((_SLICE, _IDR, _SEI, _SHAPE, 8, 9, 10, 11, 12))
_REGISTERED, _UNREGISTERED = 4, 5
# What encoders say of their own settings, nothing of a person or place: x264 in words, Apple's in a few numbers.
_X264: Final = bytes.fromhex("dc45e9bde6d948b7962cd820d923eeef") + b"x264 - core "
_APPLE: Final = bytes.fromhex("47564adc5c4c433f94efc5113cd143a8")
_FEW_NUMBERS: Final = 64
# No camera comes near; without limits, a film made to do so would keep the search busy for hours.
_MOST_UNITS: Final = 512
_MOST_MESSAGES: Final = 64
# A slice begins with three numbers: its first block, its type and what it was coded by. They fit into so many bytes.
_BEGINNING: Final = 8
_TYPES: Final = 10
_WITHOUT_OTHERS: Final = (2, 4)
_MOST_WAYS: Final = 256


@dataclass(frozen=True, slots=True)
class Seen:
    """What one picture's packet is: `is_fresh` where nothing before it is needed, `is_plain` where nothing is hidden,
    `is_steady` where it does not describe another shape of picture than its film does, `is_whole` where nothing tells
    that it was spoilt. Inside a picture only noughts do: there are never more than two in a row.

    A packet that is not built of units is neither fresh nor steady nor whole.
    """

    is_fresh: bool
    is_plain: bool
    is_steady: bool
    is_whole: bool


_BROKEN: Final = Seen(is_fresh=False, is_plain=True, is_steady=False, is_whole=False)


def seen(packet: memoryview, setup: bytes) -> Seen:
    """What an H.264 packet as MP4 stores it, with four-byte lengths, is, in a film described by `setup`."""
    place, size, is_fresh, is_plain, is_steady = 0, len(packet), False, True, True
    is_whole = bool(np.frombuffer(packet, np.uint32, size // 4).all())
    for _ in range(_MOST_UNITS):
        if place == size:
            return Seen(is_fresh, is_plain, is_steady, is_whole)
        end = place + 4 + int.from_bytes(packet[place : place + 4], "big")
        if end > size or end < place + 5:
            return _BROKEN
        kind = packet[place + 4] & 31
        is_whole = is_whole and _begins(packet[place + 4 : end])
        is_fresh = is_fresh or kind == _IDR
        if kind == _SEI:
            is_plain = is_plain and not remarks_in(packet[place + 5 : end])
        elif kind == _SHAPE:
            is_steady = is_steady and bytes(packet[place + 4 : end]) in setup
        elif kind not in _PLAIN:
            is_plain = False
        place = end
    return _BROKEN


def _begins(unit: memoryview) -> bool:
    """Whether a unit begins as one can; a slice of a picture that starts afresh refers to no other."""
    kind = unit[0] & 31
    if unit[0] & 128 or kind not in (_SLICE, _IDR):
        return unit[0] < 128
    word = int.from_bytes(unit[1 : 1 + _BEGINNING].tobytes().ljust(_BEGINNING, b"\xff"), "big")
    bits = 8 * _BEGINNING
    found = []
    for _ in range(3):
        length = 2 * (bits - word.bit_length()) + 1
        if length > bits:
            return False
        bits -= length
        found.append((word >> bits) - 1)
        word &= (1 << bits) - 1
    return found[1] < _TYPES and found[2] < _MOST_WAYS and (kind != _IDR or found[1] % 5 in _WITHOUT_OTHERS)


def remarks_in(sei: memoryview) -> bool:
    """Whether supplemental information, without its first byte, holds user data other than an encoder's settings."""
    content = bytes(sei).replace(b"\0\0\3", b"\0\0")
    place = 0
    for _ in range(_MOST_MESSAGES):
        # The last byte that is not zero holds the stop bit.
        if place >= len(content) - 1 or content[place:].rstrip(b"\0") == b"\x80":
            return False
        kind, place = _number(content, place)
        length, place = _number(content, place)
        if kind == _REGISTERED or (kind == _UNREGISTERED and not _are_settings(content[place : place + length])):
            return True
        place += length
    return True


def _are_settings(payload: bytes) -> bool:
    return payload.startswith(_X264) or (payload.startswith(_APPLE) and len(payload) <= _FEW_NUMBERS)


def _number(content: bytes, place: int) -> tuple[int, int]:
    """A number written as bytes of 255 and one that is less, and the place after it."""
    number = 0
    while place < len(content) and content[place] == 255:
        number += 255
        place += 1
    return number + (content[place] if place < len(content) else 0), place + 1
