"""A reel: what its score says, and not one picture or sample from outside its clips."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from av import VideoFrame

from vignette.domain.errors import UnsuitableFilm
from vignette.domain.score import Cue, Run, Score, length_of
from vignette.domain.span import SECOND, Micros
from vignette.domain.work import Progress
from vignette.footage.container import opened
from vignette.footage.reel.films import Sources, clips_in
from vignette.footage.reel.pictures import shown
from vignette.footage.reel.sounding import sounding
from vignette.footage.sizes import common_size
from vignette.footage.stills import seen_size
from vignette.footage.upright import Canvas
from vignette.footage.written import (
    LINES,
    PIXEL_FORMAT,
    add_pictures,
    add_sound,
    encoded_pictures,
    encoded_sound,
    write,
    written,
)

_GUESSED_RATE = Fraction(30)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished reel: its length, and when each clip starts in it, in microseconds."""

    length: Micros
    starts: tuple[Micros, ...]


def render(score: Score, sources: Sources, target: Path, *, progress: Progress) -> Rendered:
    """Write what `score` says to `target`, as one MP4 of at most 1280 by 720; `target` is gone again on failure.

    ValueError where nothing is shown or a film has no source; UnsuitableFilm where a clip holds no picture.
    """
    its = dict(sources)
    clips = clips_in(score)
    if not score or {clip.film for clip in clips} - its.keys():
        raise ValueError("a reel shows something, and every film in it has a source")
    length = length_of(score)
    sizes = [seen_size(its[clip.film]) for clip in clips] or [(1280, 720)]
    canvas = Canvas(*common_size(sizes, lines=LINES), PIXEL_FORMAT)
    with written(target) as output:
        stream = add_pictures(output, (canvas.width, canvas.height), _GUESSED_RATE)
        streams = [encoded_pictures(stream, _painted(score, sources, canvas), length)]
        if any(_has_sound(sources)):
            streams.append(encoded_sound(add_sound(output), sounding(score, sources)))
        for reached in write(output, *streams):
            progress(min(1.0, max(0.0, float(reached * SECOND / length))))
    progress(1.0)
    starts = (next(cue.start for cue in score if cue.clip and cue.clip.id == clip.id) for clip in clips)
    return Rendered(length, tuple(starts))


def _has_sound(sources: Sources) -> Iterator[bool]:
    for _, source in sources:
        with opened(source) as film:
            yield film.sound is not None


def _painted(score: Score, sources: Sources, canvas: Canvas) -> Iterator[tuple[Micros, VideoFrame, bool]]:
    its = dict(sources)
    for cue in score:
        source = its[cue.clip.film] if cue.clip is not None else None
        is_first = True
        for at, picture in shown(cue, source, canvas):
            yield at, picture, is_first
            is_first = False
        if is_first:
            raise _without_pictures(cue)


def _without_pictures(cue: Cue) -> UnsuitableFilm:
    where = cue.step.span if isinstance(cue.step, Run) else "this clip"
    return UnsuitableFilm(f"There is no picture from {where}; please make this clip a little longer.")
