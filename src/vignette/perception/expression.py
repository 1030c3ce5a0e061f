"""What a mouth does, as lengths over the distance of the eyes, as they would be seen from ahead."""

import math

import numpy as np

from vignette.perception.mesh import Points

RIGHT_EYE, LEFT_EYE = (33, 133), (263, 362)
MOUTH_RIGHT, MOUTH_LEFT = 61, 291
LIP_UPPER, LIP_LOWER = 13, 14
FOREHEAD, CHIN = 10, 152
USUAL = 0.85
"""The width that the network draws, whatever the mouth does, where it sees nothing of it."""
SINKING = 0.1
"""By how much it draws the corners of a mouth too low in profile."""
LEAST_SHOWN = 0.25


def mouth_width(points: Points, yaw: float) -> float:
    """The distance of the corners of the mouth over that of the eyes; about 0.7 to 0.85 at rest.

    `yaw` is the turn of the face from the line to the camera in degrees. The further it is turned, the less of the
    mouth is shown and the more does the network guess: that share is taken out again.
    """
    return USUAL + (_between(points, MOUTH_RIGHT, MOUTH_LEFT) / eye_distance(points) - USUAL) / _shown(yaw)


def mouth_lift(points: Points, yaw: float) -> float:
    """How high the corners of the mouth stand over the middle of the lips, over the distance of the eyes.

    About 0 at rest, 0.03 to 0.1 in a smile, below 0 where the corners hang. `yaw` as for `mouth_width`.
    """
    right, left = _eyes(points)
    across, down = left - right, points[CHIN] - points[FOREHEAD]
    down = down - across * float(down @ across) / max(float(across @ across), 1e-9)
    corners, middle = (points[list(pair)].mean(axis=0) for pair in ((MOUTH_RIGHT, MOUTH_LEFT), (LIP_UPPER, LIP_LOWER)))
    lift = float((middle - corners) @ down) / max(float(np.linalg.norm(down)), 1e-9) / eye_distance(points)
    return (lift + SINKING * (1 - math.cos(math.radians(yaw)))) / _shown(yaw)


def mouth_opening(points: Points) -> float:
    """The gap between the inner lips over the distance of the eyes; about 0 when closed."""
    return _between(points, LIP_UPPER, LIP_LOWER) / eye_distance(points)


def eye_distance(points: Points) -> float:
    """From the middle of one eye to the middle of the other, in the unit of `points`."""
    right, left = _eyes(points)
    return max(float(np.linalg.norm(left - right)), 1e-9)


def _eyes(points: Points) -> tuple[Points, Points]:
    """The middles of the right and of the left eye."""
    right, left = (points[list(corners)].mean(axis=0) for corners in (RIGHT_EYE, LEFT_EYE))
    return right, left


def _shown(yaw: float) -> float:
    """How much of a mouth's doings the network still tells of a face so turned, 0 to 1.

    On drawn heads turned by up to 50 degrees it was the square of the cosine: 0.7 at 30 degrees, 0.35 at 50.
    """
    return max(LEAST_SHOWN, math.cos(math.radians(yaw)) ** 2)


def _between(points: Points, one: int, other: int) -> float:
    return float(np.linalg.norm(points[one] - points[other]))
