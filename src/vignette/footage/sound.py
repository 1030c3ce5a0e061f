"""The sound of a film, in step with its pictures: film time zero is the first picture, not the first sample.

Where there are no pictures, as in what a sound recorder heard, it is the first sample.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from av import AudioFrame, AudioResampler
from av.error import FFmpegError, InvalidDataError

from vignette.domain.film import Sound
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.container import OpenFilm, OpenSound, opened_heard
from vignette.footage.streams import LONGEST_SECONDS
from vignette.footage.times import Clock, started

Channels = npt.NDArray[np.float32]
"""Sound as float32 in -1..1, shape (channels, n)."""

# Time stamps of sound jitter by some milliseconds; only a larger jump is a gap, or the same sound twice.
_TOLERATED = Fraction(1, 25)

_BLOCK = 48_000

# A decoder needs the sound just before the first sample wanted; where an index is poor, a jump lands late.
_RUN_UPS = (Micros(200_000), Micros(2 * SECOND), Micros(15 * SECOND))


def sound(source: Source, *, rate: int) -> Iterator[Sound]:
    """The whole sound of a film as mono at `rate` samples a second, in order and without a gap between two stretches.

    The first stretch starts where the sound sets in; sound before the first picture is left out. Nothing at all comes
    from a film without sound.
    """
    played = 0
    for start, block in heard(source, rate=rate, layout="mono"):
        yield Sound(Micros(start + _micros(played, rate)), rate, block[0])
        played += block.shape[1]


def heard(source: Source, *, rate: int, layout: str, span: Span | None = None) -> Iterator[tuple[Micros, Channels]]:
    """Blocks of the sound within `span` (None: from film time zero on) that follow each other without a gap.

    Each comes with the time at which the first block starts. The cut is made before the rate is changed, so that no
    sample from outside the span has any part in what is given.
    """
    blocks = _cut(source, layout, span)
    first = next(blocks, None)
    if first is None:
        return
    start, own_rate, block = first
    whole = chain([block], (block for _, _, block in blocks))
    yield from ((start, part) for part in _at_rate(whole, own_rate, rate, layout))


def filled(source: Source, span: Span, *, rate: int, layout: str, count: int) -> Iterator[Channels]:
    """Exactly `count` samples for `span`, in step with its pictures: silence wherever the film has no sound."""
    given = 0
    for start, block in heard(source, rate=rate, layout=layout, span=span):
        if not given:
            given = min(count, round((start - span.start) * rate / SECOND))
            yield from _blank(given, layout)
        part = block[:, : count - given]
        given += part.shape[1]
        yield part
        if given >= count:
            return
    yield from _blank(count - given, layout)


def throughout(
    pieces: Sequence[tuple[Source, Micros]], length: Micros, *, rate: int, layout: str
) -> Iterator[Channels]:
    """The sound of a film in several pieces, each with its start; silence wherever there is none, up to `length`.

    A camcorder's pieces are cut between pictures, not between sounds: what a piece holds from before its first picture
    fills what the one before it lacks at its end.
    """
    count, given = round(length * rate / SECOND), 0
    for _, position, block in _in_step(_in_turn(pieces, length, rate, layout)):
        yield from _blank(min(position, count) - given, layout)
        given = max(given, min(position, count))
        part = block[:, max(0, given - position) : max(0, count - position)]
        given += part.shape[1]
        if part.shape[1]:
            yield part
        if given >= count:
            return
    yield from _blank(count - given, layout)


def _in_turn(
    pieces: Sequence[tuple[Source, Micros]], length: Micros, rate: int, layout: str
) -> Iterator[tuple[int, int, Channels]]:
    """(rate, position in the whole film, block) of all pieces, at one rate, each up to where the next one starts."""
    ends = [start for _, start in pieces[1:]] + [length]
    for (source, start), end in zip(pieces, ends, strict=True):
        last = _first_sample(end, rate) + int(rate * _TOLERATED)
        for position, block in _piece(source, rate, layout):
            place = position + _first_sample(start, rate)
            if place >= last:
                break
            yield rate, place, block[:, : last - place]


def _piece(source: Source, rate: int, layout: str) -> Iterator[tuple[int, Channels]]:
    """(position counted from the piece's first picture, negative before it; block) at `rate`, without a gap."""
    blocks = _in_step(_placed(source, layout, Micros(0)))
    first = next(blocks, None)
    if first is None:
        return
    own_rate, own_position, block = first
    position = round(Fraction(own_position * rate, own_rate))
    for part in _at_rate(chain([block], (block for _, _, block in blocks)), own_rate, rate, layout):
        yield position, part
        position += part.shape[1]


def _blank(count: int, layout: str) -> Iterator[Channels]:
    channels = 1 if layout == "mono" else 2
    return (block for _, _, block in _silence(_BLOCK, 0, count, channels))


def _cut(source: Source, layout: str, span: Span | None) -> Iterator[tuple[Micros, int, Channels]]:
    """(start of the first block, the film's own rate, block) of the samples whose time lies in the span."""
    begin = None
    for own_rate, position, block in _in_step(_placed(source, layout, span.start if span else Micros(0))):
        low = max(0, _first_sample(span.start if span else Micros(0), own_rate) - position)
        high = min(block.shape[1], _first_sample(span.end, own_rate) - position) if span else block.shape[1]
        if low < high:
            begin = _micros(position + low, own_rate) if begin is None else begin
            yield begin, own_rate, block[:, low:high]
        if span and position + block.shape[1] >= _first_sample(span.end, own_rate):
            return


def _in_step(placed: Iterable[tuple[int, int, Channels]]) -> Iterator[tuple[int, int, Channels]]:
    """(rate, position of the first sample, block) as `placed`, but each where the last one ended."""
    expected = None
    for rate, position, block in placed:
        if position > LONGEST_SECONDS * rate:
            return
        off = 0 if expected is None else position - expected
        if expected is not None and off > rate * _TOLERATED:
            yield from _silence(rate, expected, position, block.shape[0])
            expected = position
        elif off < -rate * _TOLERATED:
            block = block[:, -off:]
        expected = position if expected is None else expected
        if block.shape[1]:
            yield rate, expected, block
        expected += block.shape[1]


def _silence(rate: int, begin: int, end: int, channels: int) -> Iterator[tuple[int, int, Channels]]:
    for position in range(begin, end, rate):
        yield rate, position, np.zeros((channels, min(rate, end - position)), np.float32)


def _placed(source: Source, layout: str, start: Micros) -> Iterator[tuple[int, int, Channels]]:
    rate, resampler, shape = 0, None, None
    for seconds, frame in _decoded(source, start):
        rate = rate or frame.sample_rate
        if resampler is None or shape != (frame.format.name, frame.layout.name, frame.sample_rate):
            shape = (frame.format.name, frame.layout.name, frame.sample_rate)
            resampler = AudioResampler(format="fltp", layout=_at_most_stereo(frame), rate=rate)
        position = round(seconds * rate)
        frame.pts = None
        try:
            parts = resampler.resample(frame)
        except FFmpegError:
            # Damaged sound may claim a shape that no sound has; it is passed over like what cannot be decoded.
            resampler = None
            continue
        for part in parts:
            yield rate, position, _mixed(_samples(part), layout)
            position += part.samples


def _at_most_stereo(frame: AudioFrame) -> str:
    return "mono" if frame.layout.nb_channels == 1 else "stereo"


def _mixed(samples: Channels, layout: str) -> Channels:
    """As many channels as the layout has, as loud as before: a mix that only added them up would be distorted.

    Samples that are no numbers, as damage leaves them, are silent.
    """
    within = np.nan_to_num(np.clip(samples, -1, 1), copy=False)
    return within.mean(axis=0, keepdims=True) if layout == "mono" else np.broadcast_to(within, (2, within.shape[1]))


def _decoded(source: Source, start: Micros) -> Iterator[tuple[Fraction, AudioFrame]]:
    """(seconds of film time, decoded sound) from `start` or somewhat before on."""
    with opened_heard(source) as film:
        if film.sound is None:
            return
        clock = _clock(film)
    for run_up in _RUN_UPS if start > _RUN_UPS[0] else ():
        with opened_heard(source) as film:
            timed = _sought(film, clock, Micros(max(0, start - run_up)))
            first = next(timed, None)
            if first is not None and first[0] * SECOND <= start:
                yield first
                yield from timed
                return
    with opened_heard(source) as film:
        yield from _timed(film, clock)


def _clock(film: OpenFilm | OpenSound) -> Clock:
    """The first picture is time zero; where there is none, the first sound."""
    if isinstance(film, OpenFilm):
        return started(film)[0]
    return Clock(film.sound.start_time or 0, film.sound.time_base or Fraction(1))


def _sought(film: OpenFilm | OpenSound, clock: Clock, start: Micros) -> Iterator[tuple[Fraction, AudioFrame]]:
    stream = film.sound
    if stream is None or stream.time_base is None:
        return
    try:
        film.container.seek(clock.ticks(start, stream.time_base), stream=stream)
    except FFmpegError:
        return
    yield from _timed(film, clock)


def _timed(film: OpenFilm | OpenSound, clock: Clock) -> Iterator[tuple[Fraction, AudioFrame]]:
    stream = film.sound
    if stream is None or stream.time_base is None:
        return
    if isinstance(film, OpenFilm):
        film.only(stream)
    for packet in film.container.demux(stream):
        try:
            frames = stream.decode(packet)
        except InvalidDataError:
            continue
        for frame in frames:
            if frame.pts is not None and frame.samples:
                yield frame.pts * stream.time_base - clock.zero * clock.base, frame


def _at_rate(blocks: Iterator[Channels], own_rate: int, rate: int, layout: str) -> Iterator[Channels]:
    if own_rate == rate:
        yield from blocks
        return
    resampler = AudioResampler(format="fltp", layout=layout, rate=rate)
    for block in blocks:
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout=layout)
        frame.sample_rate = own_rate
        yield from map(_samples, resampler.resample(frame))
    yield from map(_samples, resampler.resample(None))


def _samples(frame: AudioFrame) -> Channels:
    samples: Any = frame.to_ndarray()
    return np.asarray(samples, dtype=np.float32)


def _first_sample(at: Micros, rate: int) -> int:
    """The first sample whose time is `at` or later."""
    return -(-at * rate // SECOND)


def _micros(samples: int, rate: int) -> Micros:
    return Micros(round(Fraction(samples * SECOND, rate)))
