"""How loud sound is, reckoned from the standard itself: ITU-R BS.1770-4, annexes 1 and 2."""

import math
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter, resample_poly

Stereo = npt.NDArray[np.float64]
"""Shape (2, n), 48,000 samples a second."""

RATE = 48_000
# Tables 1 and 2 of annex 1: the head, then what the ear leaves out at the low end.
_HEAD = (
    [1.53512485958697, -2.69169618940638, 1.19839281085285],
    [1.0, -1.69065929318241, 0.73248077421585],
)
_LOW = ([1.0, -2.0, 1.0], [1.0, -1.99004745483398, 0.99007225036621])


def loudness(sound: Stereo) -> float:
    """LUFS, gated as annex 1 says; minus infinity where it is silence."""
    weighted = lfilter(*_LOW, lfilter(*_HEAD, sound, axis=1), axis=1)
    block, step = RATE * 4 // 10, RATE // 10
    starts = range(0, weighted.shape[1] - block + 1, step)
    power = np.array([(weighted[:, start : start + block] ** 2).mean(axis=1).sum() for start in starts])
    power = power[_lufs(power) > -70]
    if not len(power):
        return -math.inf
    return float(_lufs(power[_lufs(power) > _lufs(power.mean()) - 10].mean()))


def true_peak(sound: Stereo) -> float:
    """dBTP, four times oversampled as annex 2 says."""
    return float(20 * np.log10(np.abs(resample_poly(sound, 4, 1, axis=1)).max()))


def heard_in(path: Path) -> Stereo:
    with av.open(str(path)) as film:
        parts = [frame.to_ndarray() for frame in film.decode(audio=0)]
    return np.concatenate(parts, axis=1).astype(np.float64)


def film_with(path: Path, sound: npt.NDArray[Any]) -> Path:
    """A grey film of 30 pictures a second with this sound, to the bit; mono, shape (n,), in -1 to 1."""
    with av.open(str(path), "w", format="mov") as output:
        pictures: Any = output.add_stream("libx264", rate=30, options={"preset": "ultrafast"})
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        heard: Any = output.add_stream("pcm_s16le", rate=RATE, layout="mono")
        grey = np.full((48, 64, 3), 128, np.uint8)
        for _ in range(len(sound) * 30 // RATE):
            output.mux(pictures.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        frame = av.AudioFrame.from_ndarray(np.int16(sound[None] * 32767), format="s16", layout="mono")
        frame.sample_rate = RATE
        output.mux([*pictures.encode(None), *heard.encode(frame), *heard.encode(None)])
    return path


def _lufs(power: Any) -> Any:
    return -0.691 + 10 * np.log10(np.maximum(power, 1e-30))
