"""A private folder for one piece of work: the only place where a film is ever in the clear, and only while it lasts."""

import glob
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from vignette.actions import arriving, bringing, keepsakes
from vignette.storage import blobs
from vignette.storage.place import place

if sys.platform != "win32":
    import fcntl

LONGEST = timedelta(days=2)
"""No piece of work keeps a folder for so long: where no lock can tell, it is then taken for left behind."""

SOON = timedelta(seconds=10)
"""A folder younger than this may not have been locked yet."""


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that only this user can enter, gone when the block ends; it bears this process and this machine.

    It is locked for as long as somebody works in it. The lock goes with the process, however that ends, while its
    number may pass to another, or stay with one that is dead and that nobody has buried.
    """
    folders = tempfile.TemporaryDirectory(prefix=f"{_owner(os.getpid())}-", dir=place().workshop)
    with folders as folder, _locked(Path(folder)):
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
    """Remove whatever was left behind: folders, films that stopped arriving, what nobody took, brought in or kept."""
    clear_left_behind()
    arriving.sweep()
    keepsakes.sweep()
    bringing.sweep()
    blobs.sweep()


def _owner(process: int) -> str:
    return f"{process}@{platform.node()}"


def _is_left_behind(folder: Path) -> bool:
    number, _, machine = folder.name.rpartition("-")[0].partition("@")
    is_ours = machine == platform.node() and number.isdigit() and sys.platform != "win32"
    try:
        age = time.time() - folder.stat().st_mtime
        if not is_ours or age < SOON.total_seconds():
            return age > LONGEST.total_seconds()
        return not _is_worked_in(folder)
    except FileNotFoundError:
        return False


def _is_worked_in(folder: Path) -> bool:
    try:
        with _locked(folder, at_once=True):
            return False
    except BlockingIOError:
        return True


@contextmanager
def _locked(folder: Path, *, at_once: bool = False) -> Iterator[None]:
    """Nobody else holds the lock on `folder` meanwhile; with `at_once`, BlockingIOError where somebody does."""
    if sys.platform == "win32":
        yield
        return
    place_of_lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place_of_lock, fcntl.LOCK_EX | (fcntl.LOCK_NB if at_once else 0))
        yield
    finally:
        os.close(place_of_lock)
