"""A second child who walks through behind the table and pays no attention to anybody."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .faces import Mien
from .heads import CHILD, Pose, draw
from .props import draw_limb

UNIT = 74
"""The size of the head, in pixels of a picture 720 high."""
LAMP = (0.0, -0.62, 0.62)
EVERY, WALKING = 14_000, 5_000
"""Milliseconds from one walk to the next, and of each."""


def passer_by(canvas: npt.NDArray[np.uint8], time: float, length: int, scale: float) -> None:
    """Draw the second child where they are at `time`; nobody while they are out of the room."""
    walk, since = divmod(time - 3000, EVERY)
    if not 0 <= since < WALKING or time < 3000 or 3000 + walk * EVERY + WALKING > length:
        return
    share = since / WALKING
    across = -120 + 1520 * (share if walk % 2 == 0 else 1 - share)
    x, y, unit = across * scale, (250 + 5 * np.sin(since / 110)) * scale, UNIT * scale
    if not 1.5 * unit < x < canvas.shape[1] - 1.5 * unit:
        return
    for reach, width in ((1.5, 0.66), (4.4, 0.80)):
        draw_limb(
            canvas,
            ((across, 250 + 0.9 * UNIT), (across, 250 + reach * UNIT)),
            (0.45 * UNIT, width * UNIT),
            (120, 150, 190),
            scale,
            0.0,
        )
    yaw = 38 if walk % 2 == 0 else -38
    draw(canvas, CHILD, Pose(x, float(y), unit, yaw, -4, 0), Mien(smile=0.25), LAMP)
