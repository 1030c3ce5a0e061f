"""What is said of a film before it comes."""

from dataclasses import dataclass
from datetime import date

from vignette.domain.errors import NotAllowed

LARGEST = 20 * 1024**3
"""The largest film that is taken in, in bytes."""

MOST_PIECES = 100


@dataclass(frozen=True, slots=True)
class Parcel:
    """The files of one film as whoever sends them describes them; NotAllowed where no film is like that.

    `pieces` are the bytes of each file, in order: one, unless a camcorder wrote the film in several. `file_day` is the
    day on which the last of them was written, None where nobody knows. `is_enveloped` says that our camera page sealed
    them on the phone.
    """

    pieces: tuple[int, ...]
    filename: str = ""
    file_day: date | None = None
    is_enveloped: bool = False

    def __post_init__(self) -> None:
        if not self.pieces or min(self.pieces) <= 0:
            raise NotAllowed("This file is empty: choose another.")
        if self.size > LARGEST:
            raise NotAllowed("A film is at most 20 GB.")
        if len(self.pieces) > MOST_PIECES:
            raise NotAllowed("A film is at most a hundred files: choose those of one recording.")

    @property
    def size(self) -> int:
        return sum(self.pieces)
