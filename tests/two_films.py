"""Two films of one scene: numbered pictures beside what two microphones heard, each begun when it was said to be."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from scipy.signal import resample_poly

from tests.films import frame_film
from tests.two_recordings import ACROSS_THE_ROOM, ON_THE_SHELF, RATE, Microphone, Samples, recorded, scene

if TYPE_CHECKING:
    from av.packet import Packet

FPS = 30
_FINER = 6


def on_the_shelf(path: Path, *, seconds: float, start: float = 0.0, seed: int = 1) -> Path:
    """The scene of `seed` as a phone on a shelf films it from `start` on; picture k is k / 30 s into the scene."""
    return _film(path, ON_THE_SHELF, seconds, start, seed, take=1)


def across_the_room(path: Path, *, seconds: float, start: float = 0.0, seed: int = 1) -> Path:
    """The same as it is filmed from the other side."""
    return _film(path, ACROSS_THE_ROOM, seconds, start, seed, take=2)


def _film(path: Path, microphone: Microphone, seconds: float, start: float, seed: int, *, take: int) -> Path:
    heard = scene(seed, 120)
    samples = recorded(heard, microphone, seed=seed + take, start=start, seconds=seconds)
    return frame_film(path, seconds=seconds, first=round(start * FPS), has_sound=False, beside=_sounding(samples))


def _sounding(samples: Samples) -> "Callable[[Any], Iterator[Packet[Any]]]":
    finer = np.asarray(resample_poly(samples / 32_768, _FINER, 1), np.float32)[None, :]

    def packets(output: Any) -> "Iterator[Packet[Any]]":
        stream = output.add_stream("aac", rate=RATE * _FINER, layout="mono")
        for place in range(0, finer.shape[1], 1024):
            block = np.ascontiguousarray(finer[:, place : place + 1024])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE * _FINER, place, Fraction(1, RATE * _FINER)
            yield from stream.encode(frame)
        yield from stream.encode(None)

    return packets


def on_the_table(path: Path, *, seconds: float, start: float = 0.0, seed: int = 1) -> Path:
    """What a sound recorder between the two hears of the same scene, as its WAV file, written on 3 April 2025."""
    heard = scene(seed, 120)
    samples = recorded(heard, Microphone(), seed=seed + 3, start=start, seconds=seconds)
    said = {"origination_date": "2025-04-03", "origination_time": "15:20:00"}
    with av.open(str(path), "w", format="wav", options={"write_bext": "1"}) as output:
        output.metadata.update(said)
        stream = output.add_stream("pcm_s16le", rate=RATE * _FINER, layout="mono")
        finer = np.clip(resample_poly(samples.astype(np.float64), _FINER, 1), -32_768, 32_767)
        frame = av.AudioFrame.from_ndarray(np.asarray(finer, np.int16)[None, :], format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE * _FINER, 0, Fraction(1, RATE * _FINER)
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path
