"""The plainest sounds: tones that a small model takes for voices, and silence."""

import numpy as np
import numpy.typing as npt

from tests.perception.speaker import RATE

Samples = npt.NDArray[np.float32]


def tone(pitch: float, seconds: float) -> Samples:
    """A loud tone of `pitch` Hz."""
    return np.float32(0.8) * np.sin(2 * np.pi * pitch * np.arange(round(seconds * RATE)) / RATE, dtype=np.float32)


def pause(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)
