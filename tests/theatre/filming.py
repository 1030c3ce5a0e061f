"""From a script to a film with sound."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av
import cv2

from .acting import truth_of
from .production import Production
from .script import Script, Truth
from .stage import Stage
from .voices import RATE, Samples, mixed

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
    production = production or Production()
    # One film keeps to one core: the pictures are too small to be worth more.
    cv2.setNumThreads(1)
    width = height * 16 // 9
    times = production.times(script.length)
    stage = Stage(script, height / 720, times, production)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as film:
        video = film.add_stream(
            "libx264", rate=FRAMES_A_SECOND, options=ENCODING | {**(encoding or {}), **production.encoding}
        )
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.codec_context.gop_size, video.codec_context.max_b_frames = FRAMES_A_SECOND, 0
        video.codec_context.time_base = MILLISECOND
        video.codec_context.color_range, video.codec_context.colorspace = 1, 1
        video.codec_context.color_primaries, video.codec_context.color_trc = 1, 1
        audio = film.add_stream("aac", rate=RATE, layout="mono")
        audio.bit_rate = 96_000
        sound, heard = production.heard(mixed(script)), 0
        for index, time in enumerate(times):
            pixels = production.filmed(production.framed(stage.frame(index)), float(time))
            picture = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            picture = picture.reformat(format="yuv420p", dst_colorspace=1, dst_color_range=1)
            picture.pts, picture.time_base = round(time), MILLISECOND
            film.mux(video.encode(picture))
            heard = _sound(film, audio, sound, heard, (round(time) + 40) * RATE // 1000)
        _sound(film, audio, sound, heard, sound.size)
        film.mux(video.encode(None))
        film.mux(audio.encode(None))
    return truth_of(script)


def _sound(film: av.container.OutputContainer, stream: av.AudioStream, samples: Samples, start: int, end: int) -> int:
    """Write the samples from `start` to the first whole packet past `end`, and say where the next begin."""
    while start < min(end, samples.size):
        frame = av.AudioFrame.from_ndarray(samples[None, start : start + 1024], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        film.mux(stream.encode(frame))
        start += 1024
    return start
