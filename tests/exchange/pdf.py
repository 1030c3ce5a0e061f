"""A PDF read back by hand, after ISO 32000-1: its objects, what is read out on each page, and its pictures."""

import re
import zlib

_OBJECT = re.compile(rb"\b(\d+) 0 obj\b(.*?)\bendobj\b", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_READ_OUT = re.compile(rb"/(\w+) <</MCID (\d+) /ActualText <([0-9a-f]+)> >> BDC")


def objects(pdf: bytes) -> dict[int, bytes]:
    return {int(number): body for number, body in _OBJECT.findall(pdf)}


def dictionary(body: bytes) -> bytes:
    """An object without its stream."""
    return _STREAM.sub(b"", body)


def pages(pdf: bytes) -> list[bytes]:
    """What is drawn on each page, in order (8.2)."""
    its = objects(pdf)
    kids = next(re.search(rb"/Kids \[(.*?)\]", body, re.DOTALL) for body in its.values() if b"/Type /Pages" in body)
    assert kids is not None
    return [_content(its, int(number)) for number in re.findall(rb"(\d+) 0 R", kids[1])]


def read_out(pdf: bytes) -> list[list[tuple[str, str]]]:
    """(tag, words) of every line on every page, in the order of reading (14.9.4)."""
    return [
        [(tag.decode(), bytes.fromhex(words.decode()).decode("utf-16")) for tag, _, words in _READ_OUT.findall(content)]
        for content in pages(pdf)
    ]


def pictures(pdf: bytes) -> list[bytes]:
    """The JPEGs inside, as they are (7.4.8)."""
    found = [body for body in objects(pdf).values() if b"/DCTDecode" in dictionary(body)]
    return [match[1] for body in found if (match := _STREAM.search(body))]


def about(pdf: bytes) -> bytes:
    """The document information (14.3.3)."""
    pointer = re.search(rb"/Info (\d+) 0 R", pdf)
    assert pointer is not None
    return objects(pdf)[int(pointer[1])]


def _content(its: dict[int, bytes], page: int) -> bytes:
    pointer = re.search(rb"/Contents (\d+) 0 R", its[page])
    assert pointer is not None
    packed = _STREAM.search(its[int(pointer[1])])
    assert packed is not None
    return zlib.decompress(packed[1])
