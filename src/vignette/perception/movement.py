"""How much each person's picture changes from one frame to the next, the camera's own motion taken away.

Both frames are made small. Places off the people tell how the camera moved (shifted, tilted, came nearer), the earlier
frame is moved along, and what still differs is movement. A handheld camera's motion cannot be taken away to the last
bit: what a quarter of a pixel more of it would explain is not counted.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from vignette.domain.film import Frame
from vignette.domain.measurement import FaceSeen
from vignette.domain.span import SECOND, Micros
from vignette.domain.track import STEP
from vignette.perception.tiles import Picture

WIDTH = 160
"""Pixels of a small frame's width."""
LATEST = 3 * STEP
"""Frames further apart are not compared: too much has happened in between."""
GRID = 12
"""Pixels between the places by which the camera's motion is told."""
FLAT = 2.0
"""Grey levels a pixel below which a place has nothing to follow."""
FEWEST = 12
"""Places below which nothing is known of the camera."""
OFF_BY = 0.5
"""Pixels by which a place may miss the motion of the others and still belong to what stands still."""
SLACK = 0.25
"""Pixels of the camera's motion left over that count for nothing."""
ASIDE, ABOVE, BELOW = 2.0, 0.8, 3.5
"""How far a body reaches from the middle of its face, in face heights."""

Grey = npt.NDArray[np.float32]
Place = tuple[npt.NDArray[np.int64], ...]
"""Rows and columns of a small frame."""


class Movements:
    """Remembers the last frame; `of` is given one frame after the other."""

    def __init__(self) -> None:
        self._at, self._before = Micros(0), np.zeros((0, 0), np.uint8)

    def of(self, frame: Frame, faces: Sequence[FaceSeen]) -> list[FaceSeen]:
        """`faces` again, each with the movement of its body: how bright (0 to 1) its place changes, per second.

        NaN in a first frame, in one long after the last, and where there is nothing to tell the camera's motion by.
        """
        at, before = self._at, self._before
        self._at, self._before = frame.at, _small(frame.pixels)
        movements = [math.nan] * len(faces)
        if faces and before.shape == self._before.shape and frame.at - at <= LATEST:
            places = _bodies(before.shape[0], before.shape[1], faces)
            changed = _changed(before, self._before, places) * (SECOND / (frame.at - at))
            movements = [float(changed[place].mean()) if changed[place].size else math.nan for place in places]
        return [replace(face, movement=moved) for face, moved in zip(faces, movements, strict=True)]


def _small(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    # Every pixel would cost three times as much as every few rows, and show no more.
    rows = picture[:: max(1, width // (2 * WIDTH))]
    small = cv2.resize(rows, (WIDTH, max(GRID, round(height * WIDTH / width))), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (0, 0), 1), np.uint8)


def _bodies(height: int, width: int, faces: Sequence[FaceSeen]) -> list[Place]:
    """Where each one's body may be in a frame of this size: what is nearer to another's face is not."""
    across, down = (np.arange(width) + 0.5) / height, (np.arange(height) + 0.5) / height
    away = np.array([np.abs(across - face.x) / face.size for face in faces])
    is_own = (away == away.min(axis=0)) & (away <= ASIDE)
    below = [(down - face.y) / face.size for face in faces]
    rows = [np.flatnonzero((low >= -ABOVE) & (low <= BELOW)) for low in below]
    return [np.ix_(each, np.flatnonzero(own)) for each, own in zip(rows, is_own, strict=True)]


def _changed(before: Picture, now: Picture, bodies: Sequence[Place]) -> Grey:
    """What changed at each pixel, 0 to 1, the camera's motion taken away; NaN throughout where that is not known."""
    along, down = cv2.Sobel(now, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(now, cv2.CV_32F, 0, 1, scale=1 / 8)
    steep = np.maximum(np.abs(along), np.abs(down))
    is_free = np.ones(now.shape, np.bool_)
    for body in bodies:
        is_free[body] = False
    move = _camera(before, now, _places(steep, is_free))
    if move is None:
        return np.full(now.shape, np.nan, np.float32)
    size = (now.shape[1], now.shape[0])
    moved = cv2.warpAffine(before, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    differs = np.abs(now.astype(np.float32) - moved) - SLACK * steep
    return np.asarray(np.maximum(differs, 0) / 255, np.float32)


def _places(steep: Grey, is_free: npt.NDArray[np.bool_]) -> Grey:
    """Where there is something to follow, off the people if there is enough, shape (n, 2): x, y."""
    middles = slice(GRID // 2, None, GRID)
    steepest = cv2.dilate(steep, np.ones((GRID, GRID), np.uint8))[middles, middles]
    found = np.argwhere((steepest > FLAT) & is_free[middles, middles])
    if len(found) < FEWEST:
        found = np.argwhere(steepest > FLAT)
    return np.ascontiguousarray(found[:, ::-1] * GRID + GRID // 2, np.float32)


def _camera(before: Picture, now: Picture, places: Grey) -> npt.NDArray[np.float64] | None:
    """The affine map, shape (2, 3), that takes what stands still to where it is now; None where it cannot be told."""
    if len(places) < FEWEST:
        return None
    goal = np.zeros_like(places)
    there, followed, _ = cv2.calcOpticalFlowPyrLK(before, now, places, goal, winSize=(9, 9), maxLevel=2)
    kept = followed.ravel() == 1
    if kept.sum() < FEWEST:
        return None
    move, _ = cv2.estimateAffinePartial2D(places[kept], there[kept], method=cv2.RANSAC, ransacReprojThreshold=OFF_BY)
    return None if move is None else np.asarray(move, np.float64)
