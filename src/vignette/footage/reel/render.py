"""A reel: the chosen clips one after the other, and not one picture or sample from outside them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
from av import VideoFrame

from vignette.domain.errors import UnsuitableFilm
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.work import Progress
from vignette.footage.decode import pictures, reading
from vignette.footage.probe import probe
from vignette.footage.sizes import common_size
from vignette.footage.sound import Channels, filled
from vignette.footage.upright import Canvas, Painter
from vignette.footage.written import (
    LINES,
    PIXEL_FORMAT,
    SOUND_LAYOUT,
    SOUND_RATE,
    add_pictures,
    add_sound,
    encoded_pictures,
    encoded_sound,
    write,
    written,
)

FADE = SOUND_RATE * 5 // 1000
"""Samples over which the sound of a clip comes and goes, so that a join does not click."""

_GUESSED_RATE = Fraction(30)

Clip = tuple[Source, Span]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished reel: its length, and when each clip starts in it, in microseconds."""

    length: Micros
    starts: tuple[Micros, ...]


def render(clips: Sequence[Clip], target: Path, *, progress: Progress) -> Rendered:
    """Write the clips, in order, to `target` as one MP4 of at most 1280 by 720; `target` is gone again on failure.

    It holds every picture whose time lies in a clip's span and no other; a span's end beyond its film is drawn in to
    the film's end. Each picture keeps its distance from the start of its clip, save that a clip's first picture stands
    from the very start of the clip, so that seeking there never shows the clip before. Sound is cut to the sample.
    All clips share one canvas; those of another shape get bars. ValueError where there is no clip;
    UnsuitableFilm where a span holds no picture.
    """
    if not clips:
        raise ValueError("a reel needs at least one clip")
    kept, size, has_sound = _measured(clips)
    starts = _starts(kept)
    length = Micros(starts[-1] + kept[-1][1].length)
    with written(target) as output:
        painted = _painted(kept, starts, Canvas(*size, PIXEL_FORMAT))
        streams = [encoded_pictures(add_pictures(output, size, _GUESSED_RATE), painted, length)]
        if has_sound:
            streams.append(encoded_sound(add_sound(output), _joined(kept, starts, length)))
        for reached in write(output, *streams):
            progress(min(1.0, max(0.0, float(reached * SECOND / length))))
    progress(1.0)
    return Rendered(length, starts)


def _measured(clips: Sequence[Clip]) -> tuple[list[Clip], tuple[int, int], bool]:
    """The clips within their films, the size of the reel, and whether any of it can be heard."""
    known = {id(source): probe(source) for source, _ in clips}
    kept = [(source, _within(span, known[id(source)].length)) for source, span in clips]
    sizes = [(footage.width, footage.height) for footage in known.values()]
    return kept, common_size(sizes, lines=LINES), any(footage.has_sound for footage in known.values())


def _within(span: Span, length: Micros) -> Span:
    if span.start >= length:
        raise UnsuitableFilm(f"The clip from {span} lies after the end of its film; please choose it again.")
    return Span(span.start, min(span.end, length))


def _starts(clips: Sequence[Clip]) -> tuple[Micros, ...]:
    lengths = [span.length for _, span in clips]
    return tuple(Micros(sum(lengths[:place])) for place in range(len(clips)))


def _painted(
    clips: Sequence[Clip], starts: Sequence[Micros], canvas: Canvas
) -> Iterator[tuple[Micros, VideoFrame, bool]]:
    for (source, span), start in zip(clips, starts, strict=True):
        is_first = True
        for at, picture in _clip(source, span, canvas):
            yield start if is_first else Micros(start + at - span.start), picture, is_first
            is_first = False
        if is_first:
            raise UnsuitableFilm(f"There is no picture from {span}; please make this clip a little longer.")


def _clip(source: Source, span: Span, canvas: Canvas) -> Iterator[tuple[Micros, VideoFrame]]:
    with reading(source, span.start) as (film, clock, packets):
        painter = Painter(canvas, film.pictures.sample_aspect_ratio, every_field=True)
        for at, frame in pictures(film, clock, packets, span):
            yield from painter.paint(frame, at)
        # The second field of the last frame may come too late to belong to the clip.
        yield from ((at, picture) for at, picture in painter.finish() if at < span.end)


def _joined(clips: Sequence[Clip], starts: Sequence[Micros], length: Micros) -> Iterator[Channels]:
    """The sound of all clips; rounding to samples is cumulative, so that it never drifts from the pictures."""
    bounds = [round(at * SOUND_RATE / SECOND) for at in (*starts, length)]
    for (source, span), (begin, end) in zip(clips, pairwise(bounds), strict=True):
        blocks = filled(source, span, rate=SOUND_RATE, layout=SOUND_LAYOUT, count=end - begin)
        yield from _faded(blocks, end - begin)


def _faded(blocks: Iterable[Channels], count: int) -> Iterator[Channels]:
    """The same sound, coming and going over `FADE` samples at its two ends."""
    position = 0
    for block in blocks:
        place = np.arange(position, position + block.shape[1])
        loudness = np.clip(np.minimum(place + 0.5, count - place - 0.5) / FADE, 0, 1)
        position += block.shape[1]
        yield block * loudness.astype(np.float32)
