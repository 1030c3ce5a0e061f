"""Pictures for the eye of the analysis: upright, small, and only as many as asked for."""

from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import numpy as np

from vignette.domain.film import Frame
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.container import OpenFilm, opened
from vignette.footage.decode import FIRST, Picture, pictures, reading
from vignette.footage.kind import Kind
from vignette.footage.sizes import fitted
from vignette.footage.times import REORDERED, Clock, PicturePacket, from_key
from vignette.footage.upright import Canvas, Painter, upright_size

_ONE_PICTURE_A_PACKET = (Kind.MOVIE, Kind.MATROSKA)


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
        if sparing == "DEFAULT" and film.kind in _ONE_PICTURE_A_PACKET:
            packets = _announced(film, clock, packets, span, step)
        yield from _small(film, _thinned(pictures(film, clock, packets, span), step), height)


def _announced(
    film: OpenFilm, clock: Clock, packets: Iterator[PicturePacket], span: Span | None, step: Micros
) -> Iterator[PicturePacket]:
    """The packets; before each, the decoder is told whether it may pass over a picture that no other builds on.

    It may where the picture is not shown, or not the first one of its step. Where that first one is damaged, the step
    is left without a picture.
    """
    firsts: dict[int, int] = {}
    waiting: deque[tuple[PicturePacket, int | None]] = deque()

    def told() -> PicturePacket:
        packet, number = waiting.popleft()
        is_wanted = number is not None and firsts[number] == packet.pts
        film.pictures.codec_context.skip_frame = "DEFAULT" if is_wanted else "NONREF"
        return packet

    for packet, number in _numbered(clock, packets, span, step):
        if number is not None and packet.pts is not None:
            firsts[number] = min(packet.pts, firsts.get(number, packet.pts))
            _forget(firsts)
        waiting.append((packet, number))
        if len(waiting) > REORDERED:
            yield told()
    while waiting:
        yield told()


def _numbered(
    clock: Clock, packets: Iterator[PicturePacket], span: Span | None, step: Micros
) -> Iterator[tuple[PicturePacket, int | None]]:
    """Each packet with the number of the step that its picture is shown in; None where it is not shown."""
    start, first = (span.start if span else FIRST), None
    for packet in packets:
        at = clock.at(packet.pts or 0)
        first = at if first is None else first
        yield packet, at // step if at >= max(start, first) and not packet.is_discard else None


def _forget(firsts: dict[int, int]) -> None:
    """Steps that no packet belongs to any more are let go of, the oldest first."""
    if len(firsts) > 4 * REORDERED:
        del firsts[min(firsts)]


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
