"""The pictures of a film, upright, each field one of its own, as they are wanted for a stretch or for one time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain, groupby

from av import VideoFrame

from vignette.domain.errors import UnreadableFilm
from vignette.domain.source import Source
from vignette.domain.span import Micros, Span
from vignette.footage.decode import Picture, pictures, reading
from vignette.footage.upright import Canvas, Painter, upright_size

Upright = tuple[Micros, VideoFrame]
Shown = Iterator[Upright]

Stage = Callable[[tuple[int, int]], Canvas]
"""What pictures of an upright size are painted on."""

_NEIGHBOURS = 3
"""Fields become pictures with the help of those before and after."""


def upright(source: Source, span: Span, stage: Stage) -> Shown:
    """Every picture whose time lies in `span`, with its time, on the stage for its size."""
    with reading(source, span.start) as (film, clock, packets):
        painted = _painted(pictures(film, clock, packets, span), film.pictures.sample_aspect_ratio, stage)
        # The second field of the last frame may come too late to belong to the span.
        yield from ((at, picture) for at, picture in painted if at < span.end)


def standing_at(source: Source, at: Micros, within: Span | None, stage: Stage) -> Upright:
    """The picture showing at `at`, the last one that is not later, with its time; the first one where all are later.

    One whose time lies in `within`, where that is given; where it holds none, the first one after its start.
    """
    at = at if within is None else Micros(min(at, within.end - 1))
    with reading(source, Micros(max(0, at))) as (film, clock, packets):
        near = _near(pictures(film, clock, packets, None), at)
        painted = list(_painted(near, film.pictures.sample_aspect_ratio, stage))
    if not painted:
        raise UnreadableFilm("No picture of this film can be shown; please copy it from the camera again.")
    fit = painted if within is None else _fit(painted, within) or painted
    return next((each for each in reversed(fit) if each[0] <= at), fit[0])


def _fit(painted: list[Upright], within: Span) -> list[Upright]:
    inside = [each for each in painted if within.holds(each[0])]
    return inside or [each for each in painted if each[0] >= within.end]


def _near(every: Iterable[Picture], at: Micros) -> Iterable[Picture]:
    """The pictures around `at`, the first that is later among them."""
    near = deque[Picture](maxlen=_NEIGHBOURS)
    for each in every:
        near.append(each)
        if each[0] > at:
            break
    return near


def _painted(decoded: Iterable[Picture], aspect: Fraction | None, stage: Stage) -> Shown:
    for _, alike in groupby(decoded, key=_shape):
        first = next(alike)
        painter = Painter(stage(upright_size(first[1], aspect)), aspect, every_field=True)
        for at, frame in chain((first,), alike):
            yield from painter.paint(frame, at)
        yield from painter.finish()


def _shape(picture: Picture) -> tuple[int, int, int]:
    _, frame = picture
    return frame.width, frame.height, frame.rotation
