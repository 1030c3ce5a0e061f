"""What perception saw or heard in one frame or one short stretch of sound, before anyone is given a name."""

from dataclasses import dataclass

from vignette.domain.span import Micros


@dataclass(frozen=True, slots=True)
class FaceSeen:
    """One face in one frame.

    `x`, `y` (centre) and `size` (face height) are fractions of the picture's height, origin top left. Angles are
    degrees: `yaw` is positive towards the person's own left, `pitch` positive upwards, `roll` positive clockwise as
    seen. `smile` is the width of the mouth over the distance of the eyes, not yet relative to the person's neutral;
    `mouth_open` the lip gap over the distance of the eyes. Both are NaN where only the face's box was found, not its
    features. `sureness` is the detector's, 0 to 1.
    """

    at: Micros
    x: float
    y: float
    size: float
    yaw: float
    pitch: float
    roll: float
    smile: float
    mouth_open: float
    sureness: float


@dataclass(frozen=True, slots=True)
class VoiceHeard:
    """One short stretch of sound (32 ms).

    `speech` is how likely it holds a voice, 0 to 1; `pitch` is Hz, NaN where unvoiced; `loudness` is dB re full scale.
    """

    at: Micros
    speech: float
    pitch: float
    loudness: float
