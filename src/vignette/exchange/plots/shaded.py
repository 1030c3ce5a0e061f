"""A shaded table of what leads to what."""

from __future__ import annotations

from collections.abc import Sequence

from vignette.exchange.markup import Markup, filled
from vignette.exchange.plots.canvas import DARKEST, EDGE, LABELS, SIDE, short, svg, text

_UPRIGHT = """<text transform="translate($x $y) rotate(-60)" text-anchor="start" fill="var(--ink,#222)">$text</text>"""
_CELL = """<rect x="$x" y="$y" width="$side" height="$side" fill="var(--accent,#2b6cb0)" fill-opacity="$shade" \
stroke="var(--line,#e6e6e6)"/>
<text x="$middle" y="$base" text-anchor="middle" fill="var(--ink,#222)">$text</text>"""

HEAD = 110


def shaded(
    title: str,
    labels: Sequence[str],
    across: Sequence[str],
    counts: Sequence[Sequence[int]],
    shades: Sequence[Sequence[float | None]],
) -> Markup:
    """What leads to what: from the row, one of `labels`, to the column, one of `across`.

    `shades` are 0 to 1, None where that is not defined.
    """
    drawing = [
        text(LABELS - EDGE, HEAD + place * SIDE + SIDE / 2 + 5, short(label), "end")
        for place, label in enumerate(labels)
    ]
    drawing += [
        filled(_UPRIGHT, x=LABELS + place * SIDE + SIDE / 2 + 5, y=HEAD - EDGE, text=short(label, 14))
        for place, label in enumerate(across)
    ]
    told = []
    for row, given in enumerate(labels):
        for column, target in enumerate(across):
            shade, number = shades[row][column], counts[row][column]
            drawing.append(_cell(row, column, number, shade or 0.0))
            if number:
                part = "" if shade is None else f" ({shade:.0%})"
                told.append(f"{given} to {target}: {number}{part}")
    desc = "; ".join(told) or "Nothing follows anything."
    size = (LABELS + SIDE * len(across) + EDGE + 60, HEAD + SIDE * len(labels) + EDGE)
    return svg(title, desc, *size, drawing)


def _cell(row: int, column: int, number: int, shade: float) -> Markup:
    x, y = LABELS + column * SIDE, HEAD + row * SIDE
    return filled(
        _CELL,
        x=x,
        y=y,
        side=SIDE,
        shade=f"{DARKEST * min(max(shade, 0), 1):.2f}",
        middle=x + SIDE / 2,
        base=y + SIDE / 2 + 5,
        text=number or "",
    )
