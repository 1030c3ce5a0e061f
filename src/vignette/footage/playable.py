"""A film made playable: in every browser, upright, quick to seek, and without anything the camera wrote beside it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
from av import VideoFrame
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.video.stream import VideoStream

from vignette.domain.errors import UnreadableFilm
from vignette.domain.film import Footage
from vignette.domain.source import PlainFile, Source
from vignette.domain.span import SECOND, Micros
from vignette.domain.work import Progress
from vignette.footage.container import OpenFilm, opened
from vignette.footage.decode import pictures, reading
from vignette.footage.probe import probe
from vignette.footage.sound import filled
from vignette.footage.times import Clock, frame_times, started
from vignette.footage.upright import Canvas, Painter, common_size
from vignette.footage.written import (
    LINES,
    PIXEL_FORMAT,
    SOUND_LAYOUT,
    SOUND_RATE,
    WrittenPacket,
    add_pictures,
    add_sound,
    encoded_pictures,
    encoded_sound,
    write,
    written,
)

# Remarks that cameras and editors leave inside the picture stream itself (H.264 SEI).
_WITHOUT_REMARKS = "filter_units=remove_types=6"

_ROUNDING = Micros(1)


def make_playable(source: Source, target: Path, *, footage: Footage, progress: Progress) -> Footage:
    """Write `source`, whose `footage` was probed, to `target` as a film that plays everywhere; say what it holds.

    Every picture keeps its time to the microsecond. Where the film plays everywhere already, its pictures and sound
    are copied as they are; otherwise they are made anew, at most 1280 by 720. Nothing else of the file is kept.
    `target` is gone again when this fails.
    """
    if footage.plays_everywhere:
        with suppress(UnreadableFilm):
            _repack(source, target, footage, progress)
            if _holds(target, frame_times(source)):
                return _kept(target, footage)
    decoded = _transcode(source, target, footage, progress)
    if not _holds(target, decoded):
        target.unlink()
        raise UnreadableFilm("This film could not be made playable whole; please copy it from the camera again.")
    return _kept(target, footage)


def _holds(target: Path, times: npt.NDArray[np.int64]) -> bool:
    """Whether the film at `target` shows a picture at each of `times`, and no other."""
    really = frame_times(PlainFile(target))
    return len(really) == len(times) and bool(np.all(np.abs(really - times) <= _ROUNDING))


def _kept(target: Path, footage: Footage) -> Footage:
    return replace(probe(PlainFile(target)), note=footage.note)


def _repack(source: Source, target: Path, footage: Footage, progress: Progress) -> None:
    with opened(source) as film:
        clock, _ = started(film)
    timescale = clock.base.denominator
    with opened(source) as film, opened(source) as other, written(target, timescale=timescale) as output:
        streams = [_copied_pictures(film, clock, output.add_stream_from_template(film.pictures))]
        if other.sound is not None:
            copy = output.add_stream_from_template(other.sound)
            streams.append(_copied_sound(other, clock, copy, footage.length))
        for reached in write(output, *streams):
            progress(_share(reached, footage))
    progress(1.0)


def _copied_pictures(film: OpenFilm, clock: Clock, copy: VideoStream) -> Iterator[WrittenPacket]:
    film.only(film.pictures)
    _, packets = started(film)
    cleaner = BitStreamFilterContext(_WITHOUT_REMARKS, film.pictures)
    for packet in packets:
        for clean in cleaner.filter(packet):
            clean.pts = (clean.pts or 0) - clock.zero
            clean.dts = (clean.dts or 0) - clock.zero
            clean.time_base = clock.base
            clean.stream = copy
            yield clean


def _copied_sound(film: OpenFilm, clock: Clock, copy: AudioStream, length: Micros) -> Iterator[WrittenPacket]:
    """The sound from the first picture on, with the one packet before it that a decoder needs to warm up."""
    stream = film.sound
    if stream is None or stream.time_base is None:
        return
    film.only(stream)
    zero = clock.ticks(Micros(0), stream.time_base)
    for packet in film.container.demux(stream):
        if packet.pts is None or packet.is_corrupt or not packet.size:
            continue
        packet.pts = packet.dts = packet.pts - zero
        if packet.pts * stream.time_base * SECOND >= length:
            return
        if packet.pts + 2 * (packet.duration or 0) > 0:
            packet.stream = copy
            yield packet


def _transcode(source: Source, target: Path, footage: Footage, progress: Progress) -> npt.NDArray[np.int64]:
    """Make pictures and sound anew; gives the time of each picture decoded."""
    size = common_size([(footage.width, footage.height)], lines=LINES)
    decoded: list[int] = []
    with written(target) as output:
        stream = add_pictures(output, size, Fraction(footage.frames * SECOND, footage.length).limit_denominator(1001))
        painted = _painted(source, Canvas(*size, PIXEL_FORMAT), decoded)
        streams = [encoded_pictures(stream, painted, footage.length)]
        if footage.has_sound:
            streams.append(encoded_sound(add_sound(output), _whole_sound(source, footage)))
        for reached in write(output, *streams):
            progress(_share(reached, footage))
    progress(1.0)
    return np.array(decoded, dtype=np.int64)


def _painted(source: Source, canvas: Canvas, decoded: list[int]) -> Iterator[tuple[Micros, VideoFrame, bool]]:
    with reading(source) as (film, clock, packets):
        painter = Painter(canvas, film.pictures.sample_aspect_ratio)
        for at, frame in pictures(film, clock, packets, None):
            decoded.append(at)
            yield from ((moment, picture, False) for moment, picture in painter.paint(frame, at))
        yield from ((moment, picture, False) for moment, picture in painter.finish())


def _whole_sound(source: Source, footage: Footage) -> Iterator[npt.NDArray[np.float32]]:
    count = round(footage.length * SOUND_RATE / SECOND)
    return filled(source, footage.whole, rate=SOUND_RATE, layout=SOUND_LAYOUT, count=count)


def _share(reached: Fraction, footage: Footage) -> float:
    return min(1.0, max(0.0, float(reached * SECOND / footage.length)))
