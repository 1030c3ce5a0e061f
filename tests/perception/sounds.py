"""The plainest sounds: tones that a small model takes for voices, and silence."""

import numpy as np
import numpy.typing as npt

from tests.perception.speaker import RATE

Samples = npt.NDArray[np.float32]


def tone(pitch: float, seconds: float) -> Samples:
    """A loud tone that wavers as a voice does, by half a semitone around `pitch` Hz."""
    at = np.arange(round(seconds * RATE)) / RATE
    waver = 0.03 * pitch / (2 * np.pi * 5) * np.sin(2 * np.pi * 5 * at)
    return np.float32(0.8) * np.sin(2 * np.pi * (pitch * at + waver)).astype(np.float32)


def pause(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)
