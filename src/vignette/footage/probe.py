"""What a film holds, found out by walking through its packets and decoding one picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from av import VideoFrame
from av.error import InvalidDataError

from vignette.domain.errors import UnreadableFilm, UnsuitableFilm
from vignette.domain.film import Footage
from vignette.domain.source import Source
from vignette.domain.span import MILLISECOND, SECOND, Micros, micros
from vignette.footage.container import LONGEST_SECONDS, OpenFilm, opened, refuse_endless
from vignette.footage.hdr import is_hdr
from vignette.footage.kind import Kind
from vignette.footage.times import Clock, PicturePacket, in_order, shown, started
from vignette.footage.upright import turn_of, upright_size

SHORTEST = Micros(500 * MILLISECOND)
LONGEST_GROUP = Micros(2 * SECOND)
LARGEST_EVERYWHERE = 1920 * 1088

_UNNOTICED = Micros(500 * MILLISECOND)
_PROGRESSIVE = (0, 1)
_PROFILES = ("Baseline", "Constrained Baseline", "Main", "High")
_TRIES = 90


@dataclass(slots=True)
class _Walk:
    """What is seen while passing all picture packets once."""

    keys: list[int] = field(default_factory=list)
    last: PicturePacket | None = None
    hides: bool = False
    is_closed: bool = True

    def past(self, packets: Iterator[PicturePacket]) -> Iterator[PicturePacket]:
        for packet in packets:
            self.hides = self.hides or packet.is_discard
            if packet.is_keyframe:
                self.keys.append(packet.pts or 0)
                self.is_closed = self.is_closed and starts_afresh(bytes(packet))
            if self.last is None or (packet.pts or 0) >= (self.last.pts or 0):
                self.last = packet
            yield packet


def probe(source: Source) -> Footage:
    """What `source` holds; UnreadableFilm or UnsuitableFilm says in a sentence why it cannot be used.

    Its length is what is really there: up to the end of the last picture, whatever the container claims.
    """
    with opened(source) as film:
        film.only(film.pictures)
        clock, packets = started(film)
        walk = _Walk()
        times = in_order(clock.at(ticks) for ticks in shown(clock, walk.past(packets)))
        claimed = _claimed(film, clock)
    length = Micros(int(times[-1]) + last_stays(walk.last, clock.base, times))
    _refuse_odd(length)
    with opened(source) as film:
        first = _first_picture(film)
        width, height = upright_size(first, film.pictures.sample_aspect_ratio)
        return Footage(
            length=length,
            width=width,
            height=height,
            frames=len(times),
            has_sound=film.sound is not None,
            plays_everywhere=_plays_everywhere(film, first, walk, clock, len(times) * SECOND / length),
            note=_note(film, first, Micros(claimed - length)),
        )


def last_stays(last: PicturePacket | None, base: Fraction, times: np.typing.NDArray[np.int64]) -> Micros:
    """How long the last picture is shown: as the film says, or else as long as its pictures usually are."""
    if last is not None and last.duration:
        return micros(float(last.duration * base))
    return Micros(int(np.median(np.diff(times)))) if len(times) > 1 else Micros(SECOND // 25)


def starts_afresh(packet: bytes) -> bool:
    """Whether an H.264 packet as stored in MP4 (four-byte lengths) holds an IDR picture."""
    position = 0
    while position + 4 < len(packet):
        kind = packet[position + 4] & 31
        if kind in (1, 5):
            return kind == 5
        position += 4 + int.from_bytes(packet[position : position + 4], "big")
    return False


def _refuse_odd(length: Micros) -> None:
    if length < SHORTEST:
        raise UnsuitableFilm("This film is too short, under half a second; please choose the whole film.")
    if length > LONGEST_SECONDS * SECOND:
        refuse_endless()


def _claimed(film: OpenFilm, clock: Clock) -> Micros:
    """How long the container says its pictures last; zero where it does not say."""
    stream = film.pictures
    if film.kind is Kind.MOVIE and stream.duration:
        return clock.at((stream.start_time or 0) + stream.duration)
    if film.kind is Kind.MATROSKA and film.container.duration:
        return Micros(film.container.duration - int(clock.zero * clock.base * SECOND))
    return Micros(0)


def _first_picture(film: OpenFilm) -> VideoFrame:
    _, packets = started(film)
    for tried, packet in enumerate(packets):
        try:
            frames = film.pictures.decode(packet)
        except InvalidDataError:
            frames = []
        if frames:
            return frames[0]
        if tried > _TRIES:
            break
    return _held_back(film)


def _held_back(film: OpenFilm) -> VideoFrame:
    frames = film.pictures.decode(None)
    if not frames:
        raise UnreadableFilm("No picture of this film can be shown; please copy it from the camera again.")
    return frames[0]


def _plays_everywhere(film: OpenFilm, first: VideoFrame, walk: _Walk, clock: Clock, rate: float) -> bool:
    context = film.pictures.codec_context
    sound = film.sound
    return (
        film.kind is Kind.MOVIE
        and film.pictures.codec_tag == "avc1"
        and context.profile in _PROFILES
        and first.format.name in ("yuv420p", "yuvj420p")
        and context.field_order in _PROGRESSIVE
        and not first.interlaced_frame
        and not is_hdr(first.color_trc)
        and not turn_of(first).mirrors
        and first.width * first.height <= LARGEST_EVERYWHERE
        and rate < 61
        and walk.is_closed
        and not walk.hides
        and _longest_wait(walk, clock) <= LONGEST_GROUP
        and (sound is None or (sound.codec_context.name == "aac" and sound.codec_context.layout.nb_channels <= 2))
    )


def _longest_wait(walk: _Walk, clock: Clock) -> Micros:
    """The longest stretch from one key picture to the next, or to the end."""
    ends = [*walk.keys[1:], (walk.last.pts or 0) if walk.last is not None else 0]
    return max(Micros(clock.at(end) - clock.at(key)) for key, end in zip(walk.keys, ends, strict=True))


def _note(film: OpenFilm, first: VideoFrame, missing: Micros) -> str:
    notes = []
    if missing > _UNNOTICED:
        notes.append(f"the last {missing / SECOND:.1f} seconds are missing, the file was cut off")
    if film.sound is None:
        notes.append("there is no sound")
    if len(film.container.streams.audio) > 1:
        notes.append("there are several sound tracks, only the main one is used")
    if is_hdr(first.color_trc):
        notes.append("its colours are adapted from HDR")
    line = "; ".join(notes)
    return line[:1].upper() + line[1:] + "." if line else ""
