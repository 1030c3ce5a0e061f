"""A TextGrid as plain values, and the refusal of what is none."""

from __future__ import annotations

import re
import struct
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from vignette.domain.span import SECOND
from vignette.exchange.carried import Unreadable
from vignette.exchange.text import text_or_guess
from vignette.exchange.tiers import LARGEST

INTERVALS, POINTS = "IntervalTier", "TextTier"
_BINARY = b"ooBinaryFile"
_TOKEN = re.compile(
    r'"(?P<text>[^"]*(?:""[^"]*)*)"'
    r"|(?<!\S)(?P<number>[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)%?(?!\S)"
    r"|<(?P<flag>exists|absent)>"
    r"|(?P<comment>(?<!\S)![^\n]*)"
    r'|(?P<open>")'
)
_NO_GRID = "This is no complete TextGrid; save it in Praat again."


class Mark(NamedTuple):
    """Microseconds and the text; a point ends where it starts."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class GridTier:
    name: str
    is_of_points: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """`end` in microseconds; `guessed` is a sentence where its letters had to be guessed, else nothing."""

    end: int
    tiers: tuple[GridTier, ...]
    guessed: str = ""


class _Source(Protocol):
    """What a grid is read from, piece by piece; each raises ValueError where it is something else."""

    def name(self) -> str: ...
    def text(self) -> str: ...
    def count(self) -> int: ...
    def time(self) -> int: ...
    def exists(self) -> bool: ...


def parsed(content: bytes) -> Grid:
    """The grid in `content`; Unreadable where there is none, or one that contradicts itself."""
    if len(content) > LARGEST:
        raise Unreadable(
            f"This file is larger than {LARGEST // 1_000_000} MB, which is too much to open; save it in parts."
        )
    try:
        if content.startswith(_BINARY):
            return _grid(_Binary(content))
        # Praat itself takes what is no UTF-8 for the letters of the computer at hand.
        text, guessed = text_or_guess(content, what="This file")
        return replace(_grid(_Words(text)), guessed=guessed)
    except (ValueError, OverflowError) as error:
        raise error if isinstance(error, Unreadable) else Unreadable(_NO_GRID) from error


def _grid(source: _Source) -> Grid:
    if source.name() != "TextGrid":
        raise Unreadable("This is no TextGrid; choose a file that Praat saved of one.")
    source.time()
    end = source.time()
    return Grid(end, tuple(_tier(source) for _ in range(source.count())) if source.exists() else ())


def _tier(source: _Source) -> GridTier:
    kind, name = source.name(), source.text()
    if kind not in (INTERVALS, POINTS):
        raise ValueError(kind)
    source.time()
    source.time()
    read = _interval if kind == INTERVALS else _point
    return GridTier(name, kind == POINTS, tuple(read(source) for _ in range(source.count())))


def _interval(source: _Source) -> Mark:
    start, end = source.time(), source.time()
    if end < start:
        raise Unreadable("An interval of this TextGrid ends before it begins; correct it in Praat.")
    return Mark(start, end, source.text())


def _point(source: _Source) -> Mark:
    at = source.time()
    return Mark(at, at, source.text())


class _Words:
    """Text, of which only quoted words, numbers that stand alone and flags count, as Praat reads it."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        if not self.text().startswith("ooTextFile"):
            raise Unreadable("This is no TextGrid; choose a file that Praat saved of one.")

    def name(self) -> str:
        return self.text()

    def text(self) -> str:
        return self._next("text").replace('""', '"')

    def count(self) -> int:
        return int(self._next("number"))

    def time(self) -> int:
        return round(float(self._next("number")) * SECOND)

    def exists(self) -> bool:
        return self._next("flag") == "exists"

    def _next(self, kind: str) -> str:
        found, value = next(self._tokens, ("end", ""))
        if found != kind:
            raise ValueError(value)
        return value


class _Binary:
    """Bytes, the most significant first; texts of one byte a character, or of two where one would not do."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = len(_BINARY)

    def name(self) -> str:
        return self._take(self._number("B")).decode("ascii")

    def text(self) -> str:
        length = self._number("H")
        if length == 0xFFFF:
            return self._wide(self._number("H"))
        return self._take(length).decode("latin-1")

    def count(self) -> int:
        return self._number("i")

    def time(self) -> int:
        (seconds,) = struct.unpack(">d", self._take(8))
        return round(float(seconds) * SECOND)

    def exists(self) -> bool:
        return self._number("B") == 1

    def _wide(self, length: int) -> str:
        """`length` characters; those that UTF-16 writes as a pair, as emoji, count once."""
        decoder, text = getincrementaldecoder("utf-16-be")(), ""
        while missing := length - len(text):
            text += decoder.decode(self._take(2 * missing))
        return text

    def _number(self, kind: str) -> int:
        (number,) = struct.unpack(f">{kind}", self._take(struct.calcsize(f">{kind}")))
        return int(number)

    def _take(self, count: int) -> bytes:
        taken = self._content[self._at : self._at + count]
        if len(taken) < count:
            raise ValueError("the end")
        self._at += count
        return taken


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "comment" and found.lastgroup is not None:
            yield found.lastgroup, found[found.lastgroup]
