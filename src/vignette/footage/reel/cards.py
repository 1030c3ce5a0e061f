"""Words on a card, and below a picture."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from vignette.footage.reel.planes import Planes, colour, plain
from vignette.footage.reel.words import ROOM, Limits, Mask, laid_out, written

Strength = npt.NDArray[np.float32]

# As in web/static/site/tokens.css, in the light of day.
PAPER, INK, ACCENT = colour("#f7f1e7"), colour("#2c2521"), colour("#9c4526")
WHITE, SHADE = colour("#fffaf3"), colour("#14100d")

_CARD_WIDTH, _CARD_HEIGHT = 0.78, 0.66
_CARD_LARGEST, _CARD_LEGIBLE, _CARD_LINES = 0.112, 0.062, 5
_CAPTION_WIDTH, _CAPTION_HEIGHT = 0.86, 0.5
_CAPTION_LARGEST, _CAPTION_LEGIBLE, _CAPTION_LINES = 0.075, 0.045, 3
_SAFE = 0.045
"""Of the picture's height, kept free below the words: televisions cut a little off."""
_DEEPEST = 0.7
_SHADE_ABOVE = 1.1
"""How far the shade reaches above the words, in sizes of type."""


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
    sheet.paint(INK, _strength(mask), (slice(top, top + mask.shape[0]), slice(0, width)))
    return sheet


def captioned(picture: Planes, words: str) -> None:
    """Write `words` at the bottom of a picture, over a soft shade."""
    width, height = picture.size
    shade, letters = _caption(words, width, height)
    place = slice(height - shade.shape[0], height), slice(0, width)
    picture.paint(SHADE, shade, place)
    picture.paint(WHITE, letters, place)


@lru_cache(maxsize=4)
def _caption(words: str, width: int, height: int) -> tuple[Strength, Strength]:
    """How strongly the shade and the letters are painted onto the lowest rows of a picture."""
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
    rise = np.clip((np.arange(rows, dtype=np.float32) + 0.5) / (above + block.size), 0, 1)
    shade = (_DEEPEST * rise * rise * (3 - 2 * rise)).astype(np.float32)
    return np.repeat(shade[:, None], width, axis=1), letters


def _strength(mask: Mask) -> Strength:
    return (mask / 255).astype(np.float32)
