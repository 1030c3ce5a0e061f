"""Which way a head points, in degrees, from the face's points."""

import math
from dataclasses import dataclass

import numpy as np

from vignette.perception.detector import LEFT_EAR, LEFT_EYE, NOSE, RIGHT_EAR, RIGHT_EYE, Box
from vignette.perception.mesh import Points

EYE_RIGHT, EYE_LEFT, FOREHEAD, CHIN = 33, 263, 10, 152
"""Points of the mesh that no expression moves much: outer corners of the eyes, top of the forehead, chin."""
NOSE_REACH = 1.35
"""How far the nose stands before the line of the ears, over half the distance of the ears."""


@dataclass(frozen=True, slots=True)
class Pose:
    """Degrees: yaw + towards the person's own left, pitch + upwards, roll + clockwise as seen."""

    yaw: float
    pitch: float
    roll: float


def pose_of_mesh(points: Points) -> Pose:
    """The pose relative to the line from the camera to the face; `points` as in Mesh, shape (468, 3)."""
    across = points[EYE_LEFT] - points[EYE_RIGHT]
    down = points[CHIN] - points[FOREHEAD]
    forward = -np.cross(across, down)
    yaw = math.atan2(forward[0], -forward[2])
    pitch = math.atan2(-forward[1], math.hypot(forward[0], forward[2]))
    return Pose(math.degrees(yaw), math.degrees(pitch), math.degrees(math.atan2(across[1], across[0])))


def pose_of_box(box: Box) -> Pose:
    """The pose from the detector's six points; pitch is NaN. Keeps rising up to profile, where the mesh fails."""
    along = box.points[LEFT_EYE] - box.points[RIGHT_EYE]
    roll = math.atan2(along[1], along[0])
    level = np.array([math.cos(roll), math.sin(roll)])
    right, left, nose = (float(box.points[which] @ level) for which in (RIGHT_EAR, LEFT_EAR, NOSE))
    yaw = math.atan2(nose - (right + left) / 2, NOSE_REACH * (left - right) / 2)
    return Pose(math.degrees(yaw), math.nan, math.degrees(roll))


def seen_from_ahead(yaw: float, x: float, *, width: float, focal: float) -> float:
    """The yaw against the camera's own direction, for a face at `x` in a picture `width` wide (same unit).

    A face that looks into the lens from the edge of the picture has turned towards the middle. `focal` is the lens's
    focal length over the picture's width.
    """
    return yaw - math.degrees(math.atan2(x / width - 0.5, focal))
