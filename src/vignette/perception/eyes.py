"""Where eyes point and whether they are shut, from the iris network (Ablavatski et al. 2020).

One eye is looked at a time, because two cost twice as much: of a face turned aside the one nearer to the camera, of
others one after the other, so that their errors cancel where looks are put together.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from vignette.perception.mesh import Points
from vignette.perception.models import Numbers, PictureModel
from vignette.perception.pose import Pose
from vignette.perception.registry import shipped
from vignette.perception.tiles import Picture

AROUND = 2.3
"""The network wants a square so many times as wide as the eye."""
CONTOUR, IRIS = "output_eyes_contours_and_brows", "output_iris"
RIGHT_EYE, LEFT_EYE = (33, 133), (362, 263)
"""The corners of each eye in the face's mesh, from left to right in a picture."""
INNER, OUTER = 0, 8
LIDS = ((10, 2), (11, 3), (12, 4), (13, 5), (14, 6))
"""Points of the upper lid, each with the one below it on the lower lid."""
TRAVEL = 0.35
"""From the middle of the eyeball to the iris, over the width of the eye.

An eyeball is 24 mm across (Bekerman et al. 2014) and an iris 11.7 mm (Rüfer et al. 2005), which puts the iris 10.5 mm
before the middle; an eye's opening is 30 mm wide. A child's eye is smaller in all three alike.
"""
CORNERS_AHEAD = 0.1
"""How far the corners of the eye lie before the middle of the eyeball, over the width of the eye."""
NASAL, RAISED = 0.055, 0.04
"""Where the network puts the iris of an eye that looks ahead: off the middle, over the width of the eye."""
FOLLOWED = 0.75
"""How far the network's iris goes of the way that the iris goes: 0.65 to 0.85 on drawn heads."""
OPEN, SHUT = 0.28, 0.1
"""The gap of the lids over the width of the eye, of open eyes (0.28 to 0.35) and shut ones (0.03 to 0.12)."""
STILL_OPEN = 0.6
BOTH_UNTIL = 25.0
"""Degrees of turn up to which both eyes are seen well."""
WIDTH_LEAST, IRIS_LEAST = 8.0, 6.0
"""Pixels of the picture below which lids and irises are not read."""
REACH = 50.0
"""Degrees: beyond it eyes do not turn, and a reading is wrong."""


@dataclass(frozen=True, slots=True)
class EyesSeen:
    """`across` (positive towards the person's own left) and `up` are degrees relative to the head, NaN where the iris
    is too small or the eye shut; `blink` is 0 (open) to 1 (shut), NaN where the eye is too small."""

    across: float
    up: float
    blink: float


UNSEEN = EyesSeen(math.nan, math.nan, math.nan)


class Eyes:
    """Holds the network; `look` looks at one eye of one face."""

    def __init__(self) -> None:
        self._model = PictureModel(shipped("iris_landmark.tflite"))

    def look(self, picture: Picture, points: Points, pose: Pose, *, is_lefts_turn: bool) -> EyesSeen:
        """One eye of the face whose mesh has these `points`; `pose` is against the line to the camera.

        Of a face that shows both, the left one where `is_lefts_turn`.
        """
        is_right = pose.yaw >= 0 if abs(pose.yaw) > BOTH_UNTIL else not is_lefts_turn
        left, right = (points[corner, :2] for corner in (RIGHT_EYE if is_right else LEFT_EYE))
        width = float(np.hypot(*(right - left)))
        if width < WIDTH_LEAST:
            return UNSEEN
        answers = self._model.run(self._view(picture, left, right, in_mirror=is_right))
        contour, iris = (answers[name].reshape(-1, 3)[:, :2].astype(np.float64) for name in (CONTOUR, IRIS))
        blink = shut(contour)
        if blink > STILL_OPEN or _across(iris) * width * AROUND / self._model.side < IRIS_LEAST:
            return EyesSeen(math.nan, math.nan, blink)
        out, up = off_the_middle(contour, iris)
        return EyesSeen(*_turned(-out if is_right else out, up, pose), blink)

    def _view(self, picture: Picture, left: Points, right: Points, *, in_mirror: bool) -> Numbers:
        """The eye level in the middle, its inner corner to the left, numbers from 0 to 1."""
        side = self._model.side
        along, middle = right - left, (left + right) / 2
        cos, sin = along * side / (AROUND * float(along @ along))
        turn = np.array([[cos, sin], [-sin, cos]])
        into = np.column_stack([turn, np.full(2, side / 2) - turn @ middle])
        view = cv2.warpAffine(picture, into, (side, side), flags=cv2.INTER_LINEAR)
        view = view[:, ::-1] if in_mirror else view
        return np.asarray(np.ascontiguousarray(view) / np.float32(255), np.float32)


def shut(contour: Points) -> float:
    """How far an eye is shut, 0 to 1, by the outline of its opening; `contour` as the network gives it, (71, 2)."""
    gap = np.mean([np.hypot(*(contour[upper] - contour[lower])) for upper, lower in LIDS])
    width = max(float(np.hypot(*(contour[OUTER] - contour[INNER]))), 1e-9)
    return float(np.clip((OPEN - gap / width) / (OPEN - SHUT), 0, 1))


def off_the_middle(contour: Points, iris: Points) -> tuple[float, float]:
    """How far the iris stands from where it is when looking ahead, outwards and up, over the width of the eye."""
    along = contour[OUTER] - contour[INNER]
    off = (iris[0] - (contour[OUTER] + contour[INNER]) / 2) / max(float(along @ along), 1e-9)
    return float(off @ along) + NASAL, float(off @ (along[1], -along[0])) - RAISED


def _across(iris: Points) -> float:
    """The iris's diameter in pixels of the view: the mean of its width and height."""
    return float(np.hypot(*(iris[1] - iris[3])) + np.hypot(*(iris[2] - iris[4]))) / 2


def _turned(across: float, up: float, pose: Pose) -> tuple[float, float]:
    """How far the eyeball has turned in the head, in degrees, for an iris so far off the middle of the eye as seen."""
    # The width by which all is measured is foreshortened itself.
    shown = math.cos(math.radians(pose.yaw))
    degrees = [_rolled(off * shown / FOLLOWED, angle) for off, angle in ((across, pose.yaw), (up, pose.pitch))]
    return (degrees[0], degrees[1]) if max(map(abs, degrees)) <= REACH else (math.nan, math.nan)


def _rolled(off: float, head: float) -> float:
    """An eyeball seen from `head` degrees aside shows its iris off the middle even when it looks ahead."""
    reached = (off + CORNERS_AHEAD * math.sin(math.radians(head))) / TRAVEL
    return math.degrees(math.asin(max(-1.0, min(1.0, reached)))) - head
