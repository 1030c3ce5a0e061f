"""Strips along a film."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vignette.domain.span import Micros, Span
from vignette.exchange.drawing import short_clock, ticks
from vignette.exchange.markup import Markup, filled
from vignette.exchange.plots.canvas import DARKEST, EDGE, LABELS, PIECE, RAIL, ROW, short, svg, text

LONG = 620
"""How wide a strip along a film is."""
ROOM = 26
"""How wide a piece has to be for a number in it."""
THINNEST = 2.0
"""So wide is what is over at once, or hardly lasts."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Where something is along a film, how fully (`share`, 0 to 1), and its number, empty where it has none."""

    span: Span
    share: float
    told: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    pieces: tuple[Piece, ...]


def along(title: str, lanes: Sequence[Lane], stretches: Sequence[Span]) -> Markup:
    """A strip a lane, with its pieces where they are in the film; what was not looked at is left open.

    `stretches` are what was looked at, in order. The clock below runs from the film's beginning to the last of them.
    """
    length = Micros(max((each.end for each in stretches), default=1))
    drawing: list[Markup] = []
    for place, lane in enumerate(lanes):
        top = EDGE + place * ROW
        drawing.append(text(LABELS - EDGE, top + ROW - 8, short(lane.label), "end"))
        drawing += [filled(RAIL, **_across(each, length), y=top + 2, height=ROW - 4) for each in stretches]
        for piece in lane.pieces:
            drawing += _piece(piece, length, top)
    foot = EDGE + ROW * len(lanes)
    drawing += [text(LABELS + LONG * at / length, foot + ROW - 8, short_clock(at), "middle") for at in ticks(length)]
    desc = "; ".join(_lane_told(lane) for lane in lanes) or "Nothing was coded."
    return svg(title, desc, LABELS + LONG + 3 * EDGE, foot + ROW + EDGE, drawing)


def _piece(piece: Piece, length: Micros, top: int) -> list[Markup]:
    where = _across(piece.span, length)
    shade = f"{DARKEST * min(max(piece.share, 0), 1):.2f}"
    drawn = [filled(PIECE, **where, y=top + 2, height=ROW - 4, shade=shade)]
    if piece.told and where["width"] >= ROOM:
        drawn.append(text(where["x"] + where["width"] / 2, top + ROW - 8, piece.told, "middle"))
    return drawn


def _across(span: Span, length: Micros) -> dict[str, float]:
    x = round(LABELS + LONG * span.start / length, 1)
    return {"x": x, "width": max(THINNEST, round(LONG * span.length / length, 1))}


def _lane_told(lane: Lane) -> str:
    pieces = (f"{short_clock(each.span.start)} {each.told}".strip() for each in lane.pieces)
    return f"{lane.label}: {', '.join(pieces) or 'none'}"
