"""Pictures as planes of numbers: light, and two of colour at half the size, in the colours of BT.709."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from av import VideoFrame

from vignette.footage.written import PIXEL_FORMAT

Plane = npt.NDArray[np.uint8]
Strength = npt.NDArray[np.float32]
"""How strongly each pixel is painted, 0 to 1."""
Place = tuple[slice, slice]
"""Rows and columns of a picture, each from an even one up to an even one."""

_BT709 = 1
_LIMITED = 1
_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722


@dataclass(frozen=True, eq=False, slots=True)
class Colour:
    """A colour as the three planes count it."""

    light: float
    blue: float
    red: float


@dataclass(frozen=True, eq=False, slots=True)
class Glaze:
    """Colours to be laid over a picture: for each plane how much of it is kept, and what is added, half a step more."""

    kept: tuple[Strength, Strength, Strength]
    added: tuple[Strength, Strength, Strength]

    @property
    def rows(self) -> int:
        return int(self.kept[0].shape[0])


@dataclass(frozen=True, eq=False, slots=True)
class Planes:
    """The planes of one picture, each of shape (rows, columns); they can be painted on."""

    light: Plane
    blue: Plane
    red: Plane

    @property
    def size(self) -> tuple[int, int]:
        height, width = self.light.shape
        return width, height

    def cut(self, place: Place) -> Planes:
        """The part at `place`, sharing its numbers."""
        return Planes(*(plane[part] for plane, part in self._each(place)))

    def lay(self, other: Planes, place: Place) -> None:
        """Lay `other`, which is as large as `place`, over what is there."""
        for (plane, part), fresh in zip(self._each(place), (other.light, other.blue, other.red), strict=True):
            plane[part] = fresh

    def glaze(self, glaze: Glaze, place: Place) -> None:
        """Lay a glaze, which is as large as `place`, over what is there."""
        for (plane, part), kept, added in zip(self._each(place), glaze.kept, glaze.added, strict=True):
            plane[part] = (plane[part] * kept + added).astype(np.uint8)

    def _each(self, place: Place) -> Iterator[tuple[Plane, Place]]:
        rows, columns = place
        half = slice(rows.start // 2, rows.stop // 2), slice(columns.start // 2, columns.stop // 2)
        return iter(((self.light, place), (self.blue, half), (self.red, half)))


def colour(hexadecimal: str) -> Colour:
    """The colour that a style sheet writes so: #rrggbb."""
    red, green, blue = (int(hexadecimal[place : place + 2], 16) / 255 for place in (1, 3, 5))
    light = _RED * red + _GREEN * green + _BLUE * blue
    return Colour(
        light=16 + 219 * light,
        blue=128 + 224 * (blue - light) / (2 - 2 * _BLUE),
        red=128 + 224 * (red - light) / (2 - 2 * _RED),
    )


def glaze_of(*layers: tuple[Colour, Strength]) -> Glaze:
    """The `layers` one upon the other, each a colour and its strength."""
    halves = [(its, halved(strength)) for its, strength in layers]
    light = _laid([(its.light, strength) for its, strength in layers])
    blue = _laid([(its.blue, strength) for its, strength in halves])
    red = _laid([(its.red, strength) for its, strength in halves])
    return Glaze((light[0], blue[0], red[0]), (light[1], blue[1], red[1]))


def plain(size: tuple[int, int], its: Colour) -> Planes:
    """A picture of `size`, width and height, in one colour."""
    width, height = size
    half = height // 2, width // 2
    return Planes(_filled((height, width), its.light), _filled(half, its.blue), _filled(half, its.red))


def planes_of(frame: VideoFrame) -> Planes:
    """The planes of a frame of even size, as a copy that can be painted on."""
    width, height = frame.width, frame.height
    numbers = frame.to_ndarray().astype(np.uint8, copy=False).ravel()
    light, half = width * height, (height // 2, width // 2)
    quarter = light // 4
    return Planes(
        numbers[:light].reshape(height, width),
        numbers[light : light + quarter].reshape(half),
        numbers[light + quarter :].reshape(half),
    )


def frame_of(planes: Planes) -> VideoFrame:
    width, height = planes.size
    numbers = np.concatenate([plane.ravel() for plane in (planes.light, planes.blue, planes.red)])
    frame = VideoFrame.from_ndarray(numbers.reshape(height * 3 // 2, width), format=PIXEL_FORMAT)
    frame.colorspace, frame.color_range = _BT709, _LIMITED
    return frame


def halved(strength: Strength) -> Strength:
    """The mean of every two by two."""
    height, width = strength.shape
    means: Strength = strength.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3), dtype=np.float32)
    return means


def _laid(layers: Sequence[tuple[float, Strength]]) -> tuple[Strength, Strength]:
    kept, added = np.ones_like(layers[0][1]), np.zeros_like(layers[0][1])
    for value, strength in layers:
        kept, added = kept * (1 - strength), added * (1 - strength) + np.float32(value) * strength
    return kept, added + np.float32(0.5)


def _filled(shape: tuple[int, int], value: float) -> Plane:
    return np.full(shape, round(value), np.uint8)
