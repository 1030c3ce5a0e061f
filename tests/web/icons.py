"""Draws the icons of the installed page from the mark: `python -m tests.web.icons` writes them."""

import re
from pathlib import Path

from PIL import Image, ImageDraw

SITE = Path(__file__).parents[2] / "src" / "vignette" / "web" / "static" / "site"
SIZES = (192, 512)
PAPER = "#f7f1e7"
# Phones cut icons to a circle of four fifths of their width; the mark stays well inside it.
SHARE = 0.8
FINER = 4

_CIRCLE = re.compile(r'<circle cx="(\d+)" cy="(\d+)" r="(\d+)" fill="(#\w+)"(?: fill-opacity="([\d.]+)")?/>')


def icon(size: int) -> Image.Image:
    """The mark on paper, `size` pixels wide and high."""
    whole = size * FINER
    drawn = Image.new("RGB", (whole, whole), PAPER)
    for x, y, radius, colour, opacity in _CIRCLE.findall((SITE / "mark.svg").read_text()):
        mask = Image.new("L", drawn.size)
        ImageDraw.Draw(mask).ellipse(_box(int(x), int(y), int(radius), whole), fill=round(255 * float(opacity or 1)))
        drawn.paste(Image.new("RGB", drawn.size, colour), mask=mask)
    return drawn.resize((size, size), Image.Resampling.LANCZOS)


def _box(x: int, y: int, radius: int, whole: int) -> tuple[float, float, float, float]:
    """Where a circle of the mark, which is 32 wide with its middle at (16, 15.5), lies in the picture."""
    unit = SHARE * whole / 32
    left, top = whole / 2 + (x - 16) * unit, whole / 2 + (y - 15.5) * unit
    reach = radius * unit
    return left - reach, top - reach, left + reach, top + reach


if __name__ == "__main__":
    for each in SIZES:
        icon(each).save(SITE / f"icon-{each}.png", optimize=True)
