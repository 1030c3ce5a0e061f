"""Words written into a picture: in any script, each run of it with a typeface that has its letters, in lines alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from vignette.library.letters import Typeface, typeface_of, typefaces

Mask = npt.NDArray[np.uint8]

LINE = 1.42
"""From one line to the next, in sizes of type: room for what stands above and below letters in every script."""
ROOM = 0.6
"""Left free around a block, in sizes of type: marks and flourishes reach beyond their lines."""

_ASCENT, _DESCENT = 1.069, 0.293
_MEASURED = 100
_LEFTWARD = ("R", "AL")
_TURNING = (*_LEFTWARD, "AN", "RLE", "RLO", "RLI")
_SMALLER = 0.94
_VIRAMA = 9
"""Unicode's combining class of the sign that joins two consonants."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What words have to fit into: pixels, sizes of type from the largest to the `legible` one, and lines.

    Below `legible` type only shrinks further, and lines only become more, where there is no other way.
    """

    width: int
    height: int
    largest: float
    legible: float
    most_lines: int


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of words, each in logical order, the size of their type in pixels, and whether they run to the left."""

    lines: tuple[str, ...]
    size: int
    is_leftward: bool

    @property
    def height(self) -> int:
        return round(len(self.lines) * LINE * self.size)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that follow each other in one direction and one typeface."""

    letters: str
    typeface: Typeface
    is_leftward: bool


def laid_out(words: str, limits: Limits) -> Block:
    """`words` in as few and as even lines as they take, in the largest type that fits."""
    size = limits.largest
    while True:
        lines = _lines(words, limits.width / size)
        fits = len(lines) * LINE * size <= limits.height and not _overflows(lines, limits.width / size)
        is_last = size * _SMALLER < limits.legible
        if fits and (len(lines) <= limits.most_lines or is_last):
            return Block(lines, max(1, round(size)), begins_leftward(words))
        size *= _SMALLER


def written(block: Block, width: int) -> Mask:
    """How much of each pixel the words take, 0 to 255: centred in `width`, with `ROOM` above and below."""
    room = round(ROOM * block.size)
    sheet = Image.new("L", (width, 2 * ((block.height + 2 * room) // 2)), 0)
    pencil = ImageDraw.Draw(sheet)
    for number, line in enumerate(block.lines):
        baseline = room + (number * LINE + (LINE - _ASCENT - _DESCENT) / 2 + _ASCENT) * block.size
        _write(pencil, runs(line, is_leftward=block.is_leftward), block.size, width, round(baseline))
    return np.asarray(sheet)


def begins_leftward(words: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    strong = (unicodedata.bidirectional(letter) for letter in words)
    return next((kind != "L" for kind in strong if kind in ("L", *_LEFTWARD)), False)


def runs(line: str, *, is_leftward: bool) -> list[Run]:
    """The runs of a line in the order in which they stand on the screen, from left to right.

    `is_leftward` where the words that the line is part of run from right to left.
    """
    levels, faces = _levels(line, is_leftward), _faces(line)
    found = []
    for (level, _), places in groupby(range(len(line)), key=lambda place: (levels[place], faces[place].file)):
        first, *others = places
        last = others[-1] if others else first
        found.append((level, Run(line[first : last + 1], faces[first], level % 2 == 1)))
    return _turned(found)


def _write(pencil: ImageDraw.ImageDraw, line: Sequence[Run], size: int, width: int, baseline: int) -> None:
    lengths = [_length(run, size) for run in line]
    at = (width - sum(lengths)) / 2
    for run, length in zip(line, lengths, strict=True):
        direction = "rtl" if run.is_leftward else "ltr"
        pencil.text((at, baseline), run.letters, 255, _font(run.typeface.file, size), "ls", direction=direction)
        at += length


def _turned(found: list[tuple[int, Run]]) -> list[Run]:
    """Rule L2 of Unicode's bidirectional algorithm: what runs against the line is turned round, the deepest first."""
    for depth in range(max((level for level, _ in found), default=0), 0, -1):
        stretches = [(is_deep, list(some)) for is_deep, some in groupby(found, key=lambda each: each[0] >= depth)]
        found = [each for is_deep, some in stretches for each in (reversed(some) if is_deep else some)]
    return [run for _, run in found]


def _levels(line: str, is_leftward: bool) -> list[int]:
    """How deep each letter lies in runs from left to right (even) and from right to left (odd)."""
    if not is_leftward and not any(unicodedata.bidirectional(letter) in _TURNING for letter in line):
        return [0] * len(line)
    # A library for documents knows the whole algorithm; it takes half a second to load.
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    base = TextDirection.RTL if is_leftward else TextDirection.LTR
    letters = BidiParagraph(line, base, preserve_bn_chars=True).get_characters_with_embedding_level()
    levels = {each.character_index: each.embedding_level for each in letters}
    return [levels.get(place, 0) for place in range(len(line))]


def _faces(line: str) -> list[Typeface]:
    """Each letter's typeface; what belongs to no script goes with what stands before it."""
    faces: list[Typeface] = []
    for letter in line:
        before = faces[-1] if faces else None
        if before is None or unicodedata.category(letter).startswith("L") or not before.has(letter):
            faces.append(typeface_of(letter) or typefaces()[0])
        else:
            faces.append(before)
    return faces


def _lines(words: str, width: float) -> tuple[str, ...]:
    """Lines of at most `width`, in sizes of type, that are as even as can be."""
    return tuple(line for part in words.splitlines() if part.strip() for line in _even(_parted(part, width), width))


def _even(parts: Sequence[str], width: float) -> list[str]:
    fewest, low, high = len(_filled(parts, width)), 0.0, width
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(parts, middle)) <= fewest else (middle, high)
    return _filled(parts, high)


def _filled(parts: Sequence[str], width: float) -> list[str]:
    """`parts` one after the other, a new line wherever the next one would not fit any more."""
    lines, taken = list[str](), 0.0
    for part in parts:
        if lines and taken + _breadth(part.rstrip()) <= width:
            lines[-1] += part
            taken += _breadth(part)
        else:
            lines.append(part)
            taken = _breadth(part)
    return [line.strip() for line in lines]


def _parted(line: str, width: float) -> list[str]:
    """The words of a line, each with the space behind it; a word wider than the line is broken between letters."""
    words = [f"{word} " for word in line.split()]
    return [part for word in words for part in _broken(word, width)]


def _broken(word: str, width: float) -> list[str]:
    if _breadth(word.rstrip()) <= width:
        return [word]
    parts = [""]
    for letter in _clusters(word):
        if parts[-1] and _breadth(parts[-1] + letter.rstrip()) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _clusters(word: str) -> Iterator[str]:
    """Letters with the marks that belong to them."""
    starts = [place for place, letter in enumerate(word) if place == 0 or not _clings(word[place - 1], letter)]
    for start, end in pairwise([*starts, len(word)]):
        yield word[start:end]


def _clings(before: str, letter: str) -> bool:
    is_joined = before == "\N{ZERO WIDTH JOINER}" or unicodedata.combining(before) == _VIRAMA
    return is_joined or letter.isspace() or unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf", "Po", "Pe", "Pf")


def _overflows(lines: Sequence[str], width: float) -> bool:
    return any(_breadth(line) > width for line in lines)


@lru_cache(maxsize=4096)
def _breadth(text: str) -> float:
    """How wide `text` is, in sizes of type."""
    return sum(_length(run, _MEASURED) for run in runs(text, is_leftward=begins_leftward(text))) / _MEASURED


def _length(run: Run, size: int) -> float:
    direction = "rtl" if run.is_leftward else "ltr"
    return _font(run.typeface.file, size).getlength(run.letters, direction=direction)


@lru_cache(maxsize=64)
def _font(file: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.RAQM)
