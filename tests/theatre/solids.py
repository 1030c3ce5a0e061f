"""Soft solids: ellipsoids melted into each other and lit, so that a head or a jumper is a list of numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Direction = tuple[float, float, float]

LAMP = np.array([255, 226, 182], np.float32) / 255
"""Colour of the lamp over the table, which lights everyone from the middle."""

DUSK = np.array([196, 186, 222], np.float32) / 255
"""Colour of what comes in by the window."""


@dataclass(frozen=True, eq=False, slots=True)
class Solids:
    """Ellipsoids in their owner's own axes: x to the owner's left, y down, z out of the face.

    `centres` and `radii` are float32, shape (n, 3); `melt` is how sharply neighbours join (per unit of depth).
    """

    centres: Floats
    radii: Floats
    melt: float = 14.0

    @classmethod
    def of(cls, *rows: tuple[float, ...], melt: float = 14.0) -> Solids:
        """Each row is x, y, z, then the three radii."""
        table = np.array(rows, np.float32)
        return cls(table[:, :3], table[:, 3:], melt)


@dataclass(frozen=True, eq=False, slots=True)
class Relief:
    """What is seen of some solids: all float32, shape (height, width).

    `depth` is in units towards the eye; `cover` is 0 to 1, the share of the pixel that is covered.
    """

    depth: Floats
    cover: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Window:
    """The part of the picture looked at: pixel columns and rows, and where the owner's origin and unit lie in it."""

    left: int
    top: int
    width: int
    height: int
    x: float
    y: float
    unit: float

    @classmethod
    def around(
        cls, x: float, y: float, unit: float, reach: tuple[float, float, float, float], size: tuple[int, int]
    ) -> Window:
        """`reach` is left, top, right, bottom in units from the origin; `size` the picture's width and height."""
        left, top = max(0, int(x + reach[0] * unit)), max(0, int(y + reach[1] * unit))
        right, bottom = min(size[0], int(x + reach[2] * unit) + 1), min(size[1], int(y + reach[3] * unit) + 1)
        return cls(left, top, right - left, bottom - top, x, y, unit)

    @property
    def is_empty(self) -> bool:
        """Whether nothing, or next to nothing, of it lies in the picture."""
        return self.width < 4 or self.height < 4

    def moved(self, right: int, size: tuple[int, int]) -> tuple[slice, Window]:
        """This window `right` pixels aside, as far as it lies in a picture of `size`; before it, which columns do."""
        left, end = max(0, self.left + right), min(size[0], self.left + right + self.width)
        first = left - self.left - right
        width = max(0, end - left)
        return slice(first, first + width), replace(self, left=left, width=width, x=self.x + right)

    def narrowed(self, cover: Floats) -> tuple[tuple[slice, slice], Window]:
        """The part of this window in which `cover` (of its shape) is more than nothing, two pixels around it kept."""
        rows, columns = (np.flatnonzero(cover.any(axis=axis)) for axis in (1, 0))
        if not rows.size:
            return (slice(0, 0), slice(0, 0)), replace(self, width=0, height=0)
        top, bottom = max(0, int(rows[0]) - 2), min(self.height, int(rows[-1]) + 3)
        left, right = max(0, int(columns[0]) - 2), min(self.width, int(columns[-1]) + 3)
        part = slice(top, bottom), slice(left, right)
        return part, replace(self, left=self.left + left, top=self.top + top, width=right - left, height=bottom - top)

    @property
    def part(self) -> tuple[slice, slice]:
        return slice(self.top, self.top + self.height), slice(self.left, self.left + self.width)

    def grid(self) -> tuple[Floats, Floats]:
        """Units right of and below the origin for each pixel's middle."""
        across = (np.arange(self.left, self.left + self.width, dtype=np.float32) + 0.5 - self.x) / self.unit
        down = (np.arange(self.top, self.top + self.height, dtype=np.float32) + 0.5 - self.y) / self.unit
        x, y = np.meshgrid(across, down)
        return x.astype(np.float32), y.astype(np.float32)


def turned(yaw: float, pitch: float = 0.0, roll: float = 0.0) -> Floats:
    """The rotation from the owner's axes to the eye's; degrees, with the signs of `FaceSeen`."""
    a, b, c = np.radians([yaw, pitch, roll])
    about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    about_z = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return np.asarray(about_z @ about_y @ about_x, np.float32)


def relief(solids: Solids, rotation: Floats, x: Floats, y: Floats, unit: float) -> Relief:
    """Where parallel rays through the pixels at `x`, `y` (units) first meet the solids; `unit` is pixels a unit.

    Solids may reach 1.5 units towards and away from the eye.
    """
    across, down = x[0], y[:, 0]
    weight, total, cover = (np.zeros(x.shape, np.float32) for _ in range(3))
    for centre, radii in zip(solids.centres, solids.radii, strict=True):
        middle, reach = rotation @ centre, np.sqrt((rotation * radii) ** 2 @ np.ones(3, np.float32)) + 2 / unit
        left, right = np.searchsorted(across, (middle[0] - reach[0], middle[0] + reach[0]))
        top, bottom = np.searchsorted(down, (middle[1] - reach[1], middle[1] + reach[1]))
        if left < right and top < bottom:
            part = slice(top, bottom), slice(left, right)
            root, depth, covers = _ellipsoid(
                rotation / radii, -centre / radii, across[left:right], down[top:bottom], unit
            )
            share = root * np.exp(solids.melt * depth)
            weight[part] += share
            total[part] += share * depth
            np.maximum(cover[part], covers, out=cover[part])
    return Relief(np.where(weight > 1e-20, total / np.maximum(weight, 1e-20), -9).astype(np.float32), cover)


def _ellipsoid(
    axes: Floats, middle: Floats, across: Floats, down: Floats, unit: float
) -> tuple[Floats, Floats, Floats]:
    """How far inside the outline each pixel is (0 outside), the depth there, and the cover.

    `axes` are the eye's right, down and out in the ellipsoid's own axes, each over its radius, as is `middle`.
    """
    (xx, xy, xz, xm), (_, yy, yz, ym), (_, _, zz, zm) = np.column_stack([axes @ axes.T, axes @ middle])
    a, b, c = xz * xz - zz * xx, 2 * (xz * yz - zz * xy), yz * yz - zz * yy
    d, e, f = 2 * (xz * zm - zz * xm), 2 * (yz * zm - zz * ym), zm * zm - zz * (middle @ middle - 1)
    x, y = across[None, :], down[:, None]
    inside = (a * x + d) * x + f + ((c * y + e) * y) + (b * y) * x
    steep = np.hypot(2 * a * x + d + b * y, b * x + (2 * c * y + e))
    root = np.sqrt(np.maximum(inside, 0))
    depth = (root - xz * x - (yz * y + zm)) / zz
    return root, depth, np.clip(0.5 + unit * inside / (steep + 1e-6), 0, 1)


def local(rotation: Floats, x: Floats, y: Floats, depth: Floats) -> tuple[Floats, Floats, Floats]:
    """The owner's own coordinates of the surface points seen."""
    across, down, out = (rotation[0, i] * x + rotation[1, i] * y + rotation[2, i] * depth for i in range(3))
    return across, down, out


def softened(seen: Relief, sigma: float) -> Floats:
    """The depth with its creases smoothed away over `sigma` pixels, never mixing in what lies outside the solids."""
    share = np.maximum((seen.cover > 0.5).astype(np.float32), 1e-6)
    total = cv2.GaussianBlur(seen.depth * share, (0, 0), sigma)
    return (total / np.maximum(cv2.GaussianBlur(share, (0, 0), sigma), 1e-6)).astype(np.float32)


def lit(depth: Floats, unit: float, lamp: Direction, *, gloss: float = 0.0) -> Floats:
    """Light on the surface, float32 (height, width, 3); `lamp` is the direction towards the lamp: right, down, out."""
    across = cv2.Sobel(depth, cv2.CV_32F, 1, 0, scale=unit / 8)
    down = cv2.Sobel(depth, cv2.CV_32F, 0, 1, scale=unit / 8)
    length = np.sqrt(across**2 + down**2 + 1)
    direction = np.array(lamp, np.float32) / np.linalg.norm(lamp)
    facing = (-across * direction[0] - down * direction[1] + direction[2]) / length
    # Light wraps round soft things: no hard edge between the lit and the shaded side.
    warm = np.clip((facing + 0.6) / 1.6, 0, 1) ** 1.3
    cool = np.clip(0.5 + 0.5 * (across * direction[0] - down * 0.2) / length, 0, 1)
    light = 0.70 * warm[..., None] * LAMP + (0.49 + 0.12 * cool[..., None]) * DUSK
    if gloss:
        light = light + gloss * np.clip(facing, 0, 1)[..., None] ** 14 * LAMP
    return np.asarray(light, np.float32)


def lay(canvas: npt.NDArray[np.uint8], window: Window, colour: Floats, cover: Floats) -> None:
    """Paint `colour` (0 to 255) over the window's part of the picture where it covers."""
    there = canvas[window.part]
    share = cover[..., None]
    there[:] = np.clip(there * (1 - share) + colour * share + 0.5, 0, 255).astype(np.uint8)
