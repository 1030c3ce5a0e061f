"""Somebody who is not to be seen: painted over with what lies around, so that nothing below goes into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

import numpy as np
import numpy.typing as npt
from PIL import Image

from vignette.domain.showing import Box, Cover
from vignette.domain.span import Span
from vignette.footage.reel.planes import Plane, Planes

Numbers = npt.NDArray[np.float32]

CELLS = 6
"""Along each side of a box: all that its paint knows of what lies around."""

_MARGIN = 8
"""Pixels around a box that are covered like the box: decoding and scaling smear a picture a little."""
_GROWN, _FEATHER = 0.04, 0.10
_NOTHING_AROUND = 110.0


@dataclass(frozen=True, slots=True)
class Patch:
    """Pixels from `left`, `top` up to `right`, `bottom`, all even; `feather` of them fade at each side."""

    left: int
    top: int
    right: int
    bottom: int
    feather: int

    def scaled(self, by: int) -> Patch:
        return Patch(self.left // by, self.top // by, self.right // by, self.bottom // by, max(1, self.feather // by))

    def within(self, plane: npt.NDArray[np.generic]) -> tuple[slice, slice]:
        height, width = plane.shape
        return slice(max(0, self.top), min(height, self.bottom)), slice(max(0, self.left), min(width, self.right))


def cover(picture: Planes, covers: Iterable[Cover], span: Span) -> None:
    """Paint over all that lies below `covers` while the picture is showing, which it is for `span` of film time."""
    patches = [_patch(_reach(each, span), picture.size) for each in covers]
    for plane, by in ((picture.light, 1), (picture.blue, 2), (picture.red, 2)):
        _cover(plane, [patch.scaled(by) for patch in patches])


def _reach(its: Cover, span: Span) -> Box:
    """The smallest box around all the places that a cover takes in `span`."""
    between = [key.box for key in its.keys if span.holds(key.at)]
    boxes = [its.at(span.start), its.at(span.end), *between]
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.left + box.width for box in boxes), max(box.top + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _patch(box: Box, size: tuple[int, int]) -> Patch:
    """The box with a margin that is covered as well; the sides that fade lie outside that."""
    width, height = size
    around = _MARGIN + _GROWN * max(box.width * width, box.height * height)
    return Patch(
        left=_even(box.left * width - around, floor),
        top=_even(box.top * height - around, floor),
        right=_even((box.left + box.width) * width + around, ceil),
        bottom=_even((box.top + box.height) * height + around, ceil),
        feather=_even(_MARGIN + _FEATHER * min(box.width * width, box.height * height), ceil),
    )


def _even(at: float, towards: Callable[[float], int]) -> int:
    return 2 * towards(at / 2)


def _cover(plane: Plane, patches: Sequence[Patch]) -> None:
    free = np.ones(plane.shape, np.float32)
    for patch in patches:
        free[patch.within(plane)] = 0
    for patch in patches:
        _lay(plane, _smooth(_cells(plane, free, patch), patch), patch)


def _cells(plane: Plane, free: Numbers, patch: Patch) -> Numbers:
    """What lies around, drawn inwards: cells nearer to one side take more after it."""
    rows, columns = (patch.top, patch.bottom), (patch.left, patch.right)
    above, below = (patch.top - patch.feather, patch.top), (patch.bottom, patch.bottom + patch.feather)
    before, behind = (patch.left - patch.feather, patch.left), (patch.right, patch.right + patch.feather)
    sides = [
        _side(plane, free, above, columns, is_upright=False),
        _side(plane, free, below, columns, is_upright=False),
        _side(plane.T, free.T, before, rows, is_upright=True),
        _side(plane.T, free.T, behind, rows, is_upright=True),
    ]
    near = 1 / ((np.arange(CELLS, dtype=np.float32) + 0.5) / CELLS) ** 2
    down, across = near[:, None], near[None, :]
    pulls = [pull * known for pull, (_, known) in zip((down, down[::-1], across, across[:, ::-1]), sides, strict=True)]
    total = np.sum(np.broadcast_arrays(*pulls), axis=0)
    drawn = np.sum(np.broadcast_arrays(*(pull * side[0] for pull, side in zip(pulls, sides, strict=True))), axis=0)
    usual = float(drawn.sum() / total.sum()) if total.any() else _NOTHING_AROUND
    return np.where(total > 0, drawn / np.maximum(total, 1e-9), usual).astype(np.float32)


def _side(
    plane: Plane, free: Numbers, across: tuple[int, int], along: tuple[int, int], *, is_upright: bool
) -> tuple[Numbers, Numbers]:
    """The mean beside each cell of one side, and 1 where anything is there to be seen, else 0."""
    rows = slice(max(0, across[0]), max(0, across[1]))
    edges = np.linspace(*along, CELLS + 1).round().astype(int)
    means, known = np.zeros(CELLS, np.float32), np.zeros(CELLS, np.float32)
    for cell, (start, end) in enumerate(pairwise(edges.tolist())):
        place = rows, slice(max(0, start), max(0, end))
        seen = free[place]
        if weight := float(seen.sum()):
            means[cell], known[cell] = float((plane[place] * seen).sum()) / weight, 1
    return (means[:, None], known[:, None]) if is_upright else (means[None, :], known[None, :])


def _smooth(cells: Numbers, patch: Patch) -> Numbers:
    """The cells as a soft picture as large as the patch with the sides that fade."""
    width, height = patch.right - patch.left + 2 * patch.feather, patch.bottom - patch.top + 2 * patch.feather
    return np.asarray(Image.fromarray(cells).resize((width, height), Image.Resampling.BICUBIC))


def _lay(plane: Plane, paint: Numbers, patch: Patch) -> None:
    fade = patch.feather
    grown = Patch(patch.left - fade, patch.top - fade, patch.right + fade, patch.bottom + fade, 0)
    rows, columns = grown.within(plane)
    strength = _rise(paint.shape[0], fade)[:, None] * _rise(paint.shape[1], fade)[None, :]
    shown = (
        slice(rows.start - grown.top, rows.stop - grown.top),
        slice(columns.start - grown.left, columns.stop - grown.left),
    )
    its, below = strength[shown], plane[rows, columns]
    plane[rows, columns] = np.clip(np.round(below * (1 - its) + paint[shown] * its), 0, 255)


def _rise(length: int, fade: int) -> Numbers:
    """From 0 up to 1 within `fade`, and down again at the other end."""
    place = np.arange(length, dtype=np.float32)
    share = np.clip((np.minimum(place, length - 1 - place) + 0.5) / fade, 0, 1)
    return (share * share * (3 - 2 * share)).astype(np.float32)
