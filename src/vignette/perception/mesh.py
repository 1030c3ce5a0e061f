"""The features of one face: 468 points in space, from the face landmark network (Kartynnik et al. 2019)."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from vignette.perception.detector import LEFT_EYE, RIGHT_EYE, Box
from vignette.perception.models import Numbers, PictureModel
from vignette.perception.registry import shipped
from vignette.perception.tiles import Picture

SIDE = 192
AROUND = 1.5
"""The network wants one and a half times the detector's box."""
DARKEST, BRIGHTEST, MOST = 15.0, 235.0, 4.0
MIDDLE = slice(32, 160, 4)
"""The middle of the view is drawn out to run from the darkest to the brightest (of 255), but no more than so many
times: in dim light, and of dark skin, the network otherwise draws every mouth nearly alike."""
RIGHTS, LEFTS = (33, 133, 61), (263, 362, 291)
"""The points beside the middle of a face that are read here: what is right and left changes in a mirror."""
MIDLINE = (10, 151, 9, 8, 168, 6, 197, 195, 5, 4, 1, 2, 152)
"""From the top of the forehead down the nose, and the chin."""
STEADY = (*MIDLINE, *RIGHTS[:2], *LEFTS[:2])
"""Points that no expression moves much and that are themselves in a mirror too: by them a head is followed."""
POINTS, PRESENCE = "conv2d_21", "conv2d_31"

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Mesh:
    """`points`: x to the right, y down, z away from the camera, all in pixels of the picture, shape (468, 3).

    `presence`, 0 to 1, is how sure the network is that it was shown a face. Of a face looked at in a mirror only those
    of the points beside the middle that are named in `RIGHTS` and `LEFTS` have their own places.
    """

    points: Points
    presence: float


UNREAD = Mesh(np.zeros((468, 3)), 0.0)
"""The features of a face that were not looked for."""


class Mesher:
    """Holds the network; `mesh_of` looks at one face."""

    def __init__(self) -> None:
        self._model = PictureModel(shipped("face_landmark.tflite"))

    def mesh_of(self, picture: Picture, box: Box, *, in_mirror: bool = False) -> Mesh:
        """The points of the face in `box`.

        The network does not treat both sides of a face alike. `in_mirror` shows it the mirrored face and turns its
        answer back: looks taken both ways, one after the other, make up for it.
        """
        into = upright(box)
        view = np.asarray(cv2.warpAffine(picture, into, (SIDE, SIDE), flags=cv2.INTER_LINEAR), np.uint8)
        view = np.asarray(cv2.flip(view, 1), np.uint8) if in_mirror else view
        answers = self._model.run(lit(view))
        presence = 1 / (1 + math.exp(-float(answers[PRESENCE].ravel()[0])))
        points = answers[POINTS].reshape(468, 3).astype(np.float64)
        return Mesh(back(unmirrored(points) if in_mirror else points, into), presence)


def lit(view: Picture) -> Numbers:
    """A view with its numbers from 0 to 1, the light and shade of a face that has little of them drawn out."""
    levels = np.sort(view[MIDDLE, MIDDLE], axis=None)
    darkest, brightest = (float(levels[round(share * (levels.size - 1))]) for share in (0.01, 0.99))
    times = min(MOST, (BRIGHTEST - DARKEST) / max(1.0, brightest - darkest))
    if times > 1:
        lifted = (view.astype(np.float32) - np.float32(darkest)) * np.float32(times) + np.float32(DARKEST)
        return np.asarray(np.clip(lifted, 0, 255) / np.float32(255), np.float32)
    return np.asarray(view, np.float32) / np.float32(255)


def unmirrored(points: Points) -> Points:
    """Points of the mirrored view, shape (468, 3), in the view itself."""
    mended = points * (-1, 1, 1) + (SIDE, 0, 0)
    mended[[*RIGHTS, *LEFTS]] = mended[[*LEFTS, *RIGHTS]]
    return mended


def upright(box: Box) -> Points:
    """The affine map, shape (2, 3), that takes the picture to a view in which this face's eyes are level."""
    along = box.points[LEFT_EYE] - box.points[RIGHT_EYE]
    scale = SIDE / (AROUND * box.side)
    cos, sin = scale * along / max(float(np.hypot(*along)), 1e-9)
    turn = np.array([[cos, sin], [-sin, cos]])
    return np.column_stack([turn, SIDE / 2 - turn @ (box.x, box.y)])


def back(points: Points, into: Points) -> Points:
    """Points of the view, shape (n, 3), in the picture again; depth is only scaled."""
    turn, shift = into[:, :2], into[:, 2]
    scale = math.sqrt(abs(float(np.linalg.det(turn))))
    flat = (points[:, :2] - shift) @ np.linalg.inv(turn).T
    return np.column_stack([flat, points[:, 2] / scale])
