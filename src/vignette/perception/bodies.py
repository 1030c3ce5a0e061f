"""The bodies below the faces in a frame: shoulders, hands, which way the chest points, what it wears.

The network (BlazePose, Bazarevsky et al. 2020) wants to be shown a whole body, upright. No second detector looks for
it: a face tells where its body must be, seated or standing, and what does not hang together with that face is left out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from vignette.domain.film import Frame
from vignette.domain.measurement import BodySeen, FaceSeen
from vignette.domain.span import SECOND, Micros
from vignette.perception.models import PictureModel
from vignette.perception.pose import seen_from_ahead
from vignette.perception.registry import shipped
from vignette.perception.tiles import Picture

NOSE, HIPS = 0, (23, 24)
LEFT_SHOULDER, RIGHT_SHOULDER = 11, 12
LEFT_HAND, RIGHT_HAND = (15, 17, 19), (16, 18, 20)
"""Wrist, then the knuckles of little and first finger."""
POINTS, SURENESS, SPACE = "Identity", "Identity_1", "Identity_4"

VIEW, DOWN = 8.0, 3.0
"""What is shown to the network: a square so many face heights wide, its middle so many below the face's."""
SMALLEST = 14.0
"""Pixels of a face's height below which its body is not looked at."""
OFF_FACE = 0.8
"""Face heights between the nose of the body and the middle of the face it must belong to."""
BEHIND = 110.0
"""Degrees beyond which no chest points away from the camera while the face is seen."""
MOST = 4
"""Bodies looked at in a frame, those with the largest faces."""
TURNS = (0.0, 0.5, 0.25, 0.75)
"""When each of them is looked at, in shares of the time between two looks: as far from each other as can be."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Figure:
    """`points`: x, y in pixels of the picture, shape (39, 2); `seen` 0 to 1, shape (39,); `space`: x to the person's
    left as seen, y down, z away from the camera, shape (39, 3). `sureness` is that this is a body at all, 0 to 1."""

    points: Floats
    seen: Floats
    space: Floats
    sureness: float


class Bodies:
    """Holds the network. A body counts from `surer_than`, as does each of its points.

    `focal` is the lens's focal length over the picture's width.
    """

    def __init__(self, *, every: float = 0.48, surer_than: float = 0.5, focal: float = 0.85) -> None:
        self._model = PictureModel(shipped("pose_landmark_full.tflite"))
        self._every, self._surer_than, self._focal = round(every * SECOND), surer_than, focal
        self._last = Micros(-1)

    def due(self, frame: Frame, faces: Sequence[FaceSeen]) -> list[BodySeen]:
        """The bodies whose turn it is in this frame, once in `every` seconds of film time, not both of two at once.

        Which frame that is depends on this frame's time and the last one's alone. A turn that finds no face is lost.
        """
        last, self._last = self._last, frame.at
        largest = sorted(sorted(faces, key=lambda face: -face.size)[:MOST], key=lambda face: (face.x, face.y))
        waits = [round(turn * self._every) for turn in TURNS]
        chosen = [
            face
            for face, wait in zip(largest, waits, strict=False)
            if (frame.at + wait) // self._every > (last + wait) // self._every
        ]
        return [body for face in chosen if (body := self.below(frame, face))]

    def below(self, frame: Frame, face: FaceSeen) -> BodySeen | None:
        """The body of `face`; None where there is none, not both shoulders are in sight, or it is another's."""
        height, width = frame.pixels.shape[:2]
        if face.size * height < SMALLEST:
            return None
        figure = self._figure(frame.pixels, face)
        left, right = figure.points[LEFT_SHOULDER], figure.points[RIGHT_SHOULDER]
        shoulders = (LEFT_SHOULDER, RIGHT_SHOULDER)
        if figure.sureness < self._surer_than or not all(self._is_seen(figure, p, width, height) for p in shoulders):
            return None
        nose = figure.points[NOSE] / height
        if math.hypot(nose[0] - face.x, nose[1] - face.y) > OFF_FACE * face.size:
            return None
        middle = (left + right) / 2 / height
        hands = [self._hand(figure, hand, width, height) for hand in (LEFT_HAND, RIGHT_HAND)]
        return BodySeen(
            frame.at,
            float(middle[0]),
            float(middle[1]),
            float(np.hypot(*(left - right))) / height,
            seen_from_ahead(_torso(figure), float(middle[0]) * height, width=width, focal=self._focal),
            *hands[0],
            *hands[1],
            face.x,
            face.y,
            *_clothes(frame.pixels, figure),
            figure.sureness,
        )

    def _figure(self, picture: Picture, face: FaceSeen) -> Figure:
        height, side = picture.shape[0], VIEW * face.size * picture.shape[0]
        scale = self._model.side / side
        corner = np.array([face.x * height - side / 2, (face.y + DOWN * face.size) * height - side / 2])
        into = np.column_stack([np.eye(2) * scale, -corner * scale])
        view = cv2.warpAffine(picture, into, (self._model.side,) * 2, flags=cv2.INTER_LINEAR)
        answers = self._model.run(np.asarray(view, np.float32) / np.float32(255))
        points = answers[POINTS].reshape(39, 5).astype(np.float64)
        seen = 1 / (1 + np.exp(-np.clip(points[:, 3:], -50, 50)))
        space = answers[SPACE].reshape(39, 3).astype(np.float64)
        return Figure(points[:, :2] / scale + corner, seen.min(axis=1), space, float(answers[SURENESS].ravel()[0]))

    def _hand(self, figure: Figure, points: tuple[int, int, int], width: int, height: int) -> tuple[float, float]:
        """Its middle in picture heights, between wrist and knuckles; NaN where it is hidden or out of the picture."""
        if not self._is_seen(figure, points[0], width, height):
            return math.nan, math.nan
        wrist, *knuckles = (figure.points[point] for point in points)
        x, y = (wrist + (knuckles[0] + knuckles[1]) / 2) / 2 / height
        return float(x), float(y)

    def _is_seen(self, figure: Figure, point: int, width: int, height: int) -> bool:
        x, y = figure.points[point]
        return bool(figure.seen[point] >= self._surer_than and 0 <= x < width and 0 <= y < height)


def _torso(figure: Figure) -> float:
    """Where the chest points against the line to the camera, in degrees, + towards the person's own left.

    NaN where the network takes the chest for the back.
    """
    across = figure.space[LEFT_SHOULDER] - figure.space[RIGHT_SHOULDER]
    torso = math.degrees(math.atan2(across[2], across[0]))
    return torso if abs(torso) <= BEHIND else math.nan


def _clothes(picture: Picture, figure: Figure) -> tuple[float, float, float]:
    """The usual colour of a patch of the chest (CIE L*a*b*); NaN where that is out of the picture."""
    shoulders = (figure.points[LEFT_SHOULDER] + figure.points[RIGHT_SHOULDER]) / 2
    hips = figure.points[list(HIPS)].mean(axis=0)
    (x, y), half = shoulders + 0.35 * (hips - shoulders), 0.12 * float(np.hypot(*(hips - shoulders)))
    rows, columns = (slice(max(0, round(at - half)), max(0, round(at + half) + 1)) for at in (y, x))
    patch = picture[rows, columns]
    if not patch.size:
        return math.nan, math.nan, math.nan
    colour = np.median(patch.reshape(-1, 3), axis=0).astype(np.float32) / np.float32(255)
    light, green_red, blue_yellow = cv2.cvtColor(colour[None, None], cv2.COLOR_RGB2LAB)[0, 0]
    return float(light), float(green_red), float(blue_yellow)
