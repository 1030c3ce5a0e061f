"""Where the clock of a stream starts again midway: there, another recording was put behind the first."""

from collections.abc import Iterator

import numpy as np

from vignette.domain.source import Source
from vignette.footage.container import OpenFilm
from vignette.footage.kind import Kind
from vignette.footage.walk import NOT_SAID, Packets, Walk

# Seconds. Times of decoding run forward; only where nothing is filmed for long is more to be gained by closing the gap.
_BACK, _AHEAD = 0.5, 60.0
# A stream that is torn more often is not cut, but read as it is.
_MOST = 100
_LOOKED_AT = 1 << 20
_PACKET, _LONG_PACKET = 188, 192
_SYNC = 0x47
_PACK = b"\0\0\1\xba"


def restarts(source: Source, film: OpenFilm, walk: Walk) -> list[int]:
    """The bytes of `source`, ascending, from which on it can be read as a recording of its own, but for the very start.

    Only streams made for broadcasting and for discs are put end to end as they are, so all other films have none.
    """
    if film.kind not in (Kind.TRANSPORT, Kind.PROGRAM):
        return []
    heard = [] if film.sound is None else list(_jumps(walk.sound, float(film.sound.time_base or 1)))
    seams = [_narrowed(seam, heard) for seam in _jumps(walk.pictures, float(film.pictures.time_base or 1))]
    return sorted({_entry(source, film.kind, *seam) for seam in seams}) if len(seams) < _MOST else []


def _jumps(packets: Packets, base: float) -> Iterator[tuple[int, int]]:
    """Where the last packet before each jump of the clock lies, and the first one after it."""
    placed = packets.only(packets.offset > NOT_SAID)
    due = np.where(placed.dts > NOT_SAID, placed.dts, placed.pts)
    seconds = np.diff(due) * base
    for place in np.flatnonzero((seconds < -_BACK) | (seconds > _AHEAD)).tolist():
        yield int(placed.offset[place]), int(placed.offset[place + 1])


def _narrowed(seam: tuple[int, int], others: list[tuple[int, int]]) -> tuple[int, int]:
    """The seam as far as pictures and sound agree on it."""
    last, first = seam
    for other_last, other_first in others:
        if max(last, other_last) < min(first, other_first):
            last, first = max(last, other_last), min(first, other_first)
    return last, first


def _entry(source: Source, kind: Kind, last: int, first: int) -> int:
    """The byte between these from which a reader finds its way: ISO/IEC 13818-1, 2.4.4.3 (what the stream is made of)
    and 2.5.3.3 (where a pack begins); the packet at `first` where there is none."""
    start = max(last + 1, first - _LOOKED_AT)
    with source.open() as file:
        file.seek(start)
        content = file.read(first - start + _LONG_PACKET)
    if kind is Kind.PROGRAM:
        found = content.rfind(_PACK, 0, first - start + 1)
        return first if found < 0 else start + found
    is_short = content[first - start] == _SYNC
    step, sync = (_PACKET, 0) if is_short else (_LONG_PACKET, _LONG_PACKET - _PACKET)
    for place in range(first - start, -1, -step):
        head = content[place + sync : place + sync + 3]
        if len(head) == 3 and head[0] == _SYNC and head[1] & 0x1F == 0 and head[2] == 0:
            return start + place
    return first
