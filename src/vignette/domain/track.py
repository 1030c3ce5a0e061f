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
    ROLL = "head roll"  # degrees, + clockwise as seen
    EYES_ACROSS = "eyes across"  # degrees relative to the head, + towards the person's own left
    EYES_UP = "eyes up"  # degrees relative to the head, + upwards
    BLINK = "blink"  # 0 (open) to 1 (shut)
    SMILE = "smile"  # 0 to 1, relative to this person's own neutral
    MOUTH_OPEN = "mouth opening"  # fraction of the distance between the eyes
    SHOULDERS_X = "shoulders x"  # fraction of picture height, from the left
    SHOULDERS_Y = "shoulders y"  # fraction of picture height, from the top
    SHOULDERS_WIDTH = "shoulders width"  # fraction of picture height
    TORSO = "torso direction"  # degrees, + towards the person's own left
    LEAN = "lean"  # fraction of picture height, + towards the other from where the shoulders mostly are
    LEFT_HAND_X = "left hand x"  # fraction of picture height, from the left
    LEFT_HAND_Y = "left hand y"  # fraction of picture height, from the top
    RIGHT_HAND_X = "right hand x"  # fraction of picture height, from the left
    RIGHT_HAND_Y = "right hand y"  # fraction of picture height, from the top
    MOVEMENT = "movement"  # in units of this person's own median
    DISTANCE = "distance to the other"  # mean face heights
    SPEECH = "speech"  # 0 to 1, how likely a voice is heard
    VOICE_PITCH = "voice pitch"  # Hz, NaN unvoiced
    LOUDNESS = "loudness"  # dB relative to the film's own median speech
    LAUGHTER = "laughter"  # 0 to 1, how likely laughter is heard
    TALK_SHARE = "share of the talk"  # 0 to 1 of what was heard of anybody known in the minute around
    TURN_LENGTH = "length of the turn"  # seconds, of the turn that this person is in; NaN in none
    CRYING = "crying"  # 0 to 1, how likely crying is heard


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
