"""Sealed files read as one, one after the other, as the parts of an upload came in: nothing is ever copied together."""

import io
import os
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from vignette.domain.errors import Sealed
from vignette.domain.reading import PlacedReader
from vignette.vault.seal import SealedFile
from vignette.vault.segments import SEGMENT

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Pictures and sound are read in turn, at times from two neighbouring parts; more are never needed at once.
_MOST_OPEN: Final = 4
_NOT_WHOLE: Final = "These sealed files are not whole."


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """The plain bytes `start` up to, but not including, `end` (None: all that follow) of `parts` put end to end.

    A part is opened when it is first read, so opening costs the same for one part and for hundreds. Each part is
    verified like any sealed file, but a part that was cut short moves those after it: whoever knows how many bytes
    there ought to be compares them with `size`.
    """

    parts: tuple[SealedFile, ...]
    start: int = 0
    end: int | None = None

    def __post_init__(self) -> None:
        if self.start < 0 or (self.end is not None and self.end < self.start):
            raise ValueError(f"a window must run forward from zero: {self.start}..{self.end}")

    @property
    def files(self) -> tuple[Path, ...]:
        return tuple(part.path for part in self.parts)

    @property
    def size(self) -> int:
        """Plain bytes inside the window, by the lengths of the files; raises Sealed where they are too few."""
        return self._within(sum(part.size for part in self.parts))

    def window(self, start: int, end: int) -> "JoinedFile":
        """The bytes `start` up to, but not including, `end` of these, read from no more files than they lie in."""
        if not 0 <= start <= end <= self.size:
            raise ValueError(f"no such window: {start}..{end}")
        edges = _edges(self.parts)
        low, high = self.start + start, self.start + end
        touched = [
            place for place, (first, beyond) in enumerate(pairwise(edges)) if max(first, low) < min(beyond, high)
        ]
        if not touched:
            return JoinedFile(())
        before = edges[touched[0]]
        return JoinedFile(self.parts[touched[0] : touched[-1] + 1], low - before, high - before)

    def open(self) -> BinaryIO:
        """A fresh, seekable, read-only file at its start. Opening and any read may raise `Sealed`."""
        edges = _edges(self.parts)
        return io.BufferedReader(_JoinedReader(self.parts, edges, self.start, self._within(edges[-1])), SEGMENT)

    def _within(self, whole: int) -> int:
        end = whole if self.end is None else self.end
        if not self.start <= end <= whole:
            raise Sealed(_NOT_WHOLE)
        return end - self.start


class _JoinedReader(PlacedReader):
    """Reads `size` bytes from `start` on of parts that begin and end at `edges`."""

    def __init__(self, parts: Sequence[SealedFile], edges: Sequence[int], start: int, size: int) -> None:
        self._parts = parts
        self._edges = edges
        self._start = start
        super().__init__(size)
        self._open: OrderedDict[int, BinaryIO] = OrderedDict()

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        place = self._start + self._position
        wanted = min(len(room), self._size - self._position)
        if wanted <= 0:
            return 0
        index = bisect_right(self._edges, place) - 1
        part = self._part(index)
        part.seek(place - self._edges[index])
        count: int = part.readinto(room[: min(wanted, self._edges[index + 1] - place)])  # type: ignore[attr-defined]  # every sealed file has it
        self._position += count
        return count

    def close(self) -> None:
        super().close()
        while self._open:
            self._open.popitem()[1].close()

    def _part(self, index: int) -> BinaryIO:
        if index not in self._open:
            self._open[index] = self._opened(index)
            if len(self._open) > _MOST_OPEN:
                self._open.popitem(last=False)[1].close()
        self._open.move_to_end(index)
        return self._open[index]

    def _opened(self, index: int) -> BinaryIO:
        part = self._parts[index].open()
        if part.seek(0, os.SEEK_END) != self._edges[index + 1] - self._edges[index]:
            part.close()
            raise Sealed(_NOT_WHOLE)
        return part


def _edges(parts: Sequence[SealedFile]) -> list[int]:
    return list(accumulate((part.size for part in parts), initial=0))
