"""Several files packed into one (ZIP), opened with the mistrust of anything from outside, and never on the disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from vignette.exchange.carried import Unreadable

MOST_MEMBERS = 100
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Packed:
    """What is packed, known by name; `what` begins the sentence of an error."""

    what: str
    most: int
    _file: zipfile.ZipFile

    def count(self, name: str) -> int:
        return len(self._called(name))

    def content(self, name: str) -> bytes:
        """The one member called `name`, in whatever folder; Unreadable where there is not one of that name."""
        found = self._called(name)
        if len(found) != 1:
            raise Unreadable(f"{self.what} holds {len(found) or 'no'} parts called “{name}”, where it must hold one.")
        with self._file.open(found[0]) as member:
            # What a member says of its size may be a lie.
            content = member.read(self.most + 1)
        if len(content) > self.most:
            raise _too_large(self.what, self.most)
        return content

    def _called(self, name: str) -> list[zipfile.ZipInfo]:
        """People pack folders, and their computers put shadows of files beside them."""
        paths = ((each, PurePosixPath(each.filename).parts) for each in self._file.infolist())
        return [each for each, parts in paths if parts[-1:] == (name,) and "__MACOSX" not in parts]


@contextmanager
def unpacking(content: bytes, *, what: str, most: int) -> Iterator[Packed]:
    """What is packed in `content`, up to `most` bytes of it unpacked; Unreadable where that is nothing to open."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            _refuse_odd(file.infolist(), what, most)
            yield Packed(what, most, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, OverflowError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"{what} is damaged or none at all: its packing cannot be opened.") from error


def _refuse_odd(members: list[zipfile.ZipInfo], what: str, most: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"{what} packs {len(members)} files, where a real one packs a handful: it is not opened.")
    if any(".." in PurePosixPath(each.filename).parts or each.filename.startswith("/") for each in members):
        raise Unreadable(f"{what} names files outside of itself and is not opened.")
    if any(each.flag_bits & _ENCRYPTED for each in members):
        raise Unreadable(f"{what} is locked with a password: unlock it first.")
    if sum(each.file_size for each in members) > most:
        raise _too_large(what, most)


def _too_large(what: str, most: int) -> Unreadable:
    return Unreadable(f"{what} holds more than {most // 2**20} MB and is not opened; see that it is the right file.")
