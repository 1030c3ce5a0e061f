"""Films for tests, in which every picture carries its own number and every second its own tone.

A number is sixteen large black and white blocks, four by four: twelve bits of number, in Gray's code, and four that
check it. They survive scaling, turning and encoding again, so that a test can tell from outside our code which picture
is which; and no block changes with every number, which in fields would look like stripes that stand still.
"""

import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import av.filter
import numpy as np
import numpy.typing as npt
from av.video.reformatter import VideoReformatter

from tests.machine import at_ease

if TYPE_CHECKING:
    from av.packet import Packet

Pixels = npt.NDArray[np.uint8]
Samples = npt.NDArray[np.float32]

TICKS = 90_000
LOWEST_TONE = 400
TONE_STEP = 150
_BITS = 16
_EASY = 1 << 14
"""Samples of which a multiple is soon transformed."""

# These encoders, and AVI, know nothing finer than their own frame rate.
_COUNT_PICTURES = ("mpeg4", "mpeg2video", "mpeg1video", "h263", "dvvideo", "qtrle")
_MOVIES = ("mp4", "mov", "3gp")


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How a test film is made; the defaults are what a tidy phone would record.

    `times` (microseconds, ascending) overrides `fps`; `size` is upright, (width, height); `gop` counts pictures;
    `rotation` is how far, anticlockwise, a player turns the stored picture; `hidden` pictures at the start are put
    before time zero, where an edit list hides them; `sound_start` is when the sound sets in, in microseconds.
    Of an interlaced film (`is_interlaced`, the upper lines first, or else `is_lower_first`) `fps` and `times` count
    fields, and each carries a number of its own. `ticks` is how finely the film counts time, in parts of a second;
    `remark` is written into the picture stream (H.264 SEI) beside every picture; `beside` adds whatever else is to
    travel in the file. `first` is the number of the first picture: more than nought in the later parts of a film.
    """

    seconds: float = 4.0
    fps: Fraction | int = 30
    times: Sequence[int] | None = None
    size: tuple[int, int] = (160, 120)
    gop: int = 30
    b_frames: int = 0
    is_open_gop: bool = False
    codec: str = "libx264"
    pixel_format: str = "yuv420p"
    encoder: Mapping[str, str] = field(default_factory=dict)
    colour: Mapping[str, int] = field(default_factory=dict)
    rotation: int = 0
    is_mirrored: bool = False
    pixel_aspect: Fraction | None = None
    hidden: int = 0
    first: int = 0
    has_sound: bool = True
    sound_codec: str = "aac"
    sound_rate: int = 48_000
    sound_layout: str = "stereo"
    sound_start: int = 0
    sound_seconds: float | None = None
    sound_tracks: int = 1
    is_silent: bool = False
    is_interlaced: bool = False
    is_lower_first: bool = False
    ticks: int = TICKS
    container: str = "mp4"
    is_faststart: bool = True
    muxer: Mapping[str, str] = field(default_factory=dict)
    start: int = 0
    metadata: Mapping[str, str] = field(default_factory=dict)
    remark: bytes = b""
    beside: "Callable[[Any], Iterable[Packet[Any]]] | None" = None

    @property
    def shown_at(self) -> list[int]:
        """The times of all pictures, hidden ones included, in microseconds from the first."""
        if self.times is not None:
            return list(self.times)
        count = round(self.seconds * self.fps)
        return [round(Fraction(number * 1_000_000) / Fraction(self.fps)) for number in range(count)]

    @property
    def length(self) -> int:
        """Microseconds from the first picture to the end of the last one, hidden ones included."""
        times = self.shown_at
        return times[-1] + (times[-1] - times[-2] if len(times) > 1 else round(Fraction(1_000_000) / self.fps))


def frame_film(path: Path, recipe: Recipe | None = None, /, **changes: Any) -> Path:
    """Write the film of `recipe` (or of the default one with `changes`) to `path`."""
    made = recipe or Recipe(**changes)
    with at_ease(), av.open(str(path), "w", format=made.container, options=_muxing(made)) as output:
        output.metadata.update(made.metadata)
        packets = _pictures(output, made)
        for _ in range(made.sound_tracks if made.has_sound else 0):
            packets += _sounds(output, made)
        packets += made.beside(output) if made.beside else []
        output.start_encoding()
        for packet in sorted(packets, key=lambda packet: (packet.dts or 0) * packet.time_base):
            output.mux(packet)
    return path


def excerpt(film: Path, path: Path, start: float, end: float, *, height: int) -> None:
    """Write `film` from `start` to `end`, both seconds, to `path`, its pictures `height` lines high."""
    with av.open(str(film)) as whole, av.open(str(path), "w", format="mp4") as output:
        seen, heard = whole.streams.video[0], whole.streams.audio[0]
        pictures = output.add_stream("libx264", rate=seen.average_rate, options={"preset": "veryfast"})
        pictures.width, pictures.height, pictures.pix_fmt = height * seen.width // seen.height, height, "yuv420p"
        sound, reformatter = output.add_stream_from_template(heard), VideoReformatter()
        whole.seek(round(start * 1_000_000))
        for packet in whole.demux(seen, heard):
            if packet.stream is heard and packet.pts and start <= packet.pts * packet.time_base < end:
                packet.pts = packet.dts = packet.pts - round(start / packet.time_base)
                packet.stream = sound
                output.mux(packet)
            for frame in packet.decode() if packet.stream is seen else ():
                if frame.pts is not None and start <= frame.pts * seen.time_base < end:
                    small = reformatter.reformat(frame, pictures.width, height, threads=1)
                    small.pts, small.time_base = frame.pts - round(start / seen.time_base), seen.time_base
                    output.mux(pictures.encode(small))
        output.mux(pictures.encode(None))


def numbered(number: int, size: tuple[int, int]) -> Pixels:
    """A picture that says `number` (0 to 4095), upright, shape (height, width, 3)."""
    width, height = size
    code = number ^ number >> 1
    word = code << 4 | _check(code)
    bits = np.array([word >> place & 1 for place in range(_BITS)], dtype=np.uint8).reshape(4, 4)
    rows = np.minimum(np.arange(height) * 4 // height, 3)
    columns = np.minimum(np.arange(width) * 4 // width, 3)
    grey = np.where(bits[rows][:, columns] == 1, np.uint8(225), np.uint8(30))
    return np.repeat(grey[:, :, None], 3, axis=2)


def read_number(pixels: Pixels) -> int:
    """The number a picture says; ValueError where it says none."""
    height, width = pixels.shape[:2]
    word = 0
    for place in range(_BITS):
        row, column = divmod(place, 4)
        block = pixels[
            int((row + 0.3) * height / 4) : int((row + 0.7) * height / 4) + 1,
            int((column + 0.3) * width / 4) : int((column + 0.7) * width / 4) + 1,
        ]
        word |= int(block.mean() > 127) << place
    code, check = word >> 4, word & 15
    if check != _check(code):
        raise ValueError("this picture carries no number")
    return functools.reduce(operator.xor, (code >> place for place in range(_BITS)))


def without_bars(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """The middle of `pixels` that has the shape of `size`, (width, height)."""
    height, width = pixels.shape[:2]
    scale = min(width / size[0], height / size[1])
    inner_width, inner_height = round(size[0] * scale), round(size[1] * scale)
    left, top = (width - inner_width) // 2, (height - inner_height) // 2
    return pixels[top : top + inner_height, left : left + inner_width]


def tones(seconds: float, rate: int) -> Samples:
    """A sound in which second k glides upwards from its own pitch by 50 Hz; float32, shape (n,)."""
    place = np.arange(round(seconds * rate))
    second, within = place // rate, (place % rate) / rate
    lowest = LOWEST_TONE + TONE_STEP * (second % 40)
    return (0.4 * np.sin(2 * np.pi * (lowest * within + 25 * within**2))).astype(np.float32)


def second_heard(samples: Samples, rate: int) -> int:
    """Which second of `tones` this stretch is from, by its strongest pitch."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), n=max(len(samples), rate)))
    pitch = float(np.argmax(spectrum)) * rate / max(len(samples), rate)
    return round((pitch - LOWEST_TONE - 25) / TONE_STEP)


def lag(heard: Samples, truth: Samples, *, within: int = 4000) -> int:
    """How many samples later than `truth` the same sound comes in `heard`, at most `within` either way."""
    size = -(-(len(heard) + len(truth)) // _EASY) * _EASY
    match = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(truth, size)), size)
    around = np.concatenate((match[-within:], match[: within + 1]))
    return int(np.argmax(around)) - within


def numbers_in(path: Path, *, size: tuple[int, int] | None = None) -> list[int]:
    """The number of every picture really in a file, in order: an edit list hides nothing from this."""
    return [number for _, number in pictures_in(path, size=size)]


def pictures_in(path: Path, *, size: tuple[int, int] | None = None) -> list[tuple[int, int]]:
    """(microseconds, number) of every picture really in a file, edit lists ignored, turned as a player would."""
    with av.open(str(path), container_options={"ignore_editlist": "1"}) as film:
        base = film.streams.video[0].time_base or Fraction(1)
        found, colours = [], Colours()
        for frame in film.decode(video=0):
            number = read_number(_cropped(colours.upright(frame), size))
            found.append((round((frame.pts or 0) * base * 1_000_000), number))
    return found


class Colours:
    """What gives the pictures of one film as colours: made once, it takes a tenth of the time of doing so for each."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def stored(self, frame: av.VideoFrame) -> Pixels:
        """A picture as it is stored, shape (height, width, 3)."""
        return self._reformatter.reformat(frame, format="rgb24", threads=1).to_ndarray().astype(np.uint8, copy=False)

    def upright(self, frame: av.VideoFrame) -> Pixels:
        """A picture turned as a player would, shape (height, width, 3)."""
        return np.rot90(self.stored(frame), frame.rotation // 90)


def sound_in(path: Path) -> tuple[int, Samples]:
    """(rate, left channel) of a file's sound as a player plays it; float32, shape (n,)."""
    with av.open(str(path)) as film:
        rate = film.streams.audio[0].rate
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=rate)
        parts = [part.to_ndarray()[0] for frame in film.decode(audio=0) for part in resampler.resample(frame)]
    return rate, np.concatenate(parts).astype(np.float32)


def _cropped(pixels: Pixels, size: tuple[int, int] | None) -> Pixels:
    return pixels if size is None else without_bars(pixels, size)


def _check(code: int) -> int:
    """Four bits that tell when one of twelve is wrong, none of which changes with two numbers in a row."""
    spread = (1 + place % 7 for place in range(11) if code >> 1 + place & 1)
    return (functools.reduce(operator.xor, spread, 0) << 1 | code & 1) ^ 9


def _muxing(made: Recipe) -> dict[str, str]:
    if made.container not in _MOVIES:
        return dict(made.muxer)
    faststart = {"movflags": "+faststart"} if made.is_faststart else {}
    return {"video_track_timescale": str(made.ticks), **faststart, **made.muxer}


def _pictures(output: Any, made: Recipe) -> "list[Packet[Any]]":
    stored = made.size if made.rotation % 180 == 0 else made.size[::-1]
    rate = Fraction(made.fps) / (2 if made.is_interlaced else 1)
    stream = output.add_stream(made.codec, rate=rate, options=_encoding(made))
    stream.width, stream.height, stream.pix_fmt = *stored, made.pixel_format
    if made.pixel_aspect is not None:
        stream.codec_context.sample_aspect_ratio = made.pixel_aspect
    for name, value in made.colour.items():
        setattr(stream.codec_context, name, value)
    counts_pictures = made.codec in _COUNT_PICTURES or made.container == "avi"
    base = 1 / rate if counts_pictures else Fraction(1, made.ticks)
    stream.codec_context.time_base = stream.time_base = base
    if made.rotation or made.is_mirrored:
        stream.set_display_rotation(made.rotation, hflip=made.is_mirrored)
    packets = list(_encoded(stream, _drawn(made, base)))
    return [_remarked(packet, made.remark) for packet in packets] if made.remark else packets


def _remarked(packet: "Packet[Any]", remark: bytes) -> "Packet[Any]":
    """The packet with an SEI message of user data in front (H.264, sections 7.3.1 and D.1.7), in Annex B."""
    content = bytes(range(16)) + remark
    message = av.Packet(b"\0\0\0\1\x06\x05" + bytes([len(content)]) + content + b"\x80" + bytes(packet))
    message.pts, message.dts, message.time_base = packet.pts, packet.dts, packet.time_base
    message.stream, message.is_keyframe, message.duration = packet.stream, packet.is_keyframe, packet.duration
    return message


def _encoding(made: Recipe) -> dict[str, str]:
    fields = {"flags": "+ildct+ilme"} if made.is_interlaced else {}
    options = {"g": str(made.gop), "bf": str(made.b_frames), **fields, **made.encoder}
    if made.codec == "libx264":
        private = f"scenecut=0:open-gop={int(made.is_open_gop)}:b-adapt=0:tff={int(made.is_interlaced)}"
        options = {"preset": "veryfast", "crf": "23", "x264-params": private, **options}
    if made.codec == "libx265":
        options = {"preset": "ultrafast", "x265-params": f"log-level=none:keyint={made.gop}", **options}
    return options


def _drawn(made: Recipe, base: Fraction) -> Iterator[av.VideoFrame]:
    times, reformatter = made.shown_at, VideoReformatter()
    shift = made.start - (times[made.hidden] if made.hidden else 0)
    for number in range(0, len(times), 2 if made.is_interlaced else 1):
        turned = np.ascontiguousarray(np.rot90(_stored(made, number), -made.rotation // 90))
        drawn = av.VideoFrame.from_ndarray(turned, format="rgb24")
        frame = reformatter.reformat(drawn, format=made.pixel_format, threads=1)
        if made.is_interlaced:
            frame = _in_fields(frame, "bff" if made.is_lower_first else "tff")
        frame.pts = round(Fraction(times[number] + shift, 1_000_000) / base)
        frame.time_base = base
        yield frame


def _in_fields(frame: av.VideoFrame, order: str) -> av.VideoFrame:
    """The same frame, which now says that it holds two fields and which comes first."""
    graph = av.filter.Graph()
    graph.link_nodes(
        graph.add_buffer(
            template=None, width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, 25)
        ),
        graph.add("setfield", order),
        graph.add("buffersink"),
    ).configure()
    graph.vpush(frame)
    return graph.vpull()


def _stored(made: Recipe, number: int) -> Pixels:
    """The picture that says `number`; where the film is interlaced, the next number is in the lines between."""
    picture = numbered(made.first + number, made.size)
    if made.is_interlaced:
        later = 0 if made.is_lower_first else 1
        picture[later::2] = numbered(made.first + number + 1, made.size)[later::2]
    return picture[:, ::-1] if made.is_mirrored else picture


def _sounds(output: Any, made: Recipe) -> "list[Packet[Any]]":
    stream = output.add_stream(made.sound_codec, rate=made.sound_rate, layout=made.sound_layout)
    before, lasting = made.first / made.fps, made.sound_seconds or made.length / 1_000_000
    samples = tones(before + lasting, made.sound_rate)[round(before * made.sound_rate) :]
    return list(_encoded(stream, _played(samples * (not made.is_silent), stream, made)))


def _played(samples: Samples, stream: Any, made: Recipe) -> Iterator[av.AudioFrame]:
    hidden = made.shown_at[made.hidden] if made.hidden else 0
    first = round((made.sound_start + made.start - hidden) * made.sound_rate / 1_000_000)
    skipped = max(0, round(made.sound_start * made.sound_rate / 1_000_000))
    channels = len(stream.codec_context.layout.channels)
    resampler = av.AudioResampler(format=stream.codec_context.format.name, layout=made.sound_layout)
    for place in range(skipped, len(samples), 1024):
        block = np.ascontiguousarray(np.tile(samples[place : place + 1024], (channels, 1)))
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=made.sound_layout)
        frame.sample_rate = made.sound_rate
        frame.pts = first + place - skipped
        frame.time_base = Fraction(1, made.sound_rate)
        yield from resampler.resample(frame)


def _encoded(stream: Any, frames: Iterable[Any]) -> "Iterator[Packet[Any]]":
    for frame in frames:
        yield from stream.encode(frame)
    yield from stream.encode(None)
