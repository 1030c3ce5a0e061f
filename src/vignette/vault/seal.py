"""Sealed files, written once and read in any order; the format is described in `segments`."""

import io
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from vignette.domain.errors import Sealed
from vignette.vault.durable import create_beside, publish, write_whole
from vignette.vault.keys import DataKey
from vignette.vault.reader import UnsealingReader
from vignette.vault.segments import HEADER, SEALED_SEGMENT, SEGMENT, TAG, Segments, plain_size

# Written one at a time, segments of this odd length would cost the file system nearly twice as much.
_BATCH: Final = 16
_NOT_THERE: Final = "This sealed file is not there, or cannot be read."


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A sealed file together with what opens it; can be pickled, and then carries its key with it.

    `context` is what the file was sealed for; with another, it does not open.
    """

    path: Path
    key: DataKey
    context: bytes

    @property
    def files(self) -> tuple[Path, ...]:
        """The one file it is read from."""
        return (self.path,)

    @property
    def size(self) -> int:
        """Plain bytes inside, by the length of the file; believe it once `open` has not objected."""
        try:
            return plain_size(self.path.stat().st_size)
        except OSError as error:
            raise Sealed(_NOT_THERE) from error

    def open(self) -> BinaryIO:
        """A fresh, seekable, read-only file at its start. Opening and any read may raise `Sealed`."""
        try:
            file = self.path.open("rb", buffering=0)
        except OSError as error:
            raise Sealed(_NOT_THERE) from error
        return io.BufferedReader(UnsealingReader(file, self.key, self.context), SEGMENT)


class SealedWriter:
    """Seals what is written to it, in constant memory; `path` appears when it is closed, whole and flushed to disk.

    Only its owner may read the file. An exception inside the `with` block, or a failing disk, leaves nothing behind.
    """

    def __init__(self, path: Path, key: DataKey, context: bytes) -> None:
        self._path = path
        self._segments = Segments.fresh(key, context)
        self._index = 0
        self._plain = memoryview(bytearray(SEGMENT))
        self._held = 0
        self._sealed = memoryview(bytearray(HEADER + _BATCH * SEALED_SEGMENT))
        self._sealed[:HEADER] = self._segments.header
        self._waiting = HEADER
        self._beside, self._file = create_beside(path)

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Take all of `data`; returns its length in bytes. An `OSError` (a full disk) ends the writing for good."""
        if self._file.closed:
            raise ValueError("this file is closed")
        view = memoryview(data).cast("B")
        taken = 0
        while taken < len(view):
            taken += self._take(view[taken:])
        return len(view)

    def close(self) -> None:
        """Write the last segment and let the file appear; does nothing after a first `close` or a `discard`."""
        if self._file.closed:
            return
        try:
            self._seal(self._plain[: self._held], last=True)
            publish(self._beside, self._file, self._path)
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave nothing behind; does nothing to a file that has already appeared."""
        try:
            self._file.close()
        finally:
            self._beside.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()

    def _take(self, data: memoryview) -> int:
        """Seal or hold the beginning of `data`; returns how much of it."""
        # A full segment waits until more comes: only then is it known not to be the last.
        if self._held == SEGMENT:
            self._seal(self._plain, last=False)
            self._held = 0
        if not self._held and len(data) > SEGMENT:
            self._seal(data[:SEGMENT], last=False)
            return SEGMENT
        count = min(SEGMENT - self._held, len(data))
        self._plain[self._held : self._held + count] = data[:count]
        self._held += count
        return count

    def _seal(self, plain: memoryview, *, last: bool) -> None:
        end = self._waiting + len(plain) + TAG
        self._segments.seal_into(self._sealed[self._waiting : end], self._index, plain, last=last)
        self._index += 1
        self._waiting = end
        if last or end + SEALED_SEGMENT > len(self._sealed):
            self._put_down()

    def _put_down(self) -> None:
        try:
            write_whole(self._file, self._sealed[: self._waiting])
        except OSError:
            self.discard()
            raise
        self._waiting = 0
