"""Whether a place in a picture still looks like what was to be followed: in its forms, and in its colours."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import cv2
import numpy as np
import numpy.typing as npt

from vignette.domain.showing import Box

ALIKE_IN_FORM = 0.58
"""How well forms have to agree, 1 for the same picture: faces that turn stay above 0.7, jumping bodies above 0.6."""
ALIKE_IN_COLOUR = 0.8
"""How much of the colours has to be the same, 1 for all: whoever is followed stays above 0.9, most others do not."""
LEARNING = 0.3
"""How much is believed of what it looks like now."""

FLAT = 5.0
"""Grey levels of difference within a place; one with less has no forms to tell it by."""

_SIDE = 24
_BINS = (6, 20, 20)
"""Of lightness, and of the two colours of the Lab space."""
_RANGES = (0, 256, 0, 256, 0, 256)

Numbers = npt.NDArray[np.float32]
Pixels = npt.NDArray[np.uint8]


class Likeness:
    """Remembers what it looked like at first and what it has come to look like."""

    def __init__(self, pixels: Pixels, box: Box) -> None:
        self._first = self._now = _looks(_cut(pixels, box))

    def holds(self, pixels: Pixels, box: Box) -> bool:
        """Whether what is in `box` now looks like it; what does is learnt from."""
        seen = _looks(_cut(pixels, box))
        form = max(_form(seen, self._now), _form(seen, self._first))
        colour = max(_colour(seen, self._now), _colour(seen, self._first))
        is_alike = form >= ALIKE_IN_FORM and colour >= ALIKE_IN_COLOUR
        if is_alike:
            self._now = tuple(before + (now - before) * LEARNING for before, now in zip(self._now, seen, strict=True))
        return is_alike


def _cut(pixels: Pixels, box: Box) -> Pixels:
    height, width = pixels.shape[:2]
    left, top = min(int(box.left * width), width - 2), min(int(box.top * height), height - 2)
    right, bottom = round((box.left + box.width) * width), round((box.top + box.height) * height)
    return pixels[top : max(top + 2, bottom), left : max(left + 2, right)]


def _looks(place: Pixels) -> tuple[Numbers, ...]:
    """Its forms in grey, shape (24, 24), and how often each colour is in it."""
    small = cv2.resize(place, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.float32)
    found = cv2.calcHist([cv2.cvtColor(place, cv2.COLOR_RGB2LAB)], [0, 1, 2], None, _BINS, _RANGES)
    colours = np.asarray(found, np.float32)
    return grey - grey.mean(), colours / max(1.0, float(colours.sum()))


def _form(one: Sequence[Numbers], other: Sequence[Numbers]) -> float:
    sizes = [sqrt(float((each[0] ** 2).sum())) for each in (one, other)]
    if max(sizes) < FLAT * _SIDE:
        return 1.0
    return float((one[0] * other[0]).sum()) / max(1.0, sizes[0] * sizes[1])


def _colour(one: Sequence[Numbers], other: Sequence[Numbers]) -> float:
    return float(np.sqrt(one[1] * other[1]).sum())
