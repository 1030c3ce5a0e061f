"""Pictures and sound written as a phone would: H.264 and AAC in MP4."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from tests.perception.portrait import Picture
from tests.perception.speaker import RATE


def write_film(
    path: Path,
    pictures: Sequence[Picture],
    *,
    rate: int = 25,
    times: Sequence[int] | None = None,
    sound: npt.NDArray[np.float32] | None = None,
) -> Path:
    """A film of `pictures` at `rate` a second, or at `times` (milliseconds), and of mono `sound` where one is given."""
    with av.open(str(path), "w") as film:
        video = film.add_stream("libx264", rate=rate, options={"preset": "ultrafast", "crf": "20"})
        video.height, video.width = pictures[0].shape[:2]
        video.pix_fmt = "yuv420p"
        video.codec_context.time_base = Fraction(1, 1000)
        audio = film.add_stream("aac", rate=RATE, layout="mono") if sound is not None else None
        shown_at = times or [1000 * number // rate for number in range(len(pictures))]
        for at, picture in zip(shown_at, pictures, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts, frame.time_base = at, Fraction(1, 1000)
            film.mux(video.encode(frame))
        film.mux(video.encode())
        if audio is not None and sound is not None:
            for start in range(0, sound.size, 1024):
                block = av.AudioFrame.from_ndarray(sound[None, start : start + 1024], "fltp", "mono")
                block.sample_rate, block.pts = RATE, start
                film.mux(audio.encode(block))
            film.mux(audio.encode())
    return path
