"""A reel as WebM, for whoever cannot or may not play H.264: VP9 with Opus, at the same times."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from av import VideoFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros
from vignette.domain.work import Progress
from vignette.footage.decode import pictures, reading
from vignette.footage.made import WrittenWebm
from vignette.footage.probe import probe
from vignette.footage.sound import filled
from vignette.footage.written import (
    SOUND_LAYOUT,
    SOUND_RATE,
    Grouping,
    encoded,
    encoded_sound,
    set_up,
    write,
    written,
)

_GROUP = Micros(2 * SECOND)

# The quickest there is, since somebody waits: half a second of work for each second of 720 lines.
_VP9 = {
    "deadline": "realtime",
    "cpu-used": "8",
    "row-mt": "1",
    "crf": "32",
    "b": "0",
    "g": "1000",
    "flags": "+bitexact",
}


def write_webm(reel: Source, target: Path, *, progress: Progress) -> WrittenWebm:
    """Write `reel`, a film of ours, to `target` as WebM: every picture at its time, to the millisecond.

    It says nothing but pictures and sound, and has no sound where the reel has none. `target` is gone again on failure;
    FilmProblem where the reel cannot be read.
    """
    footage = probe(reel)
    with written(target, "webm") as output:
        streams = [encoded(_add_pictures(output, (footage.width, footage.height)), _grouped(reel))]
        if footage.has_sound:
            count = round(footage.length * SOUND_RATE / SECOND)
            blocks = filled(reel, footage.whole, rate=SOUND_RATE, layout=SOUND_LAYOUT, count=count)
            streams.append(encoded_sound(_add_sound(output), blocks))
        for reached in write(output, *streams):
            progress(min(1.0, max(0.0, float(reached * SECOND / footage.length))))
    progress(1.0)
    return WrittenWebm(footage.length, footage.frames)


def _grouped(reel: Source) -> Iterator[VideoFrame]:
    grouping = Grouping(_GROUP)
    with reading(reel) as (film, clock, packets):
        for at, frame in pictures(film, clock, packets, None):
            yield grouping.take(at, frame, starts=False)


def _add_pictures(output: OutputContainer, size: tuple[int, int]) -> VideoStream:
    stream: VideoStream = output.add_stream("libvpx-vp9", rate=Fraction(30), options=_VP9)
    set_up(stream.codec_context, size)
    return stream


def _add_sound(output: OutputContainer) -> AudioStream:
    stream: AudioStream = output.add_stream(
        "libopus", rate=SOUND_RATE, layout=SOUND_LAYOUT, options={"flags": "+bitexact"}
    )
    stream.bit_rate = 96_000
    return stream
