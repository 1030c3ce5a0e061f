"""From a script to a film with sound."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import av
import cv2
from av.video.reformatter import VideoReformatter

from .acting import truth_of
from .production import Picture, Production
from .script import Script, Truth
from .sound import mixed
from .stage import Stage
from .voices import RATE, Samples

FRAMES_A_SECOND = 25
MILLISECOND = Fraction(1, 1000)

ENCODING = {"crf": "22.5", "preset": "medium", "profile": "high", "x264-params": "aq-mode=3:open-gop=0:scenecut=0"}
"""Close to what a phone records, with a closed group of pictures a second long."""


def render(
    script: Script,
    path: Path,
    *,
    height: int = 720,
    encoding: Mapping[str, str] | None = None,
    production: Production | None = None,
) -> Truth:
    """Write the film of `script` to `path` (H.264 and AAC in MP4), and say what is true of it.

    The truth is the script's; what `production` changes of it (mirrored places, further turns) is `shown.shown`'s.
    """
    render_together(script, {path: production or Production()}, height=height, encoding=encoding)
    return truth_of(script)


def render_together(
    script: Script, films: Mapping[Path, Production], *, height: int, encoding: Mapping[str, str] | None = None
) -> None:
    """Write several films of one script whose pictures differ only after they are drawn, each to its path.

    ValueError where their stages show different things.
    """
    first, *others = films.values()
    if not all(first.draws_like(other) for other in others):
        raise ValueError("these films are not drawn alike")
    # One film keeps to one core: the pictures are too small to be worth more.
    cv2.setNumThreads(1)
    times = first.times(script.length)
    stage = Stage(script, height / 720, times, first)
    with ExitStack() as stack:
        reels = [
            _Reel(stack.enter_context(_opened(path)), script, production, height, encoding or {})
            for path, production in films.items()
        ]
        for index, time in enumerate(times):
            drawn = stage.frame(index)
            for reel in reels:
                reel.take(drawn, float(time))
        for reel in reels:
            reel.end()


def _opened(path: Path) -> av.container.OutputContainer:
    return av.open(str(path), "w", options={"movflags": "+faststart"})


class _Reel:
    """One film in the making: pictures come in one by one, the sound goes along."""

    def __init__(
        self,
        film: av.container.OutputContainer,
        script: Script,
        production: Production,
        height: int,
        encoding: Mapping[str, str],
    ) -> None:
        self.film, self.production, self.reformatter = film, production, VideoReformatter()
        options = ENCODING | {**encoding, **production.encoding}
        self.video = video = film.add_stream("libx264", rate=FRAMES_A_SECOND, options=options)
        video.width, video.height, video.pix_fmt = height * 16 // 9, height, "yuv420p"
        video.codec_context.gop_size, video.codec_context.max_b_frames = FRAMES_A_SECOND, 0
        video.codec_context.time_base = MILLISECOND
        video.codec_context.color_range, video.codec_context.colorspace = 1, 1
        video.codec_context.color_primaries, video.codec_context.color_trc = 1, 1
        self.audio = film.add_stream("aac", rate=RATE, layout="mono")
        self.audio.bit_rate = 96_000
        self.sound, self.heard = production.heard(mixed(script, production.voices)), 0

    def take(self, drawn: Picture, time: float) -> None:
        """The next picture of the stage, at `time` milliseconds."""
        pixels = self.production.filmed(self.production.framed(drawn), time)
        picture = av.VideoFrame.from_ndarray(pixels, format="rgb24")
        picture = self.reformatter.reformat(picture, format="yuv420p", dst_colorspace=1, dst_color_range=1, threads=1)
        picture.pts, picture.time_base = round(time), MILLISECOND
        self.film.mux(self.video.encode(picture))
        self.heard = _sound(self.film, self.audio, self.sound, self.heard, (round(time) + 40) * RATE // 1000)

    def end(self) -> None:
        _sound(self.film, self.audio, self.sound, self.heard, self.sound.size)
        self.film.mux(self.video.encode(None))
        self.film.mux(self.audio.encode(None))


def _sound(film: av.container.OutputContainer, stream: av.AudioStream, samples: Samples, start: int, end: int) -> int:
    """Write the samples from `start` to the first whole packet past `end`, and say where the next begin."""
    while start < min(end, samples.size):
        frame = av.AudioFrame.from_ndarray(samples[None, start : start + 1024], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        film.mux(stream.encode(frame))
        start += 1024
    return start
