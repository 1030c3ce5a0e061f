"""What perception saw or heard in one frame or one short stretch of sound, before anyone is given a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

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


@dataclass(frozen=True, eq=False, slots=True)
class Seen:
    """All that was seen and heard in one stretch of a film, as arrays.

    `looked` are the times of all pictures that were looked at, whoever was in them: int64 microseconds, shape (n,).
    `face_at`, int64, shape (faces,), and `face_values`, float32, shape (faces, 9), hold FaceSeen: its time, then its
    other fields in their order; `voice_at` and `voice_values`, shape (voices, 3), hold VoiceHeard likewise. ValueError
    where these do not fit each other.
    """

    looked: npt.NDArray[np.int64]
    face_at: npt.NDArray[np.int64]
    face_values: npt.NDArray[np.float32]
    voice_at: npt.NDArray[np.int64]
    voice_values: npt.NDArray[np.float32]

    def __post_init__(self) -> None:
        times = (self.looked, self.face_at, self.voice_at)
        fits = self.face_values.shape == (self.face_at.size, 9) and self.voice_values.shape == (self.voice_at.size, 3)
        if not fits or any(each.ndim != 1 for each in times):
            raise ValueError("each face and each voice has its time and its values")

    @classmethod
    def of(cls, looked: Sequence[Micros], faces: Sequence[FaceSeen], voices: Sequence[VoiceHeard]) -> Seen:
        return cls(np.array(looked, np.int64), *_columns(faces, 9), *_columns(voices, 3))

    @property
    def faces(self) -> list[FaceSeen]:
        return [FaceSeen(Micros(at), *row) for at, row in _rows(self.face_at, self.face_values)]

    @property
    def voices(self) -> list[VoiceHeard]:
        return [VoiceHeard(Micros(at), *row) for at, row in _rows(self.voice_at, self.voice_values)]


def _columns(
    measured: Sequence[FaceSeen] | Sequence[VoiceHeard], width: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    values = [astuple(each)[1:] for each in measured]
    return np.array([each.at for each in measured], np.int64), np.array(values, np.float32).reshape(-1, width)


def _rows(at: npt.NDArray[np.int64], values: npt.NDArray[np.float32]) -> list[tuple[Any, Any]]:
    return list(zip(at.tolist(), values.tolist(), strict=True))
