"""What a mouth does, as lengths over the distance of the eyes, measured in space so that turning changes little."""

import numpy as np

from vignette.perception.mesh import Points

RIGHT_EYE, LEFT_EYE = (33, 133), (263, 362)
MOUTH_RIGHT, MOUTH_LEFT = 61, 291
LIP_UPPER, LIP_LOWER = 13, 14


def mouth_width(points: Points) -> float:
    """The distance of the corners of the mouth over that of the eyes; about 0.7 to 0.8 at rest."""
    return _between(points, MOUTH_RIGHT, MOUTH_LEFT) / eye_distance(points)


def mouth_opening(points: Points) -> float:
    """The gap between the inner lips over the distance of the eyes; about 0 when closed."""
    return _between(points, LIP_UPPER, LIP_LOWER) / eye_distance(points)


def eye_distance(points: Points) -> float:
    """From the middle of one eye to the middle of the other, in the unit of `points`."""
    right, left = (points[list(corners)].mean(axis=0) for corners in (RIGHT_EYE, LEFT_EYE))
    return max(float(np.linalg.norm(left - right)), 1e-9)


def _between(points: Points, one: int, other: int) -> float:
    return float(np.linalg.norm(points[one] - points[other]))
