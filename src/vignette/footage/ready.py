"""Everything the site needs of a film, made in one go from the file that came."""

from dataclasses import dataclass
from pathlib import Path

from vignette.domain.film import Footage
from vignette.domain.source import PlainFile, Source
from vignette.domain.span import Micros
from vignette.domain.work import Progress, unheard
from vignette.footage.playable import make_playable
from vignette.footage.probe import probe
from vignette.footage.sound import peaks
from vignette.footage.stills import still
from vignette.footage.times import frame_times

POSTER_HEIGHT = 720


@dataclass(frozen=True, slots=True)
class Ready:
    """A film made ready.

    `playable` is the name of the file that browsers play, in the folder that was given; `poster` is a JPEG; `peaks` is
    one byte for each 20 ms of sound, 0 to 255; `times` are the frames' times as int64 microseconds, little-endian.
    """

    footage: Footage
    playable: str
    poster: bytes
    peaks: bytes
    times: bytes


def make_ready(source: Source, folder: Path, *, progress: Progress = unheard) -> Ready:
    """Look into `source` and write what browsers play into `folder`; raises FilmProblem where it is no usable film."""
    target = folder / "playable"
    footage = make_playable(source, target, footage=probe(source), progress=progress)
    made = PlainFile(target)
    times = frame_times(made)
    return Ready(
        footage=footage,
        playable=target.name,
        poster=still(made, Micros(footage.length // 3), height=POSTER_HEIGHT),
        peaks=bytes(peaks(made)),
        times=times.astype("<i8").tobytes(),
    )
