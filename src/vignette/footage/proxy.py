"""A film made anew so that it plays everywhere, in parts: whoever stops midway goes on with the next part."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt
from av import VideoFrame

from vignette.domain.errors import UnreadableFilm
from vignette.domain.film import Footage
from vignette.domain.source import PlainFile, Source
from vignette.domain.span import MINUTE, SECOND, Micros, Span
from vignette.domain.work import Progress, unheard
from vignette.footage.container import opened
from vignette.footage.decode import Picture, pictures, reading
from vignette.footage.made import Planned
from vignette.footage.plans import Plan
from vignette.footage.probe import joined_footage, probe_all
from vignette.footage.sizes import common_size
from vignette.footage.sound import throughout
from vignette.footage.upright import Canvas, Painter
from vignette.footage.written import (
    PIXEL_FORMAT,
    RECIPE,
    SOUND_LAYOUT,
    SOUND_RATE,
    add_pictures,
    add_sound,
    encoded_pictures,
    encoded_sound,
    write,
    written,
)

LONGEST_PART = MINUTE
MOST_PICTURES = 60
"""Pictures a second: what is filmed faster is thinned."""

NO_PICTURES = b"\0\0\0\x08free"
"""A part in which no picture begins, as a file: an MP4 without pictures is not possible."""

# Fields and the thinning of fast films need the pictures just before; ten a second is the slowest of those.
_LEAD = Micros(100_000)

# A picture may come this much before its sixtieth of a second without counting for the one before.
_EARLY = Micros(2_000)


def plan(pieces: Sequence[Footage], *, lines: int) -> Plan:
    """How `pieces`, one after the other, become one film of at most `lines` lines (the longer side 16:9 to that).

    Parts are equally long, at most a minute. ValueError where there is no piece.
    """
    if not pieces:
        raise ValueError("a film has at least one piece")
    *starts, length = accumulate((piece.length for piece in pieces), initial=0)
    width, height = common_size([(piece.width, piece.height) for piece in pieces], lines=lines)
    return Plan(
        width=width,
        height=height,
        length=Micros(length),
        starts=tuple(map(Micros, starts)),
        parts=_parts(Micros(length)),
        has_sound=any(piece.has_sound for piece in pieces),
        pictures=sum(piece.frames for piece in pieces),
        recipe=RECIPE,
    )


def planned(pieces: Sequence[Source], lines: int, *, progress: Progress = unheard) -> Planned:
    """How a film that was written in `pieces` is made anew, as `plan` says; raises FilmProblem where it is none."""
    takes = probe_all(pieces, progress=progress)
    held = [take.footage for take in takes]
    return Planned(takes, joined_footage(held, files=len(pieces)), plan(held, lines=lines))


def make_part(pieces: Sequence[Source], plan: Plan, number: int, target: Path, *, progress: Progress = unheard) -> int:
    """Write the pictures of part `number` to `target`, an MP4 of pictures alone whose time zero is the part's start.

    Gives how many there are: every picture whose film time lies in the part, and no other. Where there is none,
    `target` holds NO_PICTURES. It is gone again on failure.
    """
    span, times = plan.parts[number], list[int]()
    with written(target) as output:
        stream = add_pictures(output, (plan.width, plan.height), plan.rate)
        painted = _painted(pieces, plan, span, times)
        for reached in write(output, encoded_pictures(stream, painted, span.length)):
            progress(_share(reached, span.length))
    if not times:
        target.write_bytes(NO_PICTURES)
    elif not np.array_equal(part_times(PlainFile(target)), times):
        target.unlink()
        raise UnreadableFilm("This film could not be made playable whole; please copy it from the camera again.")
    progress(1.0)
    return len(times)


def make_sound(pieces: Sequence[Source], plan: Plan, target: Path, *, progress: Progress = unheard) -> None:
    """Write the sound of the whole film to `target`, in step with its pictures and without a gap between pieces."""
    placed = list(zip(pieces, plan.starts, strict=True))
    with written(target) as output:
        blocks = throughout(placed, plan.length, rate=SOUND_RATE, layout=SOUND_LAYOUT)
        for reached in write(output, encoded_sound(add_sound(output), blocks)):
            progress(_share(reached, plan.length))
    progress(1.0)


def part_times(part: Source) -> npt.NDArray[np.int64]:
    """The times of a made part's pictures, in microseconds from the part's start, in order; shape (pictures,)."""
    with opened(part) as film:
        base = film.pictures.time_base or Fraction(1)
        packets = film.container.demux(film.pictures)
        times = [round((packet.pts or 0) * base * SECOND) for packet in packets if packet.size]
    return np.array(times, dtype=np.int64)


def _parts(length: Micros) -> tuple[Span, ...]:
    count = -(-length // LONGEST_PART)
    return tuple(Span(Micros(place * length // count), Micros((place + 1) * length // count)) for place in range(count))


def _painted(
    pieces: Sequence[Source], plan: Plan, part: Span, times: list[int]
) -> Iterator[tuple[Micros, VideoFrame, bool]]:
    """The pictures of `part`, timed from its start; each is noted in `times`."""
    for source, start, end in zip(pieces, plan.starts, (*plan.starts[1:], plan.length), strict=True):
        within = Span(start, end)
        if not within.overlaps(part):
            continue
        wanted = Span(Micros(max(part.start, start) - start), Micros(min(part.end, end) - start))
        for at, picture in _piece(source, wanted, plan):
            times.append(start + at - part.start)
            yield Micros(times[-1]), picture, False


def _piece(source: Source, wanted: Span, plan: Plan) -> Iterator[Picture]:
    lead = Micros(max(0, wanted.start - _LEAD))
    with reading(source, lead) as (film, clock, packets):
        canvas = Canvas(plan.width, plan.height, PIXEL_FORMAT)
        painter = Painter(canvas, film.pictures.sample_aspect_ratio, every_field=True)
        decoded = pictures(film, clock, packets, None)
        chosen = _thinned(decoded) if plan.rate > MOST_PICTURES + 1 else decoded
        for at, frame in _up_to(wanted.end, chosen):
            if at >= lead:
                yield from _inside(wanted, painter.paint(frame, at))
        yield from _inside(wanted, painter.finish())


def _up_to(end: Micros, decoded: Iterator[Picture]) -> Iterator[Picture]:
    """The pictures before `end`, and the one after them, which fields are reckoned with."""
    for at, frame in decoded:
        yield at, frame
        if at >= end:
            return


def _inside(wanted: Span, painted: Iterator[Picture]) -> Iterator[Picture]:
    return ((at, picture) for at, picture in painted if wanted.holds(at))


def _thinned(decoded: Iterator[Picture]) -> Iterator[Picture]:
    """The first picture in each sixtieth of a second; which one that is never depends on where decoding began."""
    before = None
    for at, frame in decoded:
        place = (at + _EARLY) * MOST_PICTURES // SECOND
        if place != before:
            yield at, frame
        before = place


def _share(reached: Fraction, length: Micros) -> float:
    return min(1.0, max(0.0, float(reached * SECOND / length)))
