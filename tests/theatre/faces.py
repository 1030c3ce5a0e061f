"""The painted part of a face: eyes, brows, cheeks and mouth, on a flat sheet that is laid round the head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

Sheet = npt.NDArray[np.uint8]
Colour = tuple[int, int, int]
Points = npt.NDArray[np.float64]

HALF_WIDTH, TOP, BOTTOM = 1.0, -1.1, 1.1
"""The sheet's reach on the head, in units; its pixels to a unit are half its width."""
GAZE = 0.42, 0.30
"""How far the iris goes with the widest gaze: across in halves of the eye's width, down in halves of its height."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a face is made of; lengths in units of the head (about half its height), colours as red, green, blue."""

    skin: Colour
    blush: Colour
    lips: Colour
    brow: Colour
    iris: Colour
    eye_x: float
    eye_y: float
    eye_width: float
    eye_height: float
    brow_y: float
    brow_thickness: float
    mouth_y: float
    mouth_width: float
    lip: float
    grin: float
    nose_y: float
    has_glasses: bool = False
    has_lines: bool = False


@dataclass(frozen=True, slots=True)
class Mien:
    """What a face does: 0 to 1 each, but `gaze_x` and `gaze_y` (-1 to 1, right and down as seen from in front)."""

    smile: float = 0.0
    mouth: float = 0.0
    round: float = 0.0
    blink: float = 0.0
    brows: float = 0.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    cry: float = 0.0


@lru_cache(maxsize=16)
def painted(look: Look, mien: Mien, fineness: int) -> Sheet:
    """The sheet for this face in this mien: uint8 red, green, blue, to be left alone; `fineness` is pixels to a unit.

    Faces at rest look the same for many frames.
    """
    sheet = _bare(look, round(20 * mien.smile), fineness).copy()
    for side in (-1, 1):
        _eye(sheet, look, mien, side)
        _brow(sheet, look, mien, side)
    _nose(sheet, look)
    _mouth(sheet, look, mien)
    if look.has_glasses:
        _glasses(sheet, look)
    return np.asarray(cv2.GaussianBlur(sheet, (0, 0), fineness / 256), np.uint8)


def _at(sheet: Sheet, points: Points) -> npt.NDArray[np.int32]:
    """Sheet coordinates, in sixteenths of a pixel, of points on the head."""
    moved = (np.asarray(points) - (-HALF_WIDTH, TOP)) * (sheet.shape[1] / (2 * HALF_WIDTH))
    return np.asarray(np.round(moved * 16), np.int32)


def _fill(sheet: Sheet, points: Points, colour: Colour) -> None:
    cv2.fillPoly(sheet, [_at(sheet, points)], colour, cv2.LINE_AA, 4)


def _stroke(sheet: Sheet, points: Points, widths: Points, colour: Colour) -> None:
    """A brush stroke along `points`, as thick at each as `widths` says (units)."""
    along = np.gradient(points, axis=0)
    side = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.linalg.norm(along, axis=1, keepdims=True)
    edge = side * widths[:, None] / 2
    _fill(sheet, np.concatenate([points + edge, (points - edge)[::-1]]), colour)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    r, g, b = (round(a * (1 - share) + c * share) for a, c in zip(one, other, strict=True))
    return r, g, b


def _glow(sheet: Sheet, x: float, y: float, rx: float, ry: float, colour: Colour, strength: float) -> None:
    """A soft patch of colour, for cheeks and the shade of the eye sockets."""
    fineness = sheet.shape[1] / (2 * HALF_WIDTH)
    cx, cy = (x + HALF_WIDTH) * fineness, (y - TOP) * fineness
    w, h = rx * fineness, ry * fineness
    x0, x1 = max(0, int(cx - 2 * w)), min(sheet.shape[1], int(cx + 2 * w))
    y0, y1 = max(0, int(cy - 2 * h)), min(sheet.shape[0], int(cy + 2 * h))
    down, across = np.ogrid[y0:y1, x0:x1]
    share = strength * np.exp(-1.4 * (((across - cx) / w) ** 2 + ((down - cy) / h) ** 2))[..., None]
    part = sheet[y0:y1, x0:x1]
    part[:] = (part * (1 - share) + np.array(colour) * share).astype(np.uint8)


@lru_cache(maxsize=64)
def _bare(look: Look, rosiness: int, fineness: int) -> Sheet:
    """Skin with its cheeks, the same for many frames; `rosiness` is in twentieths."""
    size = (round((BOTTOM - TOP) * fineness), round(2 * HALF_WIDTH * fineness), 3)
    sheet = np.empty(size, np.uint8)
    sheet[:] = look.skin
    shade, rosy = _mixed(look.skin, (90, 40, 30), 0.45), 0.42 + 0.25 * rosiness / 20
    for side in (-1, 1):
        _glow(sheet, side * look.eye_x, look.eye_y - 0.05, 0.25, 0.18, shade, 0.30)
        _glow(sheet, side * (look.eye_x + 0.13), look.nose_y + 0.10, 0.24, 0.19, look.blush, rosy)
    _glow(sheet, 0, look.mouth_y + 0.17, 0.16, 0.06, shade, 0.30)
    if look.has_lines:
        _lines(sheet, look)
    return sheet


def _lines(sheet: Sheet, look: Look) -> None:
    """The lines of many years: across the forehead, beside the eyes, under them, and from nose to mouth."""
    shade, t = _mixed(look.skin, (80, 40, 30), 0.38), np.linspace(-1, 1, 21)
    thin = 0.003 + 0.011 * (1 - t**2)
    for up in (0.15, 0.22, 0.29):
        _stroke(sheet, np.stack([0.34 * t, look.brow_y - up + 0.03 * t**2], 1), thin, shade)
    for side in (-1, 1):
        corner = side * (look.eye_x + 1.08 * look.eye_width)
        for slope in (-0.5, 0.1, 0.7):
            along = 0.05 * (1 + t)
            _stroke(sheet, np.stack([corner + side * along, look.eye_y + slope * along], 1), 0.7 * thin, shade)
        bag = look.eye_y + look.eye_height * 1.15 + 0.03 * (1 - t**2)
        _stroke(sheet, np.stack([side * look.eye_x + 0.11 * t, bag], 1), thin, shade)
        down = (1 + t) / 2
        fold = side * (0.10 + 0.16 * down**0.8)
        height = look.nose_y + 0.03 + (look.mouth_y - look.nose_y) * down
        _stroke(sheet, np.stack([fold, height], 1), 1.3 * thin, shade)


def _eye(sheet: Sheet, look: Look, mien: Mien, side: int) -> None:
    x, y, w, h = side * look.eye_x, look.eye_y, look.eye_width, look.eye_height
    t = np.linspace(-1, 1, 25)
    shut = min(1.0, mien.blink + 0.30 * max(0.0, mien.gaze_y) + 0.16 * mien.smile + 0.34 * mien.cry)
    arch = (1 - t**2) ** 0.75
    # The inner corner sits a little lower than the outer one.
    tilt = -0.012 * side * t
    lower = y + tilt + h * 0.62 * arch * (1 - 0.35 * mien.smile)
    upper = y + tilt - h * arch * (1 - shut) + h * 0.55 * arch * shut
    rim = np.concatenate([np.stack([x + w * t, upper], 1), np.stack([x + w * t, lower], 1)[::-1]])
    if shut < 0.9:
        _eyeball(sheet, look, mien, rim, x, y)
    lash = np.stack([x + w * 1.04 * t, upper], 1)
    outer = 0.5 + 0.5 * side * t
    _stroke(sheet, lash, 0.014 + 0.018 * arch + 0.010 * outer, _mixed(look.brow, (20, 10, 10), 0.6))
    crease = np.stack([x + w * 1.02 * t, upper - 0.055 - 0.02 * arch * (1 - shut)], 1)[3:-3]
    _stroke(sheet, crease, 0.006 + 0.008 * arch[3:-3], _mixed(look.skin, (80, 35, 25), 0.5))
    under = np.stack([x + w * 0.9 * t, lower + 0.008], 1)[2:-2]
    _stroke(sheet, under, 0.004 + 0.010 * arch[2:-2], _mixed(look.skin, (80, 35, 25), 0.55))


def _eyeball(sheet: Sheet, look: Look, mien: Mien, rim: Points, x: float, y: float) -> None:
    patch, mask = sheet.copy(), np.zeros(sheet.shape[:2], np.uint8)
    _fill(mask, rim, 255)  # type: ignore[arg-type]  # OpenCV's own types are narrower than what it takes
    _fill(patch, rim, (247, 240, 232))
    gx, gy = x + GAZE[0] * look.eye_width * mien.gaze_x, y - 0.01 + GAZE[1] * look.eye_height * mien.gaze_y
    radius = look.eye_height * 0.86
    for share, colour in (
        (1.0, _mixed(look.iris, (15, 8, 5), 0.6)),
        (0.84, look.iris),
        (0.48, (22, 14, 12)),
    ):
        _disc(patch, gx, gy, radius * share, colour)
    _disc(patch, gx - 0.35 * radius, gy - 0.38 * radius, radius * 0.24, (255, 252, 245))
    _disc(patch, gx + 0.34 * radius, gy + 0.36 * radius, radius * 0.12, (230, 215, 205))
    x0, y0 = _at(sheet, rim.min(0)) // 16 - 3
    x1, y1 = _at(sheet, rim.max(0)) // 16 + 4
    cover = (mask[y0:y1, x0:x1, None] / 255.0).astype(np.float32)
    part = sheet[y0:y1, x0:x1]
    part[:] = (part * (1 - cover) + patch[y0:y1, x0:x1] * cover).astype(np.uint8)
    # The lid throws a little shade on the ball.
    lid = np.stack([rim[:25, 0], rim[:25, 1] + 0.012], 1)
    _stroke(sheet, lid, np.full(25, 0.02), (190, 165, 155)) if mien.blink < 0.2 else None


def _disc(sheet: Sheet, x: float, y: float, radius: float, colour: Colour) -> None:
    turn = np.linspace(0, 2 * np.pi, 33)[:-1]
    _fill(sheet, np.stack([x + radius * np.cos(turn), y + radius * np.sin(turn)], 1), colour)


def _brow(sheet: Sheet, look: Look, mien: Mien, side: int) -> None:
    t = np.linspace(-1, 1, 17) * side
    lift = 0.07 * mien.brows + 0.015 * mien.smile
    # Who cries draws the inner ends of the brows up and together.
    lift = lift + mien.cry * (0.055 * (0.3 - t))
    x = side * look.eye_x * 1.02 + look.eye_width * 1.12 * np.linspace(-1, 1, 17)
    y = look.brow_y - lift + 0.046 * (t + 0.02) ** 2 + 0.024 * t - 0.012 * mien.brows * (1 - t)
    width = look.brow_thickness * (1 - 0.55 * np.clip(t, 0, 1) ** 1.5) * (1 - 0.35 * np.clip(-t, 0, 1) ** 4)
    _stroke(sheet, np.stack([x, y], 1), width, look.brow)


def _glasses(sheet: Sheet, look: Look) -> None:
    """Dark round frames with a bridge, arms to the ears, and a little of the lamp in each lens."""
    turn = np.linspace(0, 2 * np.pi, 41)
    frame, y = (52, 40, 44), look.eye_y + 0.01
    radius = min(0.24, look.eye_x - 0.04)
    for side in (-1, 1):
        x = side * look.eye_x
        rim = np.stack([x + radius * np.cos(turn), y + 0.9 * radius * np.sin(turn)], 1)
        _stroke(sheet, rim, np.full(turn.size, 0.032), frame)
        arm = np.stack([side * np.linspace(look.eye_x + radius, 0.98, 9), np.linspace(y, y + 0.02, 9)], 1)
        _stroke(sheet, arm, np.full(9, 0.034), frame)
        _glow(sheet, x - 0.35 * radius, y - 0.40 * radius, 0.06, 0.03, (255, 250, 240), 0.55)
    bridge = np.stack([np.linspace(radius - look.eye_x, look.eye_x - radius, 9), np.full(9, y - 0.03)], 1)
    _stroke(sheet, bridge, np.full(9, 0.034), frame)


def _nose(sheet: Sheet, look: Look) -> None:
    shade = _mixed(look.skin, (95, 40, 30), 0.6)
    _glow(sheet, 0, look.nose_y + 0.075, 0.12, 0.03, shade, 0.55)
    for side in (-1, 1):
        _glow(sheet, side * 0.052, look.nose_y + 0.062, 0.03, 0.018, _mixed(look.skin, (60, 20, 15), 0.75), 0.8)


def _mouth(sheet: Sheet, look: Look, mien: Mien) -> None:
    wide = max(0.0, mien.smile - 0.2) / 0.8
    half = look.mouth_width * (1 + look.grin * wide - 0.28 * mien.round * mien.mouth)
    t = np.linspace(-1, 1, 25)
    arch = (1 - t**2) ** 0.8
    curl = 0.125 * mien.smile * (t**2 - 0.45) + 0.014 * (t**2 - 0.3) - 0.11 * mien.cry * (t**2 - 0.45)
    opening = 0.17 * mien.mouth + 0.035 * max(0.0, mien.smile - 0.55)
    upper = look.mouth_y - curl - 0.30 * opening * arch
    lower = look.mouth_y - curl + 0.70 * opening * arch
    bow = 1 - 0.25 * np.exp(-((t / 0.16) ** 2))
    top = upper - look.lip * 0.85 * arch * bow
    base = lower + look.lip * 1.15 * arch
    x = half * t

    def between(one: Points, other: Points) -> Points:
        return np.concatenate([np.stack([x, one], 1), np.stack([x, other], 1)[::-1]])

    _fill(sheet, between(top, upper + 0.006), _mixed(look.lips, (80, 20, 25), 0.18))
    _fill(sheet, between(lower - 0.006, base), look.lips)
    if opening > 0.012:
        _fill(sheet, between(upper, lower), (96, 32, 36))
        teeth = np.minimum(upper + 0.045 * arch, lower)
        _fill(sheet, between(upper, teeth), (246, 236, 226))
        tongue = np.maximum(lower - 0.35 * opening * arch**2, teeth)
        _fill(sheet, between(tongue, lower), (190, 92, 92))
    else:
        _stroke(
            sheet, np.stack([x, (upper + lower) / 2], 1), 0.008 + 0.012 * arch, _mixed(look.lips, (60, 15, 20), 0.65)
        )
    for side in (0, -1):
        _glow(sheet, float(x[side]) * 1.06, float(upper[side]), 0.035, 0.03, _mixed(look.skin, (90, 35, 30), 0.6), 0.6)
