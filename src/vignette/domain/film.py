"""A film, and what was found out about it without looking at what it shows."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from vignette.domain.identity import FamilyId, Identity
from vignette.domain.person import Person
from vignette.domain.span import Micros, Span


class FilmId(Identity):
    kind = "film"
    __slots__ = ()


class VersionId(Identity):
    """One way in which a film is played: other bytes are another version, and no version ever changes."""

    kind = "version"
    __slots__ = ()


class Readiness(StrEnum):
    """How far a film has come since the guider chose the file."""

    ARRIVING = "arriving"
    PREPARING = "being made ready"
    READY = "ready"
    REFUSED = "refused"


class Occasion(StrEnum):
    """What was going on when a film was made, which decides what everybody in it must have agreed to."""

    TOGETHER = "together"
    """Client and partner at what they do: the film that a cycle is about."""
    REVIEW = "review"
    """Guider and client in the shared review: the guider looks at their own part in it."""


EARLIEST = date(1990, 1, 1)
"""Before it there were no digital films: a clock that was never set says 1904, 1970 or 1980."""

LONGEST = Micros(1 << 41)
"""Twenty-five days: no film is as long, nor all the files of one."""
WIDEST = 1 << 16
LONGEST_NOTE = 10_000
"""Letters; a hundred files of a camcorder may each have something to be said of."""


@dataclass(frozen=True, slots=True)
class Footage:
    """What a file holds: sizes in upright square pixels, times in microseconds from the first frame.

    `plays_everywhere` says that every browser shows and seeks it as it is (H.264 with short closed groups, AAC or no
    sound); otherwise it needs a proxy. `note` tells the guider in one line what was done and what is unusual, empty
    where nothing is. `filmed_at` is a guess at when filming began, local date and time in ISO 8601, empty where the
    file says nothing that makes sense. The recording of a sound recorder has no pictures: no width, height or frames.
    ValueError where that cannot be.
    """

    length: Micros
    width: int
    height: int
    frames: int
    has_sound: bool
    plays_everywhere: bool
    note: str = ""
    filmed_at: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.length <= LONGEST or min(self.width, self.height, self.frames) < 0:
            raise ValueError("a film lasts some time, and has a size")
        if max(self.width, self.height) > WIDEST or self.frames > LONGEST:
            raise ValueError("no film is so large")
        if len(self.note) > LONGEST_NOTE or not self.note.isprintable():
            raise ValueError("a note is one line")
        if self.filmed_at:
            datetime.fromisoformat(self.filmed_at)

    @property
    def whole(self) -> Span:
        return Span(Micros(0), self.length)


@dataclass(frozen=True, slots=True)
class Film:
    """A film of a family, from its first byte on; `size` and `arrived` are bytes of what was chosen.

    `pieces` are the bytes of each file of a film that a camcorder wrote in several, in order; one for all others.
    `is_enveloped` says that our camera page sealed it on the phone. `digest` is the SHA-256 of all that arrived, in
    hexadecimal, empty until it was reckoned. `file_day` is the day on which the file was written, as whoever sent it
    said, and `filmed_on` the day that the guider confirmed; both are None where nobody knows. `problem` is one sentence
    where the film was refused; `footage` is None until it has been looked into. `beside` is the film that it was heard
    at, where it is no film but the recording of a sound recorder. A film of the shared review belongs to the cycle in
    which the review was held, and is never the film that this cycle is about.
    """

    id: FilmId
    family: FamilyId
    in_frame: tuple[Person, ...]
    size: int
    arrived: int
    readiness: Readiness
    pieces: tuple[int, ...]
    is_enveloped: bool = False
    digest: str = ""
    file_day: date | None = None
    filmed_on: date | None = None
    problem: str = ""
    footage: Footage | None = None
    beside: FilmId | None = None
    occasion: Occasion = Occasion.TOGETHER

    @property
    def is_sound(self) -> bool:
        """Whether it is the recording of a sound recorder, which is only ever heard beside its film."""
        return self.beside is not None


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """One picture of a film: `pixels` is uint8 RGB, shape (height, width, 3), upright."""

    at: Micros
    pixels: npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False, slots=True)
class Sound:
    """A stretch of a film's sound: `samples` is float32 mono in -1..1, shape (n,), at `rate` samples a second.

    `start` is the time of the first sample, which may lie after the film's first frame.
    """

    start: Micros
    rate: int
    samples: npt.NDArray[np.float32]
