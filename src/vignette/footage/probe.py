"""What a film holds, found out by walking through its packets and decoding one picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
from av import VideoFrame
from av.error import InvalidDataError

from vignette.domain.errors import FilmProblem, UnreadableFilm, UnsuitableFilm
from vignette.domain.film import Footage
from vignette.domain.source import Source
from vignette.domain.span import MILLISECOND, SECOND, Micros, micros
from vignette.domain.work import Progress, unheard
from vignette.footage.container import OpenFilm, opened
from vignette.footage.filmed import filmed_at
from vignette.footage.hdr import is_hdr
from vignette.footage.kind import Kind
from vignette.footage.note import Extent, joined_note, note_on
from vignette.footage.restarts import restarts
from vignette.footage.streams import LONGEST_SECONDS, refuse_endless
from vignette.footage.takes import Take
from vignette.footage.times import NO_PICTURE, Clock, started, zero_of
from vignette.footage.upright import turn_of, upright_size
from vignette.footage.walk import Numbers, Packets, Walk, walked
from vignette.footage.window import Window

SHORTEST = Micros(500 * MILLISECOND)
LONGEST_GROUP = Micros(2 * SECOND)
LARGEST_EVERYWHERE = 1920 * 1088
FAST = 61
"""Pictures a second that some browser does not keep up with."""
FASTEST = 1000
"""Pictures a second, the fastest of phones' slow motion; more is no film of people."""

_PROGRESSIVE = (0, 1)
_PROFILES = ("Baseline", "Constrained Baseline", "Main", "High")
_TRIES = 90


@dataclass(frozen=True, eq=False, slots=True)
class Survey:
    """What one walk through a film found: `times` are int64 microseconds of every picture shown, ascending from zero.

    `sound` is None where the film has no readable sound.
    """

    footage: Footage
    clock: Clock
    times: Numbers
    pictures: Packets
    sound: Packets | None


def probe(source: Source) -> Footage:
    """What `source` holds; UnreadableFilm or UnsuitableFilm says in a sentence why it cannot be used."""
    return survey(source).footage


def probe_all(pieces: Sequence[Source], *, progress: Progress = unheard) -> tuple[Take, ...]:
    """What each of the files holds that one film was written into, in order."""
    return tuple(take for number in range(len(pieces)) for take, _ in takes_in(pieces, number, progress=progress))


def takes_in(pieces: Sequence[Source], number: int, *, progress: Progress = unheard) -> Iterator[tuple[Take, Survey]]:
    """The takes in one of the pieces; those in which no film is found are passed over while there are others.

    A piece of several may be as short as it likes: filming that went on was stopped again at once.
    """
    piece, problem, count = pieces[number], None, 0
    shortest = SHORTEST if len(pieces) == 1 else Micros(1)
    with opened(piece) as film:
        walk = walked(film, piece.size, progress)
        edges = [0, *restarts(piece, film, walk), piece.size]
        whole = _surveyed(piece, film, walk, shortest) if len(edges) == 2 else None
    for start, end in pairwise(edges):
        try:
            found = whole or survey(Window(piece, start, end), shortest=shortest)
        except FilmProblem as refusal:
            problem = refusal
            continue
        count += 1
        yield Take(number, start, end, found.footage), found
    if not count and problem is not None:
        raise problem


def joined_footage(pieces: Sequence[Footage], *, files: int) -> Footage:
    """What the pieces hold when they are joined, without a gap, into one film as large as the largest of them.

    They came in so many `files`, which are fewer where a clock starts again midway. UnsuitableFilm where the whole is
    longer than a film may be.
    """
    if len(pieces) == 1:
        return pieces[0]
    length = Micros(sum(piece.length for piece in pieces))
    _refuse_odd(length, SHORTEST, sum(piece.frames for piece in pieces))
    has_sound = any(piece.has_sound for piece in pieces)
    return replace(
        pieces[0],
        length=length,
        width=max(piece.width for piece in pieces),
        height=max(piece.height for piece in pieces),
        frames=sum(piece.frames for piece in pieces),
        has_sound=has_sound,
        plays_everywhere=False,
        note=joined_note([piece.note for piece in pieces], files=files, has_sound=has_sound),
    )


def survey(source: Source, *, shortest: Micros = SHORTEST) -> Survey:
    """All that can be found out about `source` in one walk, or an UnreadableFilm or UnsuitableFilm.

    Its length is what is really there: up to the end of the last picture, whatever the container claims.
    """
    with opened(source) as film:
        return _surveyed(source, film, walked(film, source.size, unheard), shortest)


def _surveyed(source: Source, film: OpenFilm, walk: Walk, shortest: Micros) -> Survey:
    pictures, clock = walk.pictures, _clock(film, walk.pictures)
    at = clock.at_all(pictures.pts)
    shown = at[~pictures.is_hidden & (at >= 0)]
    times = np.unique(shown)
    length = Micros(int(times[-1]) + _last_stays(pictures, at, times, clock))
    doubled = Micros((len(shown) - len(times)) * length // len(times))
    extent = Extent(length, _claimed(film, clock), _heard(film, clock, walk.sound), doubled)
    _refuse_odd(length, shortest, len(times))
    footage = _looked_at(source, walk, at, len(times), extent)
    return Survey(footage, clock, times, pictures, walk.sound if footage.has_sound else None)


def _looked_at(source: Source, walk: Walk, at: Numbers, frames: int, extent: Extent) -> Footage:
    """What is known once the first picture was seen, too; the packets of `walk` are due `at`."""
    with opened(source) as film:
        first = _first_picture(film)
        width, height = upright_size(first, film.pictures.sample_aspect_ratio)
        footage = Footage(
            length=extent.length,
            width=width,
            height=height,
            frames=frames,
            has_sound=extent.sound is not None,
            plays_everywhere=_plays_everywhere(film, first, walk, at, frames * SECOND / extent.length),
            filmed_at=filmed_at(film),
        )
        return replace(footage, note=note_on(film, first, footage, extent, walk))


def _clock(film: OpenFilm, pictures: Packets) -> Clock:
    if not len(pictures):
        raise UnreadableFilm(NO_PICTURE)
    return Clock(zero_of(pictures.pts, pictures.is_hidden), film.pictures.time_base or Fraction(1))


def _last_stays(pictures: Packets, at: Numbers, times: Numbers, clock: Clock) -> Micros:
    """How long the last picture is shown: as the film says, or else as long as its pictures usually are."""
    last = len(at) - 1 - int(np.argmax(at[::-1]))
    if pictures.duration[last]:
        return micros(float(int(pictures.duration[last]) * clock.base))
    return Micros(int(np.median(np.diff(times)))) if len(times) > 1 else Micros(SECOND // 25)


def _refuse_odd(length: Micros, shortest: Micros, frames: int) -> None:
    if length < shortest:
        raise UnsuitableFilm("This film is too short, under half a second; please choose the whole film.")
    if length > LONGEST_SECONDS * SECOND:
        refuse_endless()
    if frames * SECOND > FASTEST * length:
        raise UnsuitableFilm("This film claims more than a thousand pictures a second; please save it again as MP4.")


def _claimed(film: OpenFilm, clock: Clock) -> Micros:
    """How long the container says its pictures last; zero where it does not say."""
    stream = film.pictures
    if film.kind is Kind.MOVIE and stream.duration:
        return clock.at((stream.start_time or 0) + stream.duration)
    if film.kind is Kind.MATROSKA and film.container.duration:
        return Micros(film.container.duration - int(clock.zero * clock.base * SECOND))
    return Micros(0)


def _heard(film: OpenFilm, clock: Clock, sound: Packets) -> tuple[Micros, Micros] | None:
    """When the sound begins and when it ends, in film time."""
    if film.sound is None or film.sound.time_base is None or not len(sound):
        return None
    base, zero = film.sound.time_base, clock.zero * clock.base
    first, last = int(sound.pts.min()), int((sound.pts + sound.duration).max())
    return micros(float(first * base - zero)), micros(float(last * base - zero))


def _first_picture(film: OpenFilm) -> VideoFrame:
    film.only(film.pictures)
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


def _plays_everywhere(film: OpenFilm, first: VideoFrame, walk: Walk, at: Numbers, rate: float) -> bool:
    context = film.pictures.codec_context
    sound = film.sound
    return (
        walk.setup != b""
        and walk.is_closed
        and walk.is_plain
        and walk.is_steady
        and walk.is_whole
        and not walk.pictures.is_hidden.any()
        and context.profile in _PROFILES
        and first.format.name in ("yuv420p", "yuvj420p")
        and context.field_order in _PROGRESSIVE
        and not first.interlaced_frame
        and not is_hdr(first.color_trc)
        and not turn_of(first).mirrors
        and first.width * first.height <= LARGEST_EVERYWHERE
        and rate < FAST
        and _longest_wait(walk.pictures, at) <= LONGEST_GROUP
        and (sound is None or (sound.codec_context.name == "aac" and sound.codec_context.layout.nb_channels <= 2))
    )


def _longest_wait(pictures: Packets, at: Numbers) -> int:
    """Microseconds of the longest stretch from one key picture to the next, or to the end."""
    keys = at[pictures.is_key]
    return int(np.diff(keys, append=at.max()).max())
