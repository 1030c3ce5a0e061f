"""One signal of one person over time, on a regular step."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from vignette.domain.span import Micros

STEP = Micros(80_000)
"""The step of every track: 12.5 samples a second (signals.md)."""


class Signal(StrEnum):
    """What a track measures, with its unit."""

    FACE_X = "face x"  # fraction of picture height, from the left
    FACE_Y = "face y"  # fraction of picture height, from the top
    FACE_SIZE = "face size"  # fraction of picture height
    YAW = "head yaw"  # degrees, + towards the person's own left
    PITCH = "head pitch"  # degrees, + upwards
    SMILE = "smile"  # 0 to 1, relative to this person's own neutral
    MOUTH_OPEN = "mouth opening"  # fraction of the distance between the eyes
    SPEECH = "speech"  # 0 to 1, how likely a voice is heard
    VOICE_PITCH = "voice pitch"  # Hz, NaN unvoiced
    LOUDNESS = "loudness"  # dB relative to the film's own median speech


@dataclass(frozen=True, eq=False, slots=True)
class Track:
    """One signal of one person, or of the whole room where `who` is empty.

    `values` is float32, shape (n,); sample i is the signal at the start of step i, i * `step` microseconds into the
    film. NaN means out of sight or hearing: absence of evidence, never a low value.
    """

    who: str
    signal: Signal
    values: npt.NDArray[np.float32]
    step: Micros = STEP

    @property
    def seen(self) -> float:
        """The share of the film, 0 to 1, in which there was anything to measure."""
        return float(np.mean(~np.isnan(self.values))) if self.values.size else 0.0
