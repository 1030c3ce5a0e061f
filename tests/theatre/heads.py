"""Two heads, shaped from soft solids: who they are, and how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from .faces import HALF_WIDTH, TOP, Colour, Look, Mien, painted
from .solids import Direction, Floats, Solids, Window, lay, lit, local, relief, softened, turned

Row = tuple[float, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Head:
    """A head's look and shape, in units of about half its height; `cheek` rows rise when the mouth smiles."""

    look: Look
    hair_colour: Colour
    skull: tuple[Row, ...]
    cheeks: tuple[Row, ...]
    jaw: Row
    hair: Solids
    gloss: float


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a head is (pixels), how large its unit is (pixels), and how it is turned (degrees, as `FaceSeen`)."""

    x: float
    y: float
    unit: float
    yaw: float
    pitch: float
    roll: float


def draw(canvas: npt.NDArray[np.uint8], head: Head, pose: Pose, mien: Mien, lamp: Direction) -> None:
    """Draw the head into `canvas` (uint8 red, green, blue); `lamp` is the direction to the lamp: right, down, out."""
    size = (canvas.shape[1], canvas.shape[0])
    window = Window.around(pose.x, pose.y, pose.unit, (-1.35, -1.6, 1.35, 1.2), size)
    if window.is_empty:
        return
    x, y = window.grid()
    rotation = turned(pose.yaw, pose.pitch, pose.roll)
    skin = relief(_flesh(head, mien), rotation, x, y, pose.unit)
    hair = relief(head.hair, rotation, x, y, pose.unit)
    in_front = 1 / (1 + np.exp(np.clip(-0.55 * pose.unit * (hair.depth - skin.depth), -30, 30)))
    over = (hair.cover * (1 - skin.cover * (1 - in_front))).astype(np.float32)
    # Hair shades the skin next to it.
    shade = 1 - 0.30 * cv2.GaussianBlur(over, (0, 0), 0.07 * pose.unit)[..., None]
    depth = softened(skin, 0.045 * pose.unit)
    part, face = window.narrowed(skin.cover)
    if face.is_empty:
        return
    colour = _skin_colour(head, mien, rotation, x[part], y[part], depth[part], lamp, pose.unit)
    lay(canvas, face, shade[part] * colour, skin.cover[part])
    part, top = window.narrowed(over)
    shine = lit(softened(hair, 0.02 * pose.unit)[part], pose.unit, lamp, gloss=head.gloss)
    lay(canvas, top, shine * np.array(head.hair_colour, np.float32), over[part])


def _flesh(head: Head, mien: Mien) -> Solids:
    cheeks = [(x, y - 0.05 * mien.smile, z + 0.03 * mien.smile, *radii) for x, y, z, *radii in head.cheeks]
    x, y, z, *radii = head.jaw
    jaw = (x, y + 0.09 * mien.mouth, z, *radii)
    return Solids.of(*head.skull, *cheeks, jaw)


def _skin_colour(
    head: Head,
    mien: Mien,
    rotation: Floats,
    x: Floats,
    y: Floats,
    depth: Floats,
    lamp: Direction,
    unit: float,
) -> Floats:
    across, down, out = local(rotation, x, y, depth)
    fineness = 256 if unit > 64 else 128
    sheet = painted(head.look, mien, fineness)
    to_x = np.where(out > 0, (across + HALF_WIDTH) * fineness - 0.5, 0).astype(np.float32)
    to_y = np.where(out > 0, (down - TOP) * fineness - 0.5, 0).astype(np.float32)
    skin = cv2.remap(sheet, to_x, to_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    light = lit(depth, unit, lamp, gloss=0.05)
    # Where skin turns into shade it reddens a little, as light does under it.
    brightness = light.mean(axis=2, keepdims=True)
    redder = np.array([1.0, 0.93, 0.90], np.float32)
    tinge = 1 - (1 - redder) * np.clip(1.1 - brightness, 0, 1) * 1.2
    return np.asarray(skin * light * tinge, np.float32)


MOTHER = Head(
    look=Look(
        skin=(226, 166, 130),
        blush=(226, 118, 98),
        lips=(198, 98, 92),
        brow=(74, 46, 36),
        iris=(98, 62, 38),
        eye_x=0.285,
        eye_y=-0.01,
        eye_width=0.150,
        eye_height=0.098,
        brow_y=-0.235,
        brow_thickness=0.036,
        mouth_y=0.495,
        mouth_width=0.178,
        grin=0.95,
        lip=0.048,
        nose_y=0.235,
    ),
    hair_colour=(92, 58, 46),
    gloss=0.22,
    skull=(
        (0, -0.22, -0.10, 0.76, 0.80, 0.84),
        (0, 0.18, 0.04, 0.64, 0.74, 0.72),
        (0, 0.18, 0.56, 0.085, 0.10, 0.33),
        (0, 0.04, 0.54, 0.075, 0.24, 0.24),
        (-0.70, 0.10, -0.05, 0.10, 0.18, 0.14),
        (0.70, 0.10, -0.05, 0.10, 0.18, 0.14),
    ),
    cheeks=((-0.30, 0.26, 0.30, 0.30, 0.30, 0.32), (0.30, 0.26, 0.30, 0.30, 0.30, 0.32)),
    jaw=(0, 0.66, 0.34, 0.30, 0.24, 0.27),
    hair=Solids.of(
        (0, -0.33, -0.17, 0.82, 0.83, 0.84),
        (-0.36, -0.60, 0.10, 0.42, 0.28, 0.52),
        (0.22, -0.64, 0.12, 0.54, 0.27, 0.51),
        (-0.66, -0.14, -0.06, 0.14, 0.38, 0.30),
        (0.66, -0.14, -0.06, 0.14, 0.38, 0.30),
        (0, 0.08, -0.46, 0.66, 0.54, 0.46),
        (0.05, -1.10, -0.40, 0.33, 0.30, 0.33),
        melt=6.0,
    ),
)

CHILD = Head(
    look=replace(
        MOTHER.look,
        skin=(234, 176, 140),
        blush=(238, 126, 106),
        lips=(206, 106, 100),
        brow=(104, 66, 48),
        iris=(90, 54, 32),
        eye_x=0.300,
        eye_y=0.10,
        eye_width=0.155,
        eye_height=0.125,
        brow_y=-0.150,
        brow_thickness=0.032,
        mouth_y=0.530,
        mouth_width=0.140,
        grin=1.3,
        lip=0.042,
        nose_y=0.305,
    ),
    hair_colour=(116, 74, 52),
    gloss=0.10,
    skull=(
        (0, -0.18, -0.08, 0.80, 0.82, 0.84),
        (0, 0.22, 0.06, 0.70, 0.66, 0.70),
        (0, 0.28, 0.58, 0.080, 0.080, 0.27),
        (-0.76, 0.18, -0.05, 0.11, 0.17, 0.13),
        (0.76, 0.18, -0.05, 0.11, 0.17, 0.13),
    ),
    cheeks=((-0.34, 0.38, 0.30, 0.32, 0.28, 0.32), (0.34, 0.38, 0.30, 0.32, 0.28, 0.32)),
    jaw=(0, 0.66, 0.36, 0.26, 0.20, 0.25),
    # Curls would be prettier, but face detectors take a head of curls for a second face.
    hair=Solids.of(
        (0, -0.33, -0.14, 0.845, 0.80, 0.87),
        (-0.68, -0.12, -0.06, 0.15, 0.36, 0.30),
        (0.68, -0.12, -0.06, 0.15, 0.36, 0.30),
        (-0.26, -0.52, 0.24, 0.46, 0.26, 0.52),
        (0.30, -0.54, 0.22, 0.48, 0.26, 0.52),
        (-0.66, -0.98, -0.20, 0.30, 0.29, 0.30),
        (0.66, -0.98, -0.20, 0.30, 0.29, 0.30),
        melt=6.0,
    ),
)
