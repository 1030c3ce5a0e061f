"""What perception saw or heard in one frame or one short stretch of sound, before anyone is given a name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, fields
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from vignette.domain.span import Micros, Span

LONGEST_WORD = 100
"""Letters of a word; a model that spells longer ones has never put a gap."""


@dataclass(frozen=True, slots=True)
class FaceSeen:
    """One face in one frame.

    `x`, `y` (centre) and `size` (face height) are fractions of the picture's height, origin top left. Angles are
    degrees: `yaw` is positive towards the person's own left, `pitch` positive upwards, `roll` positive clockwise as
    seen. `smile` is the width of the mouth as it would be seen from ahead, not yet relative to the person's neutral;
    `mouth_open` the lip gap and `lift` the height of the mouth's corners over the middle of the lips, as seen from
    ahead; all three over the distance of the eyes, and NaN where only the face's box was found, not its features.
    `sureness` is the detector's, 0 to 1. `eyes_across` (positive towards the person's own left) and `eyes_up` are
    degrees relative to the head, NaN where the iris is too small or hidden; `blink` is 0 (open) to 1 (shut). `movement`
    is how much the picture of the person's body changed since the last frame, per second, the camera's own motion taken
    away; NaN in a first frame.
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
    lift: float = math.nan
    eyes_across: float = math.nan
    eyes_up: float = math.nan
    blink: float = math.nan
    movement: float = math.nan


@dataclass(frozen=True, slots=True)
class BodySeen:
    """One body in one frame; lengths are fractions of the picture's height, origin top left.

    `x`, `y` is the middle between the shoulders and `width` their distance as seen. `torso` is degrees, positive
    towards the person's own left. `left_x`, `left_y`, `right_x`, `right_y` are the person's own left and right hand,
    NaN where hidden. `face_x`, `face_y` is the middle of the face that this body was sought below. `light`, `green_red`
    and `blue_yellow` are the colour of the clothes on the chest (CIE L*a*b*). `sureness` is the model's, 0 to 1.
    """

    at: Micros
    x: float
    y: float
    width: float
    torso: float
    left_x: float
    left_y: float
    right_x: float
    right_y: float
    face_x: float
    face_y: float
    light: float
    green_red: float
    blue_yellow: float
    sureness: float


@dataclass(frozen=True, slots=True)
class VoiceHeard:
    """One short stretch of sound (32 ms).

    `speech` is how likely it holds a voice, 0 to 1, as a network for speech hears it; `pitch` is Hz, NaN where the
    sound does not repeat, whatever makes it; `loudness` is dB re full scale. `repeats` is the share of the sound that
    comes again from period to period, 0 to 1. `colour_1` to `colour_8` are mel-cepstral coefficients: the colour of
    the sound, whatever its loudness, from the broadest differences between its bands to finer ones.
    """

    at: Micros
    speech: float
    pitch: float
    loudness: float
    repeats: float = math.nan
    colour_1: float = math.nan
    colour_2: float = math.nan
    colour_3: float = math.nan
    colour_4: float = math.nan
    colour_5: float = math.nan
    colour_6: float = math.nan
    colour_7: float = math.nan
    colour_8: float = math.nan


@dataclass(frozen=True, slots=True)
class WordHeard:
    """One word in the sound, in its `span`, as the operator's model spelt it; ValueError where `text` is no word."""

    span: Span
    text: str

    def __post_init__(self) -> None:
        if not 0 < len(self.text) <= LONGEST_WORD or not self.text.isprintable() or " " in self.text:
            raise ValueError("a word is a few letters without a gap")


@dataclass(frozen=True, eq=False, slots=True)
class Timbres:
    """How the voices sounded, as the operator's model for speakers tells it, in stretches of a second or two.

    `spans` is int64 microseconds, shape (n, 2), start and end of each stretch; `values` float32, shape (n, d), each row
    of length 1: the sum of the products of two rows, -1 to 1, is how much alike the voices are. They tell the voices of
    one film apart and are never kept longer than that takes, nor compared with another film's. ValueError where the two
    arrays do not fit each other.
    """

    spans: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.spans.shape != (len(self.values), 2) or self.values.ndim != 2 or not np.isfinite(self.values).all():
            raise ValueError("each stretch of voice has its time and its sound")
        if np.any(self.spans[:, 0] < 0) or np.any(self.spans[:, 0] >= self.spans[:, 1]):
            raise ValueError("stretches of voice run forward from zero")

    @classmethod
    def none(cls) -> Timbres:
        """Of a film without a voice, or where there is no such model."""
        return cls(np.zeros((0, 2), np.int64), np.zeros((0, 0), np.float32))


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """Measurements of one kind as arrays, in the order of their fields, time first.

    `at` is int64 microseconds, shape (n,); `values` float32, shape (n, fields but the time). ValueError where the two
    do not fit each other.
    """

    at: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.at.ndim != 1 or self.values.ndim != 2 or len(self.at) != len(self.values):
            raise ValueError("each measurement has its time and its values")

    @classmethod
    def of(cls, measured: Sequence[FaceSeen] | Sequence[BodySeen] | Sequence[VoiceHeard], kind: type[Any]) -> Table:
        values = np.array([astuple(each)[1:] for each in measured], np.float32).reshape(-1, _width(kind))
        return cls(np.array([each.at for each in measured], np.int64), values)

    def rows(self, kind: type[Measured]) -> list[Measured]:
        """The measurements again; `kind` is what they were made of."""
        return [kind(at, *row) for at, row in zip(self.at.tolist(), self.values.tolist(), strict=True)]


Measured = TypeVar("Measured", FaceSeen, BodySeen, VoiceHeard)


@dataclass(frozen=True, eq=False, slots=True)
class Seen:
    """All that was seen and heard in one stretch of a film, as arrays.

    `looked` are the times of all pictures that were looked at, whoever was in them: int64 microseconds, shape (n,).
    `timbres` and `words` are empty unless the operator put in a model for them. ValueError where a table does not hold
    what its name says.
    """

    looked: npt.NDArray[np.int64]
    of_faces: Table
    of_bodies: Table
    of_voices: Table
    timbres: Timbres = field(default_factory=Timbres.none)
    words: tuple[WordHeard, ...] = ()

    def __post_init__(self) -> None:
        kinds = ((self.of_faces, FaceSeen), (self.of_bodies, BodySeen), (self.of_voices, VoiceHeard))
        if self.looked.ndim != 1 or any(table.values.shape[1] != _width(kind) for table, kind in kinds):
            raise ValueError("what was seen does not have the numbers that it must have")

    @classmethod
    def of(
        cls,
        looked: Sequence[Micros],
        faces: Sequence[FaceSeen],
        voices: Sequence[VoiceHeard],
        bodies: Sequence[BodySeen] = (),
        timbres: Timbres | None = None,
        words: Sequence[WordHeard] = (),
    ) -> Seen:
        tables = (Table.of(faces, FaceSeen), Table.of(bodies, BodySeen), Table.of(voices, VoiceHeard))
        return cls(np.array(looked, np.int64), *tables, timbres or Timbres.none(), tuple(words))

    @property
    def faces(self) -> list[FaceSeen]:
        return self.of_faces.rows(FaceSeen)

    @property
    def bodies(self) -> list[BodySeen]:
        return self.of_bodies.rows(BodySeen)

    @property
    def voices(self) -> list[VoiceHeard]:
        return self.of_voices.rows(VoiceHeard)


def _width(kind: type[Any]) -> int:
    """How many numbers a measurement of this kind has beside its time."""
    return len(fields(kind)) - 1
