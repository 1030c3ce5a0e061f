"""Pictures for the eye of the analysis: upright, small, and only as many as asked for."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import numpy as np

from vignette.domain.film import Frame
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.container import OpenFilm, opened
from vignette.footage.decode import FIRST, Picture, pictures, reading
from vignette.footage.sizes import fitted
from vignette.footage.times import from_key
from vignette.footage.upright import Canvas, Painter, upright_size


def frames(source: Source, *, height: int, step: Micros, span: Span | None = None) -> Iterator[Frame]:
    """The first picture in each stretch of `step` microseconds (counted from film time zero) that has one.

    Upright RGB at most `height` pixels high, never enlarged, in order; only pictures within `span` where one is given.
    Where `step` is long, pictures that nothing else builds on may be passed over unread.
    """
    if step <= 0 or height <= 0:
        raise ValueError("height and step are at least one")
    sparing = _sparing(source, step)
    with reading(source, span.start if span else FIRST) as (film, clock, packets):
        film.pictures.codec_context.skip_frame = sparing
        film.pictures.codec_context.options |= {"skip_loop_filter": "noref"}
        yield from _small(film, _thinned(pictures(film, clock, packets, span), step), height)


def _thinned(every: Iterator[Picture], step: Micros) -> Iterator[Picture]:
    due = 0
    for at, frame in every:
        if at >= due:
            yield at, frame
            due = (at // step + 1) * step


def _small(film: OpenFilm, chosen: Iterator[Picture], height: int) -> Iterator[Frame]:
    painter = None
    for at, frame in chosen:
        if painter is None:
            size = upright_size(frame, film.pictures.sample_aspect_ratio)
            painter = Painter(
                Canvas(*fitted(size, width=size[0], height=height), "rgb24"), film.pictures.sample_aspect_ratio
            )
        yield from map(_frame, painter.paint(frame, at))
    if painter is not None:
        yield from map(_frame, painter.finish())


def _frame(picture: Picture) -> Frame:
    at, painted = picture
    return Frame(at, painted.to_ndarray().astype(np.uint8, copy=False))


def _sparing(source: Source, step: Micros) -> Literal["DEFAULT", "NONREF", "NONKEY"]:
    """What the decoder may pass over, so that there is still a picture for each step."""
    with opened(source) as film:
        rate = film.pictures.average_rate
        if not rate or step * rate < 3 * SECOND:
            return "DEFAULT"
        return "NONKEY" if step >= SECOND and _longest_group(film) <= step else "NONREF"


def _longest_group(film: OpenFilm) -> int:
    """Microseconds of the longest wait for a key picture."""
    film.only(film.pictures)
    base = film.pictures.time_base or 0
    keys = [packet.pts * base * SECOND for packet in from_key(film) if packet.is_keyframe and packet.pts is not None]
    return int(max((later - earlier for earlier, later in pairwise(keys)), default=4 * 3600 * SECOND))
