"""Some bytes of a source, read as a source of their own."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from vignette.domain.reading import PlacedReader
from vignette.domain.source import Source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 1 << 16


@dataclass(frozen=True, slots=True)
class Window:
    """The bytes `start` up to, but not including, `end` of `whole`; ValueError where they do not run forward."""

    whole: Source
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a window must run forward from zero: {self.start}..{self.end}")

    @property
    def files(self) -> tuple[Path, ...]:
        return self.whole.files

    @property
    def size(self) -> int:
        return self.end - self.start

    def open(self) -> BinaryIO:
        """A fresh, seekable, read-only file at its start; it ends early where `whole` does."""
        return io.BufferedReader(_Reader(self.whole.open(), self.start, self.size), _BUFFER)


class _Reader(PlacedReader):
    def __init__(self, whole: BinaryIO, start: int, size: int) -> None:
        self._whole = whole
        self._start = start
        super().__init__(size)

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        wanted = max(0, min(len(room), self._size - self._position))
        self._whole.seek(self._start + self._position)
        given = self._whole.read(wanted)
        room[: len(given)] = given
        self._position += len(given)
        return len(given)

    def close(self) -> None:
        super().close()
        self._whole.close()
