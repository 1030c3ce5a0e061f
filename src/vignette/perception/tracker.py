"""Following whatever lies in a box, from one picture to the next, by how it looks (CSRT of OpenCV)."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import cv2
import numpy as np
import numpy.typing as npt

from vignette.domain.film import Frame
from vignette.domain.showing import Box
from vignette.perception.likeness import Likeness

LEAST = 0.06
"""How well a place has to answer to what is followed; below it, it is lost. OpenCV's own 0.035 notices later."""
BROAD = 96
"""Pixels to which the sides of a box are shrunk: larger ones take longer and are followed no better."""
NARROW = 8
PATIENCE = 2
"""Pictures in a row in which it may look like something else: somebody turns, or a hand passes."""

Pixels = npt.NDArray[np.uint8]


class Tracker:
    """Knows what lies in `box` of `frame`; `step` is given one picture after the other, in either direction of time."""

    def __init__(self, frame: Frame, box: Box) -> None:
        cv2.setNumThreads(1)
        height, width = frame.pixels.shape[:2]
        self._scale = min(1.0, BROAD / sqrt(box.width * width * box.height * height))
        settings = cv2.TrackerCSRT.Params()
        settings.psr_threshold = LEAST
        self._tracker = cv2.TrackerCSRT.create(settings)
        picture = self._small(frame)
        self._tracker.init(picture, _in_pixels(box, picture))
        self._likeness, self._strange = Likeness(picture, box), 0

    def step(self, frame: Frame) -> Box | None:
        """Where it lies in the next picture, as far as that is within it; None where it is not to be found."""
        picture = self._small(frame)
        is_found, place = self._tracker.update(picture)
        box = _as_shares(place, picture) if is_found else None
        if box is None:
            return None
        self._strange = 0 if self._likeness.holds(picture, box) else self._strange + 1
        return box if self._strange < PATIENCE else None

    def _small(self, frame: Frame) -> Pixels:
        if self._scale == 1:
            return frame.pixels
        height, width = frame.pixels.shape[:2]
        size = max(NARROW, round(width * self._scale)), max(NARROW, round(height * self._scale))
        return np.asarray(cv2.resize(frame.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _in_pixels(box: Box, picture: Pixels) -> tuple[int, int, int, int]:
    """Left, top, width and height; a sliver is made wide enough to have a look."""
    height, width = picture.shape[:2]
    wide, high = max(NARROW, round(box.width * width)), max(NARROW, round(box.height * height))
    return min(round(box.left * width), width - wide), min(round(box.top * height), height - high), wide, high


def _as_shares(place: Sequence[float], picture: Pixels) -> Box | None:
    """What of a place lies in the picture; None where that is next to nothing."""
    height, width = picture.shape[:2]
    left, right = max(0.0, place[0] / width), min(1.0, (place[0] + place[2]) / width)
    top, bottom = max(0.0, place[1] / height), min(1.0, (place[1] + place[3]) / height)
    if right - left < 1 / width or bottom - top < 1 / height:
        return None
    return Box(left, top, right - left, bottom - top)
