"""The pictures of one cue of a reel, as they are shown: on the reel's canvas, at the reel's times."""

from collections.abc import Iterator

import numpy as np
from av import VideoFrame

from vignette.domain.errors import UnsuitableFilm
from vignette.domain.score import Card, Cue, Hold, Run
from vignette.domain.showing import AS_IT_WAS
from vignette.domain.source import Source
from vignette.domain.span import Micros, Span
from vignette.footage.decode import Picture, pictures, reading
from vignette.footage.upright import Canvas, Painter

_GROUND = (24, 128, 128)


def shown(cue: Cue, source: Source | None, canvas: Canvas) -> Iterator[Picture]:
    """Pictures of the size of `canvas`, yuv420p, each with its time in the reel, in order.

    The first stands from the very start of the cue, none at or after its end. No picture of a film is left out and none
    is shown twice, however slowly it runs; where a cue holds no picture, none comes.
    """
    step = cue.step
    if source is None or isinstance(step, Card):
        yield cue.start, _ground(canvas)
    elif isinstance(step, Run):
        yield from _running(cue, step, source, canvas)
    elif isinstance(step, Hold):
        yield cue.start, _standing(cue, step, source, canvas)


def _running(cue: Cue, run: Run, source: Source, canvas: Canvas) -> Iterator[Picture]:
    is_first = True
    for at, picture in _upright(source, run.span, canvas):
        after = (at - run.span.start) * AS_IT_WAS // run.speed
        yield cue.start if is_first else Micros(cue.start + after), picture
        is_first = False


def _upright(source: Source, span: Span, canvas: Canvas) -> Iterator[Picture]:
    with reading(source, span.start) as (film, clock, packets):
        painter = Painter(canvas, film.pictures.sample_aspect_ratio, every_field=True)
        for at, frame in pictures(film, clock, packets, span):
            yield from painter.paint(frame, at)
        # The second field of the last frame may come too late to belong to the clip.
        yield from ((at, picture) for at, picture in painter.finish() if at < span.end)


def _standing(cue: Cue, hold: Hold, source: Source, canvas: Canvas) -> VideoFrame:
    """The picture showing at the time of `hold`; of a clip, never one from before it."""
    span = cue.clip.span if cue.clip is not None else None
    earliest = span.start if span is not None and span.holds(hold.at) else 0
    with reading(source, hold.at) as (film, clock, packets):
        chosen = None
        for at, frame in pictures(film, clock, packets, None):
            if chosen is not None and at > hold.at and chosen[0] >= earliest:
                break
            chosen = at, frame
        if chosen is None:
            raise UnsuitableFilm("There is no picture to stand still; please choose it again.")
        painter = Painter(canvas, film.pictures.sample_aspect_ratio)
        painted = [*painter.paint(chosen[1], chosen[0]), *painter.finish()]
    return painted[0][1]


def _ground(canvas: Canvas) -> VideoFrame:
    """A plain ground, as long as no words are set on it."""
    planes = (np.full(shape, value, np.uint8) for shape, value in zip(_shapes(canvas), _GROUND, strict=True))
    flat = np.concatenate([plane.reshape(-1) for plane in planes])
    return VideoFrame.from_ndarray(flat.reshape(canvas.height * 3 // 2, canvas.width), format=canvas.pixel_format)


def _shapes(canvas: Canvas) -> tuple[tuple[int, int], ...]:
    half = (canvas.height // 2, canvas.width // 2)
    return (canvas.height, canvas.width), half, half
