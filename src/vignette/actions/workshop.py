"""A private folder for one piece of work: the only place where a film is ever in the clear, and only while it lasts."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vignette.storage import blobs
from vignette.storage.place import place


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that only this user can enter, gone when the block ends."""
    with tempfile.TemporaryDirectory(dir=place().workshop) as folder:
        yield Path(folder)


def sweep() -> None:
    """Remove what a crash left behind: folders of work that nobody is doing, and sealed bytes that nobody published.

    Only for the start of this machine's site, before any of its workers runs.
    """
    for folder in place().workshop.iterdir():
        shutil.rmtree(folder, ignore_errors=True)
    blobs.sweep()
