"""What every drawing stands on: its frame, its words, and the measures that they share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from vignette.exchange.markup import Markup, filled, together

_SVG = """<svg class="figure" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $width $height" role="img" \
aria-labelledby="$id-title $id-desc" font-family="inherit" font-size="13">
<title id="$id-title">$title</title>
<desc id="$id-desc">$desc</desc>
$drawing
</svg>"""
_TEXT = '<text x="$x" y="$y" text-anchor="$anchor" fill="var(--ink,#222)">$text</text>'
BAR = """<rect x="$x" y="$y" width="$width" height="$height" fill="var(--accent,#2b6cb0)"/>"""
RAIL = """<rect x="$x" y="$y" width="$width" height="$height" fill="var(--line,#e6e6e6)"/>"""
PIECE = """<rect x="$x" y="$y" width="$width" height="$height" fill="var(--accent,#2b6cb0)" fill-opacity="$shade"/>"""
LINE = """<path d="M$x $y H$until" stroke="var(--ink,#222)"/>"""

ROW, LABELS, EDGE, SIDE = 24, 170, 8, 40
TALL, FOOT = 140, 40
NAME = 24
"""Letters of a label that find room; the whole of it is in the description."""
DARKEST = 0.5
"""How opaque the fullest cell is: what is written in it can still be read, on a light page and on a dark one."""
NARROWEST = 600
_numbers = count(1)


def text(x: float, y: float, text: str, anchor: str = "start") -> Markup:
    return filled(_TEXT, x=x, y=y, anchor=anchor, text=text)


def short(text: str, letters: int = NAME) -> str:
    return text if len(text) <= letters else text[: letters - 1] + "…"


def svg(title: str, desc: str, width: float, height: float, drawing: Sequence[Markup]) -> Markup:
    """An id of its own for each drawing, so that several stand on one page, in which letters are equally large."""
    return filled(
        _SVG,
        width=max(width, NARROWEST),
        height=height,
        id=f"figure-{next(_numbers)}",
        title=title,
        desc=desc,
        drawing=together(drawing),
    )
