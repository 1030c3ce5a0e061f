"""Everything the site needs of a film, or of a reel, made in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vignette.domain.film import Footage
from vignette.domain.source import PlainFile, Source
from vignette.domain.span import Micros, Span
from vignette.domain.work import Progress, unheard
from vignette.footage.playable import make_playable
from vignette.footage.probe import probe
from vignette.footage.reel import render
from vignette.footage.sound import peaks
from vignette.footage.stills import still
from vignette.footage.times import frame_times

STILL_HEIGHT = 720


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


@dataclass(frozen=True, slots=True)
class MadeReel:
    """A finished reel: where each clip starts in it, and a JPEG from the middle of each clip, in the same order."""

    starts: tuple[Micros, ...]
    stills: tuple[bytes, ...]


def make_ready(source: Source, folder: Path, *, progress: Progress = unheard) -> Ready:
    """Look into `source` and write what browsers play into `folder`; raises FilmProblem where it is no usable film."""
    target = folder / "playable"
    footage = make_playable(source, target, footage=probe(source), progress=progress)
    made = PlainFile(target)
    times = frame_times(made)
    return Ready(
        footage=footage,
        playable=target.name,
        poster=still(made, Micros(footage.length // 3), height=STILL_HEIGHT),
        peaks=bytes(peaks(made)),
        times=times.astype("<i8").tobytes(),
    )


def make_reel(clips: Sequence[tuple[Source, Span]], target: Path, *, progress: Progress = unheard) -> MadeReel:
    """Write the clips to `target` as one film, and take a still of each."""
    rendered = render(clips, target, progress=progress)
    stills = (still(source, Micros(span.start + span.length // 2), height=STILL_HEIGHT) for source, span in clips)
    return MadeReel(rendered.starts, tuple(stills))
