"""Columns: a histogram of latencies, and what is observed against what chance would give."""

from __future__ import annotations

from collections.abc import Sequence

from vignette.exchange.markup import Markup, filled
from vignette.exchange.plots.canvas import BAR, DARKEST, EDGE, FOOT, LINE, PIECE, SIDE, TALL, svg, text

_EXPECTED = """<path d="M$x $y H$until" stroke="var(--ink,#222)" stroke-width="3" stroke-dasharray="4 3"/>"""

COLUMN = 34


def histogram(title: str, counts: Sequence[int], width: float, unit: str) -> Markup:
    """Columns of `counts`, each `width` of `unit` wide, from 0 on."""
    most = max(counts, default=0)
    drawing = [filled(LINE, x=EDGE, y=TALL + 2 * EDGE, until=EDGE + COLUMN * len(counts))]
    for place, number in enumerate(counts):
        tall = TALL * number / most if most else 0
        left, top = EDGE + place * COLUMN, TALL + 2 * EDGE - tall
        drawing.append(filled(BAR, x=left + 2, y=f"{top:.1f}", width=COLUMN - 4, height=f"{tall:.1f}"))
        if number:
            drawing.append(text(left + COLUMN / 2, round(top - 3, 1), str(number), "middle"))
    ticks = range(0, len(counts) + 1, 2)
    drawing += [text(EDGE + place * COLUMN, TALL + FOOT, f"{place * width:g}", "middle") for place in ticks]
    drawing.append(text(EDGE + len(counts) * COLUMN + EDGE * 2, TALL + FOOT, unit))
    told = [f"{place * width:g} to {(place + 1) * width:g} {unit}: {n}" for place, n in enumerate(counts) if n]
    size = EDGE * 4 + COLUMN * len(counts) + 70
    return svg(title, "; ".join(told) or "There is none.", size, TALL + FOOT + EDGE, drawing)


def against(
    title: str, labels: Sequence[str], observed: Sequence[int], expected: Sequence[float | None], unit: str
) -> Markup:
    """Columns of what was `observed`, each with a broken line at what is `expected`, None where that is not defined."""
    most = max(1, *observed, *(each for each in expected if each is not None))
    floor, wide = TALL + 2 * EDGE, SIDE + EDGE
    drawing = [filled(LINE, x=EDGE, y=floor, until=EDGE + wide * len(labels))]
    told = []
    for place, (label, number, chance) in enumerate(zip(labels, observed, expected, strict=True)):
        left, top = EDGE + place * wide, floor - TALL * number / most
        drawing.append(
            filled(PIECE, x=left + 4, y=f"{top:.1f}", width=wide - 8, height=f"{floor - top:.1f}", shade=DARKEST)
        )
        drawing.append(text(left + wide / 2, floor - 6, str(number), "middle"))
        drawing.append(text(left + wide / 2, TALL + FOOT, label, "middle"))
        if chance is not None:
            drawing.append(filled(_EXPECTED, x=left, y=f"{floor - TALL * chance / most:.1f}", until=left + wide))
        told.append(f"{label} {unit}: {number}, by chance {'not defined' if chance is None else f'{chance:.1f}'}")
    right = EDGE + wide * len(labels) + EDGE
    drawing.append(text(right, TALL + FOOT, unit))
    drawing.append(filled(_EXPECTED, x=right + SIDE, y=3 * EDGE, until=right + 2 * SIDE))
    drawing.append(text(right + 2 * SIDE + EDGE, 3 * EDGE + 4, "by chance"))
    return svg(title, "; ".join(told), wide * max(len(labels), 4) + 150, TALL + FOOT + EDGE, drawing)
