"""Groups of a film's pictures that can be taken over as they are, byte for byte."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vignette.domain.source import Source
from vignette.domain.span import Micros, Span
from vignette.footage.decode import reading
from vignette.footage.reel.units import as_stream, is_fresh
from vignette.footage.times import Clock, PicturePacket


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """A key picture and those that build on it, as far as they are shown within `span`, film time.

    `copied` is each picture with its time, as slices with start codes; empty where the group cannot be copied: where
    it reaches beyond its clip, is a single picture, or is not built as ours are.
    """

    span: Span
    copied: tuple[tuple[Micros, bytes], ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class _Stored:
    """A group as it lies in the film, up to where the next one begins; `is_whole` where all of it was read."""

    pictures: Sequence[tuple[Micros, PicturePacket]]
    until: Micros
    is_whole: bool


def groups(source: Source, span: Span) -> Iterator[Group]:
    """The groups that hold a picture shown in `span`, in order; one follows the other without a gap."""
    with reading(source, span.start) as (_, clock, packets):
        start = span.start
        for stored in _stored(clock, packets, span.end):
            if any(span.holds(at) for at, _ in stored.pictures):
                is_inside = stored.is_whole and stored.pictures[0][0] >= span.start
                yield Group(Span(start, stored.until), _copied(stored) if is_inside else ())
                start = stored.until


def _stored(clock: Clock, packets: Iterator[PicturePacket], end: Micros) -> Iterator[_Stored]:
    read, is_whole = list[tuple[Micros, PicturePacket]](), True
    for packet in packets:
        at = clock.at(packet.pts or 0)
        if packet.is_keyframe and read:
            yield _Stored(read, min(at, end), is_whole=True)
            read = []
        if at >= end:
            is_whole = False
            break
        read.append((at, packet))
    if read:
        yield _Stored(read, end, is_whole)


def _copied(stored: _Stored) -> tuple[tuple[Micros, bytes], ...]:
    """Nothing where one picture is hidden or comes out of turn, or something else than pictures stands among them.

    Two key pictures in a row have to differ in a number that is only known inside them, so that one alone is not taken.
    """
    times = [at for at, _ in stored.pictures]
    is_odd = any(packet.is_discard or packet.dts != packet.pts for _, packet in stored.pictures)
    if is_odd or len(times) < 2 or any(later <= earlier for earlier, later in pairwise(times)):
        return ()
    slices = [as_stream(memoryview(packet)) for _, packet in stored.pictures]
    if not all(slices) or [is_fresh(each) for each in slices if each] != [True] + [False] * (len(times) - 1):
        return ()
    return tuple(zip(times, filter(None, slices), strict=True))
