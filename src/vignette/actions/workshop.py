"""A private folder for one piece of work: the only place where a film is ever in the clear, and only while it lasts."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vignette.actions import arriving
from vignette.storage import blobs
from vignette.storage.place import place


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that only this user can enter, gone when the block ends; it bears the number of this process."""
    with tempfile.TemporaryDirectory(prefix=f"{os.getpid()}-", dir=place().workshop) as folder:
        yield Path(folder)


def clear_after(process: int) -> None:
    """Remove what a process that has ended left behind, however it ended."""
    for folder in place().workshop.glob(f"{process}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Remove what was left behind: folders of processes that are gone, films that stopped arriving, unknown bytes."""
    for folder in place().workshop.iterdir():
        number = folder.name.partition("-")[0]
        if not (number.isdigit() and _is_alive(int(number))):
            shutil.rmtree(folder, ignore_errors=True)
    arriving.sweep()
    blobs.sweep()


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
