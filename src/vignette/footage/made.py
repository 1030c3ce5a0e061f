"""What work on films comes to, as values of their own: whoever waits for them reads no film, and loads no reader."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from vignette.domain.film import FilmId, Footage
from vignette.domain.source import Source
from vignette.domain.span import Micros
from vignette.footage.plans import Plan
from vignette.footage.sheet import Sheet
from vignette.footage.takes import Take

Sources = tuple[tuple[FilmId, Source], ...]
"""Each film with where it is read from."""

_NO_STRETCHES: npt.NDArray[np.int64] = np.zeros((0, 2), np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Ready:
    """A film that was looked into.

    One that plays everywhere is read as `head`, then `stretches` of its file (int64, shape (n, 2): offset, length), and
    `times` are those of its pictures, int64 microseconds, little-endian. All three are empty where a proxy has to be
    made first. `poster` is a JPEG.
    """

    footage: Footage
    poster: bytes
    times: bytes = b""
    head: bytes = b""
    stretches: npt.NDArray[np.int64] = field(default_factory=lambda: _NO_STRETCHES)

    def __post_init__(self) -> None:
        _must_be_times(self.times, self.footage.length)


@dataclass(frozen=True, slots=True)
class Finished:
    """`peaks` as `Peaks.packed` writes them; `sprite` is a JPEG that lies as `sheet` says.

    Where there are no pictures, it is empty, and `sheet` is None.
    """

    peaks: bytes
    sprite: bytes
    sheet: Sheet | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A film that is to be made anew: the `takes` it came in, what they hold together, and how they become one film."""

    takes: tuple[Take, ...]
    footage: Footage
    plan: Plan


@dataclass(frozen=True, eq=False, slots=True)
class Joined:
    """A film that plays everywhere: an MP4 of `head`, then the `stretches` of all parts one after the other.

    `stretches` are int64, shape (n, 2), offset and length; `times` are those of the pictures, int64 microseconds,
    little-endian.
    """

    head: bytes
    stretches: npt.NDArray[np.int64]
    times: bytes
    footage: Footage

    def __post_init__(self) -> None:
        _must_be_times(self.times, self.footage.length)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished reel, times in microseconds: its length, and when each clip starts in it, its title included.

    `copied` pictures were taken over byte for byte, `encoded` ones made anew.
    """

    length: Micros
    starts: tuple[Micros, ...]
    copied: int
    encoded: int


@dataclass(frozen=True, slots=True)
class MadeReel:
    """A finished reel: its length, and of each clip, in order, where it starts in the reel and a JPEG from its middle.

    A clip starts with its title or its still, where it has one; the times are those of the score.
    """

    length: Micros
    starts: tuple[Micros, ...]
    stills: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class WrittenWebm:
    """A finished WebM: its length in microseconds, and how many pictures it holds."""

    length: Micros
    pictures: int


@dataclass(frozen=True, slots=True)
class MadeVoice:
    """How long a voice note is, in microseconds."""

    length: Micros


def _must_be_times(packed: bytes, length: Micros) -> None:
    """ValueError where `packed` is not int64 microseconds, ascending and inside a film of this length."""
    times = np.frombuffer(packed, "<i8")
    if len(times) and (times[0] < 0 or times[-1] > length or (times[1:] < times[:-1]).any()):
        raise ValueError("times run forward from zero to the end of the film")
