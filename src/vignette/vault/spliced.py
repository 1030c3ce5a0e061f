"""A file that lies in pieces inside another one: its head, then stretches of a body, read as if they had been copied.

Packed, a spliced file without its body is, version 1: `VSPLICED` and the version (9 bytes) | SHA-256 of all that
follows (32) | size of the body, of the head, number of stretches, bytes per gap, bytes per length (8 each) | the head |
gaps | lengths. A gap is how far a stretch begins behind the end of the one before it. All numbers are little-endian;
gaps and lengths are signed and take the fewest bytes (1, 2, 4 or 8) that hold them all.
"""

import hashlib
import io
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import numpy as np
import numpy.typing as npt

from vignette.domain.errors import Sealed
from vignette.domain.reading import PlacedReader
from vignette.domain.source import Source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Stretches = npt.NDArray[np.int64]

_MAGIC: Final = b"VSPLICED\x01"
_CHECK: Final = 32
_COUNTS: Final = struct.Struct("<5q")
_DAMAGED: Final = "The index of this film is damaged."
_BUFFER: Final = 1 << 16
_LEAST: Final = 1 << 16
_MOST: Final = 1 << 20
# A window of the body that holds less than this share of wanted bytes is not worth reading whole.
_SPARSE: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class SplicedFile:
    """`head`, followed by the `stretches` of `body`: int64, shape (n, 2), of offset and length in bytes.

    Stretches may lie in any order and overlap; ValueError where one is negative. `files` are those of the body.
    """

    head: bytes
    stretches: Stretches
    body: Source

    def __post_init__(self) -> None:
        object.__setattr__(self, "stretches", _merged(np.asarray(self.stretches, np.int64).reshape(-1, 2)))

    @property
    def files(self) -> tuple[Path, ...]:
        return self.body.files

    @property
    def size(self) -> int:
        return len(self.head) + int(self.stretches[:, 1].sum())

    def open(self) -> BinaryIO:
        """A fresh, seekable, read-only file at its start; opening and reads raise what those of the body raise."""
        return io.BufferedReader(_SplicedReader(self.head, self.stretches, self.body.open()), _BUFFER)

    def pack(self) -> bytes:
        """Head and stretches in a few bytes, for `unpack`; ValueError where a stretch leaves the body."""
        offsets, lengths = self.stretches.T
        if (lengths < 0).any() or (lengths > self.body.size - offsets).any():
            raise ValueError("a stretch lies inside the body")
        gaps = _narrow(np.diff(offsets + lengths, prepend=0) - lengths)
        narrow = _narrow(lengths)
        counts = (self.body.size, len(self.head), len(lengths), gaps.itemsize, narrow.itemsize)
        content = _COUNTS.pack(*counts) + self.head + gaps.tobytes() + narrow.tobytes()
        return _MAGIC + hashlib.sha256(content).digest() + content


def unpack(packed: bytes, body: Source) -> SplicedFile:
    """The file that was packed, over the same `body`; raises Sealed where either is not what it was."""
    check, content = packed[len(_MAGIC) :][:_CHECK], memoryview(packed)[len(_MAGIC) + _CHECK :]
    if not packed.startswith(_MAGIC) or hashlib.sha256(content).digest() != check:
        raise Sealed(_DAMAGED)
    body_size, head_size, count, gap_bytes, length_bytes = _COUNTS.unpack_from(content)
    if body.size != body_size:
        raise Sealed("The parts of this film are not whole.")
    head, rest = content[_COUNTS.size :][:head_size], content[_COUNTS.size + head_size :]
    gaps = np.frombuffer(rest[: count * gap_bytes], f"<i{gap_bytes}").astype(np.int64)
    lengths = np.frombuffer(rest[count * gap_bytes :], f"<i{length_bytes}").astype(np.int64)
    return SplicedFile(bytes(head), np.stack((np.cumsum(gaps + lengths) - lengths, lengths), axis=1), body)


class _SplicedReader(PlacedReader):
    """Puts the file together piece by piece: a small one after a jump, larger ones when reading straight on."""

    def __init__(self, head: bytes, stretches: Stretches, body: BinaryIO) -> None:
        self._head = memoryview(head)
        self._offsets, self._lengths = stretches[:, 0], stretches[:, 1]
        self._ends = len(head) + np.cumsum(self._lengths)
        super().__init__(len(head) + int(self._lengths.sum()))
        self._body = body
        self._ahead = _LEAST
        self._start = self._end = 0
        self._piece = self._window = memoryview(b"")

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        if not room or self._position >= self._size:
            return 0
        count = self._give_head(room) if self._position < len(self._head) else self._give_body(room)
        self._position += count
        return count

    def close(self) -> None:
        super().close()
        self._body.close()

    def _give_head(self, room: memoryview) -> int:
        given = self._head[self._position : self._position + len(room)]
        room[: len(given)] = given
        return len(given)

    def _give_body(self, room: memoryview) -> int:
        if not self._start <= self._position < self._end:
            if count := self._give_stretch(room):
                return count
            self._put_together()
        given = self._piece[self._position - self._start : self._end - self._start][: len(room)]
        room[: len(given)] = given
        return len(given)

    def _give_stretch(self, room: memoryview) -> int:
        """What is left of a long stretch, read right where it is wanted; 0 where it is short, or little is wanted."""
        place = int(np.searchsorted(self._ends, self._position, side="right"))
        left = int(self._ends[place]) - self._position
        count = min(left, len(room))
        if count < _LEAST:
            return 0
        self._read_body(int(self._offsets[place] + self._lengths[place]) - left, room[:count])
        return count

    def _put_together(self) -> None:
        """Have the piece from the present position on ready."""
        self._ahead = min(2 * self._ahead, _MOST) if self._position == self._end else _LEAST
        offsets, lengths = self._coming(self._ahead)
        size = int(lengths.sum())
        self._start = self._end = 0
        self._piece = memoryview(b"".join(self._gathered(offsets, lengths)))
        self._start, self._end = self._position, self._position + size

    def _coming(self, most: int) -> tuple[Stretches, Stretches]:
        """The next stretches of at most `most` bytes altogether, as far as one window of the body shows them well."""
        first = int(np.searchsorted(self._ends, self._position, side="right"))
        beyond = int(np.searchsorted(self._ends, self._position + most, side="left")) + 1
        offsets, lengths = self._offsets[first:beyond].copy(), self._lengths[first:beyond].copy()
        begun = self._position - (int(self._ends[first]) - int(lengths[0]))
        offsets[0] += begun
        lengths[0] -= begun
        sizes = np.cumsum(lengths)
        lengths[-1] -= max(0, int(sizes[-1]) - most)
        spread = np.maximum.accumulate(offsets + lengths) - np.minimum.accumulate(offsets)
        is_sparse = spread > _SPARSE * np.minimum(sizes, most)
        # Sound lies a chunk away from the pictures it belongs to: only all of them together fill their window.
        count = int(np.flatnonzero(~is_sparse)[-1]) + 1
        return offsets[:count], lengths[:count]

    def _gathered(self, offsets: Stretches, lengths: Stretches) -> list[memoryview]:
        """These stretches of the body, read as one window of it."""
        low = int(offsets.min())
        starts, ends = offsets - low, offsets + lengths - low
        size = int(ends.max())
        if len(self._window) < size:
            self._window = memoryview(bytearray(size))
        self._read_body(low, self._window[:size])
        return [self._window[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def _read_body(self, offset: int, room: memoryview) -> None:
        self._body.seek(offset)
        while room:
            count: int = self._body.readinto(room)  # type: ignore[attr-defined]  # BinaryIO leaves it out
            if not count:
                raise Sealed("The parts of this film are not whole.")
            room = room[count:]


def _merged(stretches: Stretches) -> Stretches:
    """The same bytes in as few stretches as can be."""
    if (stretches < 0).any():
        raise ValueError("a stretch has neither a negative offset nor a negative length")
    stretches = stretches[stretches[:, 1] > 0]
    offsets, lengths = stretches.T
    begins = np.ones(len(offsets), dtype=bool)
    begins[1:] = offsets[1:] != (offsets + lengths)[:-1]
    firsts = np.flatnonzero(begins)
    return np.stack((offsets[firsts], np.add.reduceat(lengths, firsts) if len(firsts) else lengths), axis=1)


def _narrow(numbers: Stretches) -> npt.NDArray[np.signedinteger]:
    """The same numbers in the fewest bytes that hold them all."""
    reach = int(np.abs(numbers).max(initial=0))
    size = next(size for size in (1, 2, 4, 8) if reach < 1 << (8 * size - 1))
    return numbers.astype(f"<i{size}")
