"""Bars of a time budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vignette.exchange.markup import Markup, filled
from vignette.exchange.plots.canvas import BAR, EDGE, LABELS, RAIL, ROW, short, svg, text

BARS, NUMBERS = 320, 110


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` is 0 to 1, or None where it is not defined; `told` is its number as people read it, or the reason."""

    label: str
    share: float | None
    told: str


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """One bar a row along a rail that is the whole, as for a time budget; just the words where there is no share."""
    drawing: list[Markup] = []
    for place, row in enumerate(rows):
        top = EDGE + place * ROW
        base = top + ROW - 9
        drawing.append(text(LABELS - EDGE, base, short(row.label), "end"))
        if row.share is not None:
            drawing.append(filled(RAIL, x=LABELS, y=top + 4, width=BARS, height=ROW - 8))
            wide = BARS * min(max(row.share, 0), 1)
            drawing.append(filled(BAR, x=LABELS, y=top + 4, width=f"{wide:.1f}", height=ROW - 8))
        left = LABELS if row.share is None else LABELS + BARS + EDGE
        drawing.append(text(left, base, row.told))
    desc = "; ".join(f"{row.label}: {row.told}" for row in rows) or "Nothing was coded."
    return svg(title, desc, LABELS + BARS + NUMBERS, 2 * EDGE + ROW * len(rows), drawing)
