"""Files that are there whole or not at all."""

import os
import secrets
from io import FileIO
from pathlib import Path
from typing import Final

UNFINISHED: Final = ".unfinished"
"""How the names of files still being written end; after a crash such files are rubbish and may be removed."""

_PRIVATE: Final = 0o600


def create_beside(path: Path) -> tuple[Path, FileIO]:
    """A new empty file in the folder of `path`, open for unbuffered writing, that only its owner may read."""
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}{UNFINISHED}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return beside, FileIO(os.open(beside, flags, _PRIVATE), "wb")


def write_whole(file: FileIO, data: memoryview) -> None:
    """Write all of `data`, however little of it the system takes at a time."""
    while data:
        data = data[file.write(data) :]


def publish(beside: Path, file: FileIO, path: Path) -> None:
    """Give the finished file its name, for good even if power is lost; a file that had the name is replaced."""
    os.fsync(file.fileno())
    file.close()
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names given or taken away in `folder` survive a loss of power."""
    # Windows cannot open a folder, and needs no such call.
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
