"""Where a film's bytes can be read from: a plain file, or a sealed one that opens like it."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol


class Source(Protocol):
    """Bytes that can be opened again and again; instances travel to child processes, so they can be pickled."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files it is read from, so that a reader shut off from everything else can be given exactly these."""

    @property
    def size(self) -> int:
        """How many bytes `open` gives to read."""

    def open(self) -> BinaryIO:
        """A fresh, seekable, read-only file, positioned at its start."""


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file in the clear, as given on the command line or inside a job's private folder."""

    path: Path

    @property
    def files(self) -> tuple[Path, ...]:
        return (self.path,)

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def open(self) -> BinaryIO:
        return self.path.open("rb")
