"""When each picture of a film is shown, read from its packets without decoding one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from vignette.domain.errors import UnreadableFilm
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros
from vignette.footage.container import OpenFilm, opened
from vignette.footage.streams import refuse_endless

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.stream import VideoStream

PicturePacket: TypeAlias = "Packet[VideoStream]"

LONGEST_REACH = 1_000_000
"""Seconds that a picture may lie from the first one before its film is refused unread: eleven days, in whole numbers
of 64 bits whatever the ticks."""

NO_PICTURE = "This file holds no picture; please copy the film from the camera again."

REORDERED = 17
"""H.264 and HEVC hold back at most sixteen pictures, so the earliest one is among the next seventeen packets."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Turns a stream's own ticks into film time, which is zero at the first picture shown."""

    zero: int
    base: Fraction

    def at(self, ticks: int) -> Micros:
        """The film time of the pictures' `ticks`, to the nearest microsecond; negative before the first picture."""
        parts, whole = (ticks - self.zero) * self.base.numerator * SECOND, self.base.denominator
        return Micros((2 * parts + whole) // (2 * whole))

    def at_all(self, ticks: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """`at` for each of `ticks`; UnsuitableFilm where one lies further off than any film is long."""
        if any(abs(int(end) - self.zero) * self.base > LONGEST_REACH for end in (ticks.min(), ticks.max())):
            refuse_endless()
        whole = self.base.denominator
        parts = (ticks - self.zero) * self.base.numerator
        at: npt.NDArray[np.int64] = parts // whole * SECOND + (2 * SECOND * (parts % whole) + whole) // (2 * whole)
        return at

    def ticks(self, at: Micros, base: Fraction) -> int:
        """The tick of a stream with time base `base` at or just before `at`."""
        return int((Fraction(at, SECOND) + self.zero * self.base) / base)


def frame_times(source: Source) -> npt.NDArray[np.int64]:
    """The time of every picture shown, in microseconds, ascending, the first one zero; shape (frames,).

    Pictures that an edit list hides, and those before the first one that can be decoded alone, are not shown.
    """
    with opened(source) as film:
        film.only(film.pictures)
        clock, packets = started(film)
        # Two pictures at one instant count as one.
        return np.unique(clock.at_all(np.fromiter(shown(clock, packets), dtype=np.int64)))


def started(film: OpenFilm) -> tuple[Clock, Iterator[PicturePacket]]:
    """The film's clock, and all its picture packets in the order of decoding, from the first key picture on."""
    packets = from_key(film)
    lead = list(islice(packets, 1))
    if not lead:
        raise UnreadableFilm(NO_PICTURE)
    if lead[0].is_discard:
        lead += _until_shown(packets)
        lead += islice(packets, REORDERED)
    hidden = np.array([packet.is_discard for packet in lead])
    zero = zero_of(np.array([packet.pts for packet in lead], dtype=np.int64), hidden)
    return Clock(zero, film.pictures.time_base or Fraction(1)), chain(lead, packets)


def zero_of(ticks: npt.NDArray[np.int64], is_hidden: npt.NDArray[np.bool_]) -> int:
    """The tick of the first picture shown, where these are those of the pictures in the order of decoding."""
    if is_hidden.all():
        raise UnreadableFilm("This film hides all its pictures; please copy it from the camera again.")
    first = int(np.argmin(is_hidden))
    lead = slice(0, first + 1 + (REORDERED if first else 0))
    return int(ticks[lead][~is_hidden[lead]].min())


def from_key(film: OpenFilm) -> Iterator[PicturePacket]:
    """Whole picture packets from the reader's place on, starting with the first key picture."""
    is_decodable = False
    for packet in film.container.demux(film.pictures):
        if packet.pts is None or packet.is_corrupt or not packet.size:
            continue
        is_decodable = is_decodable or packet.is_keyframe
        if is_decodable:
            yield packet


def shown(clock: Clock, packets: Iterable[PicturePacket]) -> Iterator[int]:
    """The ticks of the pictures that are shown, in the order of decoding."""
    for packet in packets:
        if not packet.is_discard and packet.pts is not None and packet.pts >= clock.zero:
            yield packet.pts


def _until_shown(packets: Iterator[PicturePacket]) -> Iterator[PicturePacket]:
    for packet in packets:
        yield packet
        if not packet.is_discard:
            return
