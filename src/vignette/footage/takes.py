"""What was filmed in one go: often a file, sometimes some bytes of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from vignette.domain.film import Footage
from vignette.domain.source import Source
from vignette.footage.window import Window


@dataclass(frozen=True, slots=True)
class Take:
    """What was filmed in one go, under one clock: the bytes `start` up to, but not including, `end` of a `piece`.

    `piece` counts the files of the film from nought; nearly every file is one take from end to end.
    """

    piece: int
    start: int
    end: int
    footage: Footage

    def __post_init__(self) -> None:
        if self.piece < 0 or not 0 <= self.start < self.end:
            raise ValueError(f"a take must run forward from zero: {self.start}..{self.end} of {self.piece}")


def sources_of(takes: Sequence[Take], pieces: Sequence[Source]) -> tuple[Source, ...]:
    """Each of the takes that were found in `pieces`, to be read alone."""
    return tuple(_window(pieces[take.piece], take.start, take.end) for take in takes)


def _window(piece: Source, start: int, end: int) -> Source:
    return piece if (start, end) == (0, piece.size) else Window(piece, start, end)
