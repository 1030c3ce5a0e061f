from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.footage.remarks import Seen, seen

SETUP = b"\x01\x64\x00\x0b\xff\xe1\x00\x05\x67shap\x01\x00\x02\x68e"
X264 = bytes.fromhex("dc45e9bde6d948b7962cd820d923eeef")
APPLE = bytes.fromhex("47564adc5c4c433f94efc5113cd143a8")
KEY, LATER = b"\x65\x88picture", b"\x41\x9apicture"


def packet(*units: bytes) -> memoryview:
    return memoryview(b"".join(len(unit).to_bytes(4, "big") + unit for unit in units))


def sei(*messages: tuple[int, bytes]) -> bytes:
    """A unit of supplemental information; where its bytes could be taken for a start, a 3 is put between."""
    content = b"".join(number(kind) + number(len(payload)) + payload for kind, payload in messages) + b"\x80"
    return b"\x06" + content.replace(b"\0\0\0", b"\0\0\x03\0").replace(b"\0\0\x01", b"\0\0\x03\x01")


def number(value: int) -> bytes:
    return b"\xff" * (value // 255) + bytes([value % 255])


PLAIN = {
    "a key picture": packet(KEY),
    "with its delimiter": packet(b"\x09\x10", KEY),
    "in several slices": packet(KEY, KEY, KEY),
    "with the shape it has": packet(b"\x67shap", b"\x68e", KEY),
    "timing": packet(sei((1, b"\0\0\0\x01")), KEY),
    "an encoder's settings": packet(sei((5, X264 + b"x264 - core 165 - H.264/MPEG-4 AVC codec" + bytes(300))), KEY),
    "an iPhone's bit rate": packet(sei((5, APPLE + bytes.fromhex("01ffccccff02002dc6c0"))), KEY),
}
REMARKS = {
    "text": packet(sei((5, bytes(16) + b"Family Smith")), KEY),
    "captions": packet(sei((4, b"\xb5\x00\x31GA94")), KEY),
    "text after timing": packet(sei((1, b"\0\0\0\x01"), (5, bytes(16) + b"51.5")), KEY),
    "text after a long message": packet(sei((0, bytes(700)), (5, bytes(16) + b"51.5")), KEY),
    "text in an encoder's name": packet(sei((5, X264 + b"Family Smith")), KEY),
    "text in an iPhone's bit rate": packet(
        sei((5, APPLE + b"Family Smith, 51.5074 north, 0.1278 west, at half past two")), KEY
    ),
    "text after the picture": packet(KEY, sei((5, bytes(16) + b"51.5"))),
    "a unit of nobody's": packet(b"\x1fsecret", KEY),
    "more messages than anybody writes": packet(sei(*[(1, b"")] * 100), KEY),
}
BROKEN = {
    "too short": packet(KEY)[:-1],
    "a length beyond the end": memoryview(b"\xff\xff\xff\xff\x65"),
    "half a length": memoryview(b"\0\0"),
    "an empty unit": packet(b"", KEY),
    "more units than anybody writes": packet(*[b"\x09"] * 600, KEY),
    "noughts in the midst of a picture": packet(KEY + bytes(8) + KEY),
    "a unit that says it is damaged": packet(b"\x80", KEY),
    "a slice of a type there is none of": packet(b"\x41\x85picture"),
    "a fresh picture that refers to others": packet(b"\x65\x9apicture"),
    "a slice coded in a way nobody told of": packet(b"\x41\xc0\x01\x01\x01\x01picture"),
    "noise for a slice": packet(b"\x41\0\1\2\0\1\2\3\4"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_picture_and_what_belongs_to_it_is_plain(name: str) -> None:
    assert seen(PLAIN[name], SETUP) == Seen(is_fresh=True, is_plain=True, is_steady=True, is_whole=True)


@pytest.mark.parametrize("name", REMARKS)
def test_remarks_between_pictures_are_found(name: str) -> None:
    assert not seen(REMARKS[name], SETUP).is_plain


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_not_built_as_it_should_be_is_never_kept(name: str) -> None:
    assert not seen(BROKEN[name], SETUP).is_whole


def test_a_picture_that_needs_others_is_not_fresh() -> None:
    assert not seen(packet(LATER), SETUP).is_fresh


def test_another_shape_midway_is_noticed() -> None:
    assert not seen(packet(b"\x67tall", KEY), SETUP).is_steady


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    assert seen(memoryview(content), SETUP) in {Seen(*flags) for flags in every_flags()}


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=8), st.binary(max_size=60))
def test_wherever_it_stands_text_is_found(units: list[bytes], text: bytes) -> None:
    assert not seen(packet(*units, sei((5, bytes(16) + text)), KEY), SETUP).is_plain


def every_flags() -> Iterator[tuple[bool, ...]]:
    return product((False, True), repeat=4)
