"""Words on a card, and below a picture."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from vignette.footage.reel.planes import Glaze, Planes, Strength, colour, glaze_of, plain
from vignette.footage.reel.words import ROOM, Limits, Mask, laid_out, written

# As in web/styles/tokens.css, in the light of day.
PAPER, INK, ACCENT = colour("#f7f1e7"), colour("#2c2521"), colour("#9c4526")
WHITE, SHADE = colour("#fffaf3"), colour("#14100d")

_CARD_WIDTH, _CARD_HEIGHT = 0.78, 0.66
_CARD_LARGEST, _CARD_LEGIBLE, _CARD_LINES = 0.112, 0.062, 5
_CAPTION_WIDTH, _CAPTION_HEIGHT = 0.86, 0.5
_CAPTION_LARGEST, _CAPTION_LEGIBLE, _CAPTION_LINES = 0.075, 0.045, 3
_SAFE = 0.045
"""Of the picture's height, kept free below the words: televisions cut a little off."""
_DEEPEST = 0.66
_SHADE_ABOVE = 2.4
"""How far the shade reaches above the words, in sizes of type."""
_STROKE_LONG, _STROKE_WIDE, _STROKE_ABOVE = 1.1, 0.09, 0.5
"""Of the stroke above the words of a card, in sizes of type: length, thickness, and distance."""


def card(words: str, size: tuple[int, int]) -> Planes:
    """`words` in the middle of a plain, warm ground of `size`, width and height."""
    (width, height), short = size, min(size)
    block = laid_out(
        words,
        Limits(
            width=round(width * _CARD_WIDTH),
            height=round(height * _CARD_HEIGHT),
            largest=short * _CARD_LARGEST,
            legible=short * _CARD_LEGIBLE,
            most_lines=_CARD_LINES,
        ),
    )
    mask = written(block, width)
    top = max(0, (height - mask.shape[0]) // 4 * 2)
    sheet = plain(size, PAPER)
    sheet.glaze(glaze_of((INK, _strength(mask))), (slice(top, top + mask.shape[0]), slice(0, width)))
    _stroke(sheet, top + round((ROOM - _STROKE_ABOVE) * block.size), block.size)
    return sheet


def _stroke(sheet: Planes, top: int, size: int) -> None:
    """A short stroke in the middle."""
    half, thickness = 2 * round(_STROKE_LONG * size / 4), 2 * max(1, round(_STROKE_WIDE * size / 2))
    middle, top = sheet.size[0] // 4 * 2, max(0, top // 2 * 2)
    solid = np.ones((thickness, 2 * half), np.float32)
    sheet.glaze(glaze_of((ACCENT, solid)), (slice(top, top + thickness), slice(middle - half, middle + half)))


def captioned(picture: Planes, words: str) -> None:
    """Write `words` at the bottom of a picture, over a soft shade."""
    width, height = picture.size
    glaze = _caption(words, width, height)
    picture.glaze(glaze, (slice(height - glaze.rows, height), slice(0, width)))


@lru_cache(maxsize=4)
def _caption(words: str, width: int, height: int) -> Glaze:
    """The shade and the letters for the lowest rows of a picture."""
    short = min(width, height)
    block = laid_out(
        words,
        Limits(
            width=round(width * _CAPTION_WIDTH),
            height=round(height * _CAPTION_HEIGHT),
            largest=short * _CAPTION_LARGEST,
            legible=short * _CAPTION_LEGIBLE,
            most_lines=_CAPTION_LINES,
        ),
    )
    mask = written(block, width)
    room, below = round(ROOM * block.size), round(height * _SAFE)
    above = round(_SHADE_ABOVE * block.size)
    rows = min(height, 2 * ((above + block.height + below + 1) // 2))
    letters = np.zeros((rows, width), np.float32)
    bottom = min(rows, rows - below + room)
    letters[bottom - mask.shape[0] : bottom] = _strength(mask)
    rise = np.clip((np.arange(rows, dtype=np.float32) + 0.5) / (above + block.size / 2), 0, 1)
    shade = (_DEEPEST * rise * rise * (3 - 2 * rise)).astype(np.float32)
    return glaze_of((SHADE, np.repeat(shade[:, None], width, axis=1)), (WHITE, letters))


def _strength(mask: Mask) -> Strength:
    return (mask / 255).astype(np.float32)
