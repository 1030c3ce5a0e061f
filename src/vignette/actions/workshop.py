"""A private folder for one piece of work: the only place where a film is ever in the clear, and only while it lasts."""

import glob
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from vignette.actions import arriving
from vignette.storage import blobs
from vignette.storage.place import place

LONGEST = timedelta(days=2)
"""No piece of work keeps a folder of its own for so long: another machine's is then taken for left behind."""


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that only this user can enter, gone when the block ends; it bears this process and this machine."""
    with tempfile.TemporaryDirectory(prefix=f"{_owner(os.getpid())}-", dir=place().workshop) as folder:
        yield Path(folder)


def clear_after(process: int) -> None:
    """Remove what a process that has ended left behind, however it ended."""
    for folder in place().workshop.glob(f"{glob.escape(_owner(process))}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def clear_left_behind() -> None:
    """Remove the folders of processes of this machine that are gone, and of machines that are gone for good."""
    for folder in place().workshop.iterdir():
        if _is_left_behind(folder):
            shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Remove whatever was left behind: folders, films that stopped arriving, sealed bytes that nobody published."""
    clear_left_behind()
    arriving.sweep()
    blobs.sweep()


def _owner(process: int) -> str:
    return f"{process}@{platform.node()}"


def _is_left_behind(folder: Path) -> bool:
    number, _, machine = folder.name.rpartition("-")[0].partition("@")
    if machine == platform.node() and number.isdigit():
        return not _is_alive(int(number))
    try:
        return time.time() - folder.stat().st_mtime > LONGEST.total_seconds()
    except FileNotFoundError:
        return False


def _is_alive(process: int) -> bool:
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
