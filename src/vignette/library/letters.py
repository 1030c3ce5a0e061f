"""Which letters can be written into a picture or a document, and with which typeface of the build."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from vignette import library

CANNOT_WRITE = "These letters cannot be written yet; please put it in other words."

_UNSEEN = "\t\n"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font file with the code points that it has letters for."""

    file: Path
    letters: tuple[range, ...]

    def has(self, letter: str) -> bool:
        return any(ord(letter) in each for each in self.letters)


def can_write(words: str) -> bool:
    """Whether there is a letter for everything in `words`."""
    return all(letter in _UNSEEN or typeface_of(letter) is not None for letter in words)


@cache
def typefaces() -> tuple[Typeface, ...]:
    """All of them; the first one that has a letter is the one to write it with."""
    return tuple(map(_typeface, library.table("typefaces", "noto")["typefaces"]))


@lru_cache(maxsize=4096)
def typeface_of(letter: str) -> Typeface | None:
    """The one to write `letter` with; None where there is none."""
    return next((each for each in typefaces() if each.has(letter)), None)


def _typeface(its: Mapping[str, Any]) -> Typeface:
    place = Path(str(files("vignette.library") / "fonts" / its["file"]))
    return Typeface(place, tuple(_ranges(its["letters"])))


def _ranges(listed: str) -> Iterator[range]:
    for each in listed.split():
        first, _, last = each.partition("-")
        yield range(int(first, 16), int(last or first, 16) + 1)
