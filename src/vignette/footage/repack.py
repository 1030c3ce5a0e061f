"""A film that plays everywhere as it is, put into a new index and nothing else: its own packets, where they lie."""

from fractions import Fraction
from math import ceil

from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros
from vignette.footage.container import OpenFilm, opened
from vignette.footage.probe import Survey
from vignette.footage.skeleton import Track, skeleton
from vignette.footage.walk import Numbers


def repack(source: Source, found: Survey) -> tuple[bytes, Numbers] | None:
    """Head and stretches (int64, shape (n, 2): offset, length) that make an MP4 of the packets in `source`.

    Its index comes first, every picture keeps its time to the microsecond, and of all that the file says beside its
    pictures and sound only the way up is kept. None where that cannot be had without touching a packet.
    """
    pictures, clock = found.pictures.earlier(found.clock.zero), found.clock
    if pictures.is_hidden.any() or (pictures.pts < 0).any():
        return None
    with opened(source) as film:
        sound = _sound(film, found)
        if sound is not None and (sound.packets.is_hidden & (sound.packets.pts >= 0)).any():
            return None
        tracks = [Track(film.pictures, clock.base, pictures), *([sound] if sound is not None else [])]
        return skeleton(tracks, timescale=clock.base.denominator)


def _sound(film: OpenFilm, found: Survey) -> Track | None:
    """The sound from the first picture on, with the packet before it that a decoder needs to warm up."""
    if film.sound is None or film.sound.time_base is None or found.sound is None:
        return None
    base = film.sound.time_base
    sound = found.sound.earlier(found.clock.ticks(Micros(0), base))
    sound.table[:, 1] = sound.pts
    end = ceil(Fraction(found.footage.length, SECOND) / base)
    kept = sound.only((sound.pts + 2 * sound.duration > 0) & (sound.pts < end))
    return Track(film.sound, base, kept) if len(kept) else None
