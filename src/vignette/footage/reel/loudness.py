"""How loud sound is, and how it becomes as loud as it should be: EBU R 128, after ITU-R BS.1770."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from av import AudioFrame

from vignette.footage.reel.flow import Flow, through
from vignette.footage.sound import Channels
from vignette.footage.written import SOUND_RATE

TARGET: Final = -23.0
"""LUFS, of each clip and of the whole reel."""

# Below this, in LUFS, nothing counts as sound (BS.1770's absolute gate).
_SILENCE: Final = -70.0
# Noise of a room in which nobody speaks is not to be blown up.
_MOST: Final = 30.0
# The shortest stretch that loudness is told of.
_SHORTEST: Final = SOUND_RATE * 4 // 10
# As a share of full scale: a player's own filters, and what coding adds, have to stay below -1 dBTP.
_HIGHEST: Final = 0.7
_CERTAINLY_BELOW: Final = 0.6
_LIMITER: Final = (
    ("aresample", f"{4 * SOUND_RATE}"),
    ("alimiter", f"limit={_HIGHEST}:attack=5:release=50:level=0:latency=1"),
)


def gain_towards_target(loudness: float | None) -> float:
    """By what sound of this loudness, in LUFS, is to be multiplied; silence (None) is left as it is."""
    return 1.0 if loudness is None else float(10 ** (min(_MOST, TARGET - loudness) / 20))


class Meter:
    """Measures sound as it comes; `peak` is the highest sample so far."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._count = 0
        self._said = ""
        self._flow = Flow(("ebur128", "metadata=1:framelog=quiet"))

    def hear(self, block: Channels) -> None:
        self.peak = max(self.peak, float(np.abs(block).max(initial=0)))
        self._count += block.shape[1]
        self._note(self._flow.push(block))

    def loudness(self) -> float | None:
        """LUFS of all that was heard, None where it was silence; nothing can be heard after it."""
        if self._count < _SHORTEST:
            self._note(self._flow.push(np.zeros((2, _SHORTEST - self._count), np.float32)))
        self._note(self._flow.rest())
        found = float(self._said or "-inf")
        return found if found > _SILENCE else None

    def _note(self, frames: list[AudioFrame]) -> None:
        for frame in frames:
            self._said = frame.metadata.get("lavfi.r128.I", self._said)


def mastered(play: Callable[[], Iterator[Channels]]) -> Iterator[Channels]:
    """What `play` gives, each time anew, as loud as `TARGET` and without a true peak above -1 dBTP."""
    loudness, peak = _measured(play())
    gain = gain_towards_target(loudness)
    if peak * gain <= _CERTAINLY_BELOW:
        yield from (block * np.float32(gain) for block in play())
        return
    # What the limiter took away is given back, once: the little that it takes of that does not matter.
    gain *= gain_towards_target(_measured(_limited(play(), gain))[0])
    yield from _limited(play(), gain)


def _measured(blocks: Iterator[Channels]) -> tuple[float | None, float]:
    meter = Meter()
    for block in blocks:
        meter.hear(block)
    return meter.loudness(), meter.peak


def _limited(blocks: Iterator[Channels], gain: float) -> Iterator[Channels]:
    return through((block * np.float32(gain) for block in blocks), *_LIMITER)
