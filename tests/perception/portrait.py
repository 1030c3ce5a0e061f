"""A drawn face, plain enough to compute and natural enough for a detector: what it shows is known from its making."""

import math

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Point = tuple[float, float]

SKIN, SHADE, HAIR, LIP, WHITE, IRIS = (
    (205, 160, 135),
    (165, 115, 95),
    (70, 48, 36),
    (165, 85, 85),
    (238, 236, 232),
    (70, 55, 45),
)
FINER = 4
"""Drawn this much larger, then averaged down."""


def portrait(
    size: tuple[int, int],
    at: Point,
    height: float,
    *,
    turn: float = 0.0,
    smile: float = 0.0,
    opening: float = 0.0,
    gaze: Point = (0.0, 0.0),
    shut: float = 0.0,
) -> Picture:
    """A picture of `size` (width, height) with one face, its middle at `at` and `height` pixels from brow line to chin.

    `turn`, -1 to 1, moves the features across the head as a turn of the head to the picture's right does; `smile`
    widens the mouth by this share of the distance of the eyes; `opening` is the gap of the lips, likewise. `gaze` is
    where the eyes point in degrees, to the picture's right and up; `shut` how far they are shut, 0 to 1.
    """
    width, tall = size
    canvas = np.full((tall * FINER, width * FINER, 3), (150, 160, 165), np.uint8)
    _draw(_Pen(canvas, at, height), turn, smile, opening, gaze, shut)
    soft = cv2.GaussianBlur(canvas, (0, 0), max(1.0, height * FINER / 120))
    small = cv2.resize(soft, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    grain = np.random.default_rng(7).normal(0, 3, small.shape)
    return np.clip(small + grain, 0, 255).astype(np.uint8)


class _Pen:
    """Draws in units of the face: x to the right and y down from its middle, 1 being its height."""

    def __init__(self, canvas: Picture, at: Point, height: float) -> None:
        self.canvas, self.at, self.scale = canvas, at, height * FINER

    def oval(self, x: float, y: float, wide: float, high: float, colour: tuple[int, int, int]) -> None:
        axes = (max(1, round(wide * self.scale)), max(1, round(high * self.scale)))
        cv2.ellipse(self.canvas, self.place(x, y), axes, 0, 0, 360, colour, -1, cv2.LINE_AA)

    def curve(self, points: list[Point], thick: float, colour: tuple[int, int, int]) -> None:
        line = np.array([self.place(x, y) for x, y in points], np.int32)
        cv2.polylines(self.canvas, [line], False, colour, max(1, round(thick * self.scale)), cv2.LINE_AA)

    def place(self, x: float, y: float) -> tuple[int, int]:
        return round(self.at[0] * FINER + x * self.scale), round(self.at[1] * FINER + y * self.scale)


def _draw(pen: _Pen, turn: float, smile: float, opening: float, gaze: Point, shut: float) -> None:
    across = 0.22 * turn
    pen.oval(0, 1.35, 0.75, 0.6, (90, 100, 130))
    pen.oval(0, 0.6, 0.2, 0.5, SHADE)
    pen.oval(-0.1 * turn, -0.18, 0.52, 0.68, HAIR)
    for side in (-1, 1):
        pen.oval(side * 0.43 - 0.1 * turn, 0.06, 0.05, 0.1, SHADE)
    for i in range(24):  # light falls from the front: brighter towards the middle
        fade = i / 23
        colour = tuple(round(a + (b - a) * fade**0.5) for a, b in zip(SHADE, SKIN, strict=True))
        pen.oval(across * 0.5 * fade, 0.02, 0.43 - 0.16 * fade, 0.56 - 0.2 * fade, colour)  # type: ignore[arg-type]  # a colour is a tuple of whole numbers here
    for side in (-1, 1):
        _eye(pen, side * 0.18 * (1 - 0.15 * abs(turn)) + across, -0.08, gaze, shut)
    _nose(pen, across * 1.5)
    _mouth(pen, across, smile, opening)


def _eye(pen: _Pen, x: float, y: float, gaze: Point, shut: float) -> None:
    pen.oval(x, y - 0.01, 0.105, 0.06, SHADE)
    if shut < 1:
        pen.oval(x, y, 0.08, 0.036 * (1 - shut), WHITE)
        # The ball is 24 mm across, its iris 11.7 mm and 10.5 mm before the middle, the opening 30 mm wide.
        across, up = (0.16 * 10.5 / 30 * math.sin(math.radians(angle)) for angle in gaze)
        pen.oval(x + across, y - up, 0.031, 0.031 * (1 - shut), IRIS)
        pen.oval(x + across, y - up, 0.013, 0.013 * (1 - shut), (20, 15, 15))
        pen.oval(x + across + 0.01, y - up - 0.01, 0.006, 0.006, WHITE)
    lid = y - 0.038 + 0.05 * shut
    pen.curve([(x - 0.085, y), (x - 0.04, lid), (x + 0.04, lid), (x + 0.085, y)], 0.014, HAIR)
    pen.curve([(x - 0.11, y - 0.1), (x, y - 0.13), (x + 0.11, y - 0.1)], 0.03, HAIR)


def _nose(pen: _Pen, x: float) -> None:
    pen.oval(x, 0.0, 0.03, 0.14, (215, 172, 148))
    pen.oval(x, 0.14, 0.06, 0.045, (218, 172, 150))
    for side in (-1, 1):
        pen.oval(x + side * 0.035, 0.165, 0.018, 0.01, (110, 70, 60))
    pen.curve([(x - 0.07, 0.15), (x - 0.04, 0.185), (x + 0.04, 0.185), (x + 0.07, 0.15)], 0.01, SHADE)


def _mouth(pen: _Pen, x: float, smile: float, opening: float) -> None:
    half, lift, gap = 0.13 + 0.18 * smile, 0.12 * smile, 0.36 * opening
    y = 0.31
    corners = [
        (x - half, y - lift),
        (x - half / 2, y - lift / 4),
        (x, y),
        (x + half / 2, y - lift / 4),
        (x + half, y - lift),
    ]
    lower = [(x - half / 2, y + gap * 0.8), (x, y + gap), (x + half / 2, y + gap * 0.8)]
    if gap:
        outline = np.array([pen.place(*point) for point in corners + lower[::-1]], np.int32)
        cv2.fillPoly(pen.canvas, [outline], (80, 30, 35), cv2.LINE_AA)
    pen.curve([corners[0], (x - half / 3, y - 0.02), (x + half / 3, y - 0.02), corners[-1]], 0.03, LIP)
    pen.curve([corners[0], *lower, corners[-1]], 0.035, LIP)
