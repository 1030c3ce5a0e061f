"""A sealed file read like a plain one: any part of it, in any order, and never a byte that was not verified."""

import io
import os
from typing import TYPE_CHECKING, Final

from vignette.domain.errors import Sealed
from vignette.vault.keys import DataKey
from vignette.vault.segments import HEADER, SEALED_SEGMENT, SEGMENT, TAG, Segments, plain_size

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_AHEAD: Final = 16
"""Segments opened at once when reading straight on: 1 MiB."""


class UnsealingReader(io.RawIOBase):
    """The plain bytes of one sealed file.

    Opening it verifies its last segment, so `size` can be believed from then on. A jump opens one segment; reading
    straight on opens twice as many each time, up to `MOST_AHEAD`; whoever asks for much gets it without a copy.
    """

    def __init__(self, file: io.FileIO, key: DataKey, context: bytes) -> None:
        self._file = file
        self._position = 0
        self._start = self._end = 0
        self._ahead = 1
        self._plain = self._sealed = memoryview(b"")
        try:
            self.size = plain_size(os.fstat(file.fileno()).st_size)
            self._final = max(self.size - 1, 0) // SEGMENT
            self._segments = Segments.of(bytes(self._read_sealed(0, memoryview(bytearray(HEADER)))), key, context)
            self._open_from(self._final)
        except Sealed:
            self.close()
            raise

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        self._refuse_if_closed()
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._refuse_if_closed()
        position = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size}[whence]
        if position < 0:
            raise ValueError(f"cannot seek to {position}")
        self._position = position
        return position

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        self._refuse_if_closed()
        room = memoryview(buffer).cast("B")
        if not room or self._position >= self.size:
            return 0
        if not self._start <= self._position < self._end:
            if len(room) >= SEGMENT and self._position % SEGMENT == 0:
                return self._open_straight(room)
            self._open_from(self._position // SEGMENT)
        count = min(len(room), self._end - self._position)
        offset = self._position - self._start
        room[:count] = self._plain[offset : offset + count]
        self._position += count
        return count

    def readall(self) -> bytes:
        whole = bytearray(max(self.size - self._position, 0))
        done = 0
        while done < len(whole):
            done += self.readinto(memoryview(whole)[done:])
        return bytes(whole)

    def close(self) -> None:
        super().close()
        self._file.close()

    def _open_from(self, first: int) -> None:
        """Have the segments from `first` on ready as plain bytes."""
        straight_on = first * SEGMENT == self._end
        self._ahead = min(2 * self._ahead, MOST_AHEAD) if straight_on else 1
        # Nothing counts as read until all of it is verified.
        self._start = self._end = 0
        if len(self._plain) < self._ahead * SEGMENT:
            self._plain = memoryview(bytearray(self._ahead * SEGMENT))
        count = self._open_into(self._plain[: self._ahead * SEGMENT], first)
        self._start, self._end = first * SEGMENT, first * SEGMENT + count

    def _open_straight(self, room: memoryview) -> int:
        """As many whole segments as `room` holds, opened right where they are wanted; how many bytes that are."""
        try:
            count = self._open_into(room[: MOST_AHEAD * SEGMENT], self._position // SEGMENT)
        except Sealed:
            # What could not be verified is left with nobody.
            room[:] = bytes(len(room))
            raise
        self._position += count
        return count

    def _open_into(self, room: memoryview, first: int) -> int:
        """Open the segments from `first` on into `room`, as many as fit whole; how many plain bytes that are."""
        beyond = min(first + len(room) // SEGMENT, self._final + 1)
        size = min(beyond * SEGMENT, self.size) - first * SEGMENT
        wanted = size + (beyond - first) * TAG
        if len(self._sealed) < wanted:
            self._sealed = memoryview(bytearray(wanted))
        sealed = self._read_sealed(HEADER + first * SEALED_SEGMENT, self._sealed[:wanted])
        for place in range(beyond - first):
            piece = sealed[place * SEALED_SEGMENT : (place + 1) * SEALED_SEGMENT]
            into = room[place * SEGMENT : place * SEGMENT + len(piece) - TAG]
            self._segments.open_into(into, first + place, piece, last=first + place == self._final)
        return size

    def _read_sealed(self, offset: int, room: memoryview) -> memoryview:
        """`room`, filled with the bytes that lie at `offset` in the file."""
        done = 0
        try:
            self._file.seek(offset)
            while done < len(room) and (count := self._file.readinto(room[done:])):
                done += count
        except OSError as error:
            raise Sealed("This sealed file cannot be read.") from error
        if done < len(room):
            raise Sealed("This sealed file is not whole.")
        return room

    def _refuse_if_closed(self) -> None:
        if self.closed:
            raise ValueError("this file is closed")
