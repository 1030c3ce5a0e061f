"""What a family may keep at the end: a page to print and a folder, which leave this place for good."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Piece(StrEnum):
    """One of the two things that can be taken, each once."""

    PAGE = "page"  # a PDF
    FOLDER = "folder"  # a ZIP


@dataclass(frozen=True, slots=True)
class Keepsake:
    """A keepsake that was made and waits to be taken.

    `sizes` are in bytes, of what is still here; `taken` says when each piece was.
    """

    made_at: datetime
    until: datetime
    has_stills: bool
    has_reel: bool
    sizes: Mapping[Piece, int] = field(default_factory=dict)
    taken: Mapping[Piece, datetime] = field(default_factory=dict)

    def waits(self, piece: Piece, at: datetime) -> bool:
        """Whether `piece` can be taken at the moment `at`."""
        return piece in self.sizes and piece not in self.taken and at < self.until
