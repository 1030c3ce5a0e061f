"""From the bytes of an .opf to the two texts in it, or one sentence why not. Nothing is ever put on the disk."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from vignette.exchange.carried import Unreadable
from vignette.exchange.strict import decoded

SHEET = "This Datavyu file"
MOST_BYTES = 8 * 1024 * 1024
"""What all parts may hold once they are unpacked; 100 000 cells are about 5 MB."""
MOST_MEMBERS = 100
"""Datavyu puts two texts into a file, and one more for each film."""
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Texts:
    """`project` names the sheet and its films; `db` holds the columns and the cells."""

    project: str
    db: str


def texts_of(content: bytes) -> Texts:
    if not content.strip(b"\0"):
        raise Unreadable("This file is empty: look for an earlier version in the backups of its computer.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            members = _members(packed)
            return Texts(*(_text(packed, members, name) for name in ("project", "db")))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, OverflowError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"{SHEET} is damaged or none at all: its packing cannot be opened.") from error


def _members(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = packed.infolist()
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"{SHEET} packs {len(members)} files, where a real one packs a handful: it is not opened.")
    if any(".." in PurePosixPath(each.filename).parts or each.filename.startswith("/") for each in members):
        raise Unreadable(f"{SHEET} names files outside of itself and is not opened.")
    if any(each.flag_bits & _ENCRYPTED for each in members):
        raise Unreadable(f"{SHEET} is locked with a password: unlock it first.")
    if sum(each.file_size for each in members) > MOST_BYTES:
        raise Unreadable(
            f"{SHEET} holds more than {MOST_BYTES // 2**20} MB and is not opened; see that it is the right file."
        )
    return members


def _text(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> str:
    """The one member called `name`; people pack folders, and their computers put shadows of files beside them."""
    paths = [(each, PurePosixPath(each.filename).parts) for each in members]
    found = [each for each, parts in paths if parts[-1:] == (name,) and "__MACOSX" not in parts]
    if len(found) != 1:
        raise Unreadable(f"{SHEET} holds {len(found) or 'no'} parts called “{name}”, where it must hold one.")
    with packed.open(found[0]) as member:
        # What a member says of its size may be a lie.
        return decoded(member.read(MOST_BYTES + 1), what=SHEET, most=MOST_BYTES)
