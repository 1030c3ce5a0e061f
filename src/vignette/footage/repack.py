"""A film that plays everywhere as it is, put into a new index and nothing else: its own packets, where they lie."""

from fractions import Fraction
from math import ceil

import numpy as np
from av.audio.stream import AudioStream

from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros
from vignette.footage.blocks import laid_bare
from vignette.footage.container import OpenFilm, opened
from vignette.footage.kind import Kind
from vignette.footage.probe import Survey
from vignette.footage.skeleton import Track, skeleton
from vignette.footage.walk import NOT_SAID, Numbers, Packets

# Seconds. Matroska tells the times of sounds in whole milliseconds, rounded one way or the other.
_ROUNDED = 0.002


def repack(source: Source, found: Survey) -> tuple[bytes, Numbers] | None:
    """Head and stretches (int64, shape (n, 2): offset, length) that make an MP4 of the packets in `source`.

    Its index comes first, every picture keeps its time to the microsecond, and of all that the file says beside its
    pictures and sound only the way up is kept. None where that cannot be had without touching a packet.
    """
    with opened(source) as film:
        laid = laid_bare(source, found) if film.kind is Kind.MATROSKA else found
        tracks = None if laid is None else _tracks(film, laid)
        return None if tracks is None else skeleton(tracks, timescale=found.clock.base.denominator)


def _tracks(film: OpenFilm, found: Survey) -> list[Track] | None:
    pictures = _in_order(found.pictures.earlier(found.clock.zero))
    if pictures.is_hidden.any() or (pictures.pts < 0).any():
        return None
    tracks = [Track(film.pictures, found.clock.base, pictures)]
    if film.sound is not None and film.sound.time_base is not None and found.sound is not None:
        base, packets = film.sound.time_base, found.sound
        if film.kind is Kind.MATROSKA:
            base = Fraction(1, film.sound.codec_context.sample_rate)
            packets = _even(film.sound, packets)
        sound = _heard(packets, base, found)
        if not len(packets) or (sound.is_hidden & (sound.pts >= 0)).any():
            return None
        tracks += [Track(film.sound, base, sound)] if len(sound) else []
    return tracks


def _in_order(pictures: Packets) -> Packets:
    """The pictures with times of decoding, which Matroska leaves out: as late as all can be and yet in time."""
    if (pictures.dts > NOT_SAID).all():
        return pictures
    shown = np.sort(pictures.pts)
    table = pictures.table.copy()
    table[:, 1] = shown - int((shown - pictures.pts).max())
    return Packets(table)


def _heard(sound: Packets, base: Fraction, found: Survey) -> Packets:
    """The sound from the first picture on, with the packet before it that a decoder needs to warm up."""
    sound = sound.earlier(found.clock.ticks(Micros(0), base))
    sound.table[:, 1] = sound.pts
    end = ceil(Fraction(found.footage.length, SECOND) / base)
    return sound.only((sound.pts + 2 * sound.duration > 0) & (sound.pts < end))


def _even(stream: AudioStream, sound: Packets) -> Packets:
    """The sound timed in samples, of which each packet holds as many; nothing where it does not run on evenly."""
    rate, each = stream.codec_context.sample_rate, stream.codec_context.frame_size or 0
    at = sound.pts * float((stream.time_base or 0) * rate)
    counted = np.arange(len(sound)) * each
    off = at - counted
    if not each or off.max() - off.min() > _ROUNDED * rate:
        return sound.only(np.zeros(len(sound), np.bool_))
    table = sound.table.copy()
    table[:, 0] = counted + round(float(off.mean()))
    table[:, 2] = each
    return Packets(table)
