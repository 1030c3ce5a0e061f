"""A folder that gets all of its files at once: made aside, and put in place when everything is done."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vignette.domain.errors import Misconfigured


@contextmanager
def desk(out: Path, names: Sequence[str]) -> Iterator[Path]:
    """A private folder in which to make the files `names`; when the block ends well they move into `out`, in order.

    They take the place of earlier ones; an earlier one that was not made again goes. When the block fails, nothing is
    left behind, and `out` itself goes where it was made for nothing.
    """
    if out.exists() and not out.is_dir():
        raise Misconfigured(f"{out} is a file: please name a folder.")
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".look-", dir=out) as private:
            yield Path(private)
            _put(Path(private), out, names)
    finally:
        _take_away_empty(made)


def _put(private: Path, out: Path, names: Sequence[str]) -> None:
    for name in names:
        if (private / name).exists():
            (private / name).replace(out / name)
        else:
            (out / name).unlink(missing_ok=True)


def _take_away_empty(folders: Sequence[Path]) -> None:
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
