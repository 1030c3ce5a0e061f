"""Films as we write them: MP4 that every browser plays and seeks, and that says nothing but its pictures and sound."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from hashlib import sha256
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import av
import numpy as np
from av import AudioFrame, VideoFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.error import FFmpegError
from av.stream import Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType
from av.video.stream import VideoStream

from vignette.domain.span import SECOND, Micros
from vignette.footage.sound import Channels

if TYPE_CHECKING:
    from av.packet import Packet

WrittenPacket: TypeAlias = "Packet[Any]"

LINES = 720
"""Of a reel: it fits into 1280 by 720, whichever way up it is."""
SOUND_RATE = 48_000
SOUND_LAYOUT = "stereo"
PIXEL_FORMAT = "yuv420p"

# AVFMT_FLAG_BITEXACT: name neither the program that wrote the film nor its version.
_BITEXACT = 0x400

# AV_CODEC_FLAG_GLOBAL_HEADER: the pictures are described once, beside the stream and not within it.
_DESCRIBED_APART = 1 << 22

_TICK = Fraction(1, SECOND)
_BT709 = 1
_LIMITED = 1
_GROUP = Micros(SECOND)
# Of two distances between pictures that are meant to be the same.
_ROUNDING = Micros(2)

# Every group starts with an IDR picture chosen below, so the encoder's own limit only has to stay out of the way.
_H264 = {
    "preset": "veryfast",
    "crf": "21",
    "profile": "high",
    "bf": "0",
    "g": "1000",
    "sc_threshold": "0",
    "forced-idr": "1",
    "flags": "+bitexact+cgop",
}

RECIPE = sha256(repr((_H264, av.library_versions)).encode()).hexdigest()[:16]
"""Changes with the settings and libraries that pictures are encoded by: only like pictures make one stream."""


_IN_FRONT = {
    "mp4": {
        "movflags": "+faststart",
        "video_track_timescale": str(SECOND),
        "movie_timescale": str(SECOND),
    },
    "webm": {"cues_to_front": "1"},
}


@contextmanager
def written(target: Path, container: Literal["mp4", "webm"] = "mp4") -> Iterator[OutputContainer]:
    """A film at `target` with its index in front; a `target` that was not finished is taken away again."""
    with ExitStack() as unfinished:
        unfinished.callback(target.unlink, missing_ok=True)
        with av.open(str(target), "w", format=container, options=_IN_FRONT[container]) as output:
            output.flags |= _BITEXACT
            yield output
        unfinished.pop_all()


def add_pictures(output: OutputContainer, size: tuple[int, int], rate: Fraction, *, level: str = "") -> VideoStream:
    """A stream for H.264 pictures of `size` with times in microseconds; `rate` is a guess that only guides quality.

    `level` is what a player has to be able to do, "3.1" for one; empty for as little as will do.
    """
    stream: VideoStream = output.add_stream("libx264", rate=rate, options=_h264(level))
    set_up(stream.codec_context, size)
    stream.time_base = _TICK
    return stream


def encoder(size: tuple[int, int], rate: Fraction, *, level: str = "") -> VideoCodecContext:
    """What encodes pictures for a stream that was added with the same words: both describe them by the same bytes."""
    context = VideoCodecContext.create("libx264", "w")
    context.options = _h264(level)
    context.framerate = rate
    context.flags |= _DESCRIBED_APART
    set_up(context, size)
    return context


def add_sound(output: OutputContainer) -> AudioStream:
    stream: AudioStream = output.add_stream("aac", rate=SOUND_RATE, layout=SOUND_LAYOUT, options={"flags": "+bitexact"})
    stream.bit_rate = 128_000
    return stream


def encoded_pictures(
    stream: VideoStream, painted: Iterable[tuple[Micros, VideoFrame, bool]], end: Micros
) -> Iterator[WrittenPacket]:
    """Packets of pictures with their times; True beside a picture starts a group there. The last one lasts to `end`."""
    return lasting(encoded(stream, grouped(painted)), end)


def lasting(packets: Iterable[WrittenPacket], end: Micros) -> Iterator[WrittenPacket]:
    """Packets of pictures, in order, each of which lasts until the next one and the last to `end`."""
    held = None
    for packet in packets:
        if held is not None:
            held.duration = (packet.pts or 0) - (held.pts or 0)
            yield held
        held = packet
    if held is not None:
        held.duration = end - (held.pts or 0)
        yield held


def encoded_sound(stream: AudioStream, blocks: Iterable[Channels]) -> Iterator[WrittenPacket]:
    return encoded(stream, _framed(blocks))


def write(output: OutputContainer, *streams: Iterator[WrittenPacket]) -> Iterator[Fraction]:
    """Put the packets of all `streams` into the film in order of time; gives the seconds reached, again and again."""
    for packet in merge(*streams, key=_due):
        reached = _due(packet)
        try:
            output.mux(packet)
        except FFmpegError as error:
            raise OSError(error.errno or 0, "the film could not be written") from error
        yield reached


def _h264(level: str) -> dict[str, str]:
    return _H264 | {"level": level} if level else _H264


def set_up(context: VideoCodecContext, size: tuple[int, int]) -> None:
    """Pictures of `size` as every screen shows them, timed in microseconds."""
    (context.width, context.height), context.pix_fmt = size, PIXEL_FORMAT
    context.time_base = _TICK
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED


def _due(packet: WrittenPacket) -> Fraction:
    return (packet.dts or 0) * Fraction(packet.time_base)


class Grouping:
    """Where groups of pictures start, each at most `longest` as far as the next picture can be foreseen.

    `is_alone` says whether the newest group consists of one picture so far.
    """

    def __init__(self, longest: Micros = _GROUP) -> None:
        self.is_alone = False
        self._longest = longest
        self._key = self._previous = Micros(-longest - 1)

    def take(self, at: Micros, frame: VideoFrame, *, starts: bool) -> VideoFrame:
        """The next picture, ready for the encoder; with `starts`, a group starts with it."""
        self.is_alone = starts or at + (at - self._previous) > self._key + self._longest + _ROUNDING
        self._key = at if self.is_alone else self._key
        self._previous = at
        frame.pict_type = PictureType.I if self.is_alone else PictureType.NONE
        frame.pts, frame.time_base = at, _TICK
        return frame


def grouped(painted: Iterable[tuple[Micros, VideoFrame, bool]]) -> Iterator[VideoFrame]:
    """Pictures ready for the encoder; True beside one starts a group there."""
    grouping = Grouping()
    for at, frame, starts in painted:
        yield grouping.take(at, frame, starts=starts)


def _framed(blocks: Iterable[Channels]) -> Iterator[AudioFrame]:
    position = 0
    for block in blocks:
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout=SOUND_LAYOUT)
        frame.sample_rate, frame.time_base, frame.pts = SOUND_RATE, Fraction(1, SOUND_RATE), position
        position += block.shape[1]
        yield frame


def encoded(stream: Any, frames: Iterator[Any]) -> Iterator[WrittenPacket]:
    """The packets of all `frames`, in order."""
    for frame in frames:
        yield from _owned(stream, stream.encode(frame))
    yield from _owned(stream, stream.encode(None))


def _owned(stream: Stream, packets: list[WrittenPacket]) -> list[WrittenPacket]:
    for packet in packets:
        packet.stream = stream
    return packets
