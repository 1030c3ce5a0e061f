"""Films whose pictures change their size or shape midway, as when somebody turns the phone."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from tests.films import Recipe, frame_film, numbered
from tests.films.boxes import runs_of, write_movie
from tests.films.kind import Shown

WIDE, TALL, SMALL = (160, 120), (120, 160), (128, 96)
FPS = HALF = 25
_TICK = Fraction(1, 1000)


def in_two_shapes(**other: Any) -> Shown:
    """What is seen of two seconds, the first of them wide and the second one of another shape."""
    times = [number * 1_000_000 // FPS for number in range(2 * HALF)]
    return Shown(
        times=times,
        numbers=range(2 * HALF),
        length=2_000_000,
        size=WIDE,
        has_sound=False,
        note=("no sound",),
        **other,
    )


def streamed(path: Path, container: str, codec: str, **options: str) -> Path:
    """One stream, fed by one encoder and then by another: what calls and camcorders do."""
    with av.open(str(path), "w", format=container) as output:
        stream = output.add_stream(codec, rate=FPS, options=options)
        later: Any = av.CodecContext.create(codec, "w")
        later.framerate, later.options = Fraction(FPS), options
        encoders: list[tuple[Any, tuple[int, int], int]] = [(stream.codec_context, WIDE, 0), (later, TALL, HALF)]
        for encoder, size, first in encoders:
            encoder.width, encoder.height, encoder.pix_fmt = *size, "yuv420p"
            encoder.time_base = _TICK
            for packet in _encoded(encoder, size, first):
                packet.stream, packet.time_base = stream, _TICK
                output.mux(packet)
    return path


def indexed(path: Path) -> Path:
    """An MP4 with a sample entry for either size."""
    part = path.with_name("part")
    runs = []
    for size, first in ((WIDE, 0), (SMALL, HALF)):
        recipe = Recipe(size=size, first=first, fps=FPS, seconds=1, has_sound=False, is_faststart=False)
        runs.append(runs_of(frame_film(part, recipe), lasts=1000 // FPS))
    part.unlink()
    write_movie(path, runs, WIDE)
    return path


def _encoded(encoder: Any, size: tuple[int, int], first: int) -> Iterator[Any]:
    for number in range(first, first + HALF):
        frame = av.VideoFrame.from_ndarray(numbered(number, size), format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = number * 1000 // FPS, _TICK
        yield from encoder.encode(frame)
    yield from encoder.encode(None)
