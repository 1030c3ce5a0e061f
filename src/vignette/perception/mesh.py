"""The features of one face: 468 points in space, from the face landmark network (Kartynnik et al. 2019)."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from vignette.perception.detector import LEFT_EYE, RIGHT_EYE, Box
from vignette.perception.models import PictureModel
from vignette.perception.registry import shipped
from vignette.perception.tiles import Picture

SIDE = 192
AROUND = 1.5
"""The network wants one and a half times the detector's box."""
POINTS, PRESENCE = "conv2d_21", "conv2d_31"

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Mesh:
    """`points`: x to the right, y down, z away from the camera, all in pixels of the picture, shape (468, 3).

    `presence`, 0 to 1, is how sure the network is that it was shown a face.
    """

    points: Points
    presence: float


class Mesher:
    """Holds the network; `mesh_of` looks at one face."""

    def __init__(self) -> None:
        self._model = PictureModel(shipped("face_landmark.tflite"))

    def mesh_of(self, picture: Picture, box: Box) -> Mesh:
        into = upright(box)
        view = cv2.warpAffine(picture, into, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
        answers = self._model.run(np.asarray(view, np.float32) / np.float32(255))
        presence = 1 / (1 + math.exp(-float(answers[PRESENCE].ravel()[0])))
        return Mesh(back(answers[POINTS].reshape(468, 3).astype(np.float64), into), presence)


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
