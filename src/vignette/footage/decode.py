"""The pictures of a film, one after the other, each with its time; constant memory, whatever the length."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice

from av import VideoFrame
from av.codec.context import ThreadType
from av.error import FFmpegError

from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.container import OpenFilm, opened
from vignette.footage.times import Clock, PicturePacket, from_key, started

Picture = tuple[Micros, VideoFrame]

FIRST = Micros(0)

# Where a container's index is poor, a jump lands late: then jump further back, in the end to the very start.
_RUN_UPS = (FIRST, Micros(2 * SECOND), Micros(15 * SECOND))


@contextmanager
def reading(source: Source, start: Micros = FIRST) -> Iterator[tuple[OpenFilm, Clock, Iterator[PicturePacket]]]:
    """An open film with its clock, and its picture packets from a key picture at or before `start` on."""
    with opened(source) as film:
        film.only(film.pictures)
        film.pictures.thread_type = ThreadType.AUTO
        clock, packets = started(film)
        sought = key_before(film, clock, start) if start > 0 else packets
        if sought is not None:
            yield film, clock, sought
            return
    with reading(source) as (film, clock, packets):
        passed = _passed(clock, packets, start)
    with reading(source) as (film, clock, packets):
        yield film, clock, islice(packets, passed, None)


def _passed(clock: Clock, packets: Iterator[PicturePacket], start: Micros) -> int:
    """How many packets precede the last key picture that is not later than `start`."""
    last = 0
    for place, packet in enumerate(packets):
        at = clock.at(packet.pts or 0)
        if packet.is_keyframe and at <= start:
            last = place
        if at > start + _RUN_UPS[-1]:
            break
    return last


def pictures(film: OpenFilm, clock: Clock, packets: Iterator[PicturePacket], span: Span | None) -> Iterator[Picture]:
    """The pictures shown in `span` (None: in the whole film), in order, as they are stored, each time once.

    A damaged picture is left out.
    """
    latest = Micros(-1)
    for frame in _decoded(film, packets):
        if frame.pts is None or frame.pts < clock.zero:
            continue
        at = clock.at(frame.pts)
        if span is not None and at >= span.end:
            return
        if at > latest and (span is None or at >= span.start):
            latest = at
            yield at, frame


def key_before(film: OpenFilm, clock: Clock, start: Micros) -> Iterator[PicturePacket] | None:
    """Picture packets from a key picture at or before `start` on; None where the container cannot be jumped in."""
    for run_up in _RUN_UPS:
        target = clock.ticks(Micros(max(0, start - run_up)), clock.base)
        try:
            film.container.seek(target, stream=film.pictures)
        except FFmpegError:
            return None
        packets = from_key(film)
        first = next(packets, None)
        if first is not None and first.pts is not None and clock.at(first.pts) <= start:
            return chain([first], packets)
    return None


def _decoded(film: OpenFilm, packets: Iterator[PicturePacket]) -> Iterator[VideoFrame]:
    """Frames in the order of showing; those that precede the first key picture lack what they build on."""
    first = None
    for packet in chain(packets, (None,)):
        first = packet.pts if first is None and packet is not None else first
        try:
            frames = film.pictures.decode(packet)
        except FFmpegError:
            continue
        yield from (frame for frame in frames if frame.pts is not None and first is not None and frame.pts >= first)
