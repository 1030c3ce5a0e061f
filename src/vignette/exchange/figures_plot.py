"""Figures of a coding as SVG: bars of a time budget, strips along the film, a shaded table of transitions, a histogram
of latencies, what is observed against what chance would give, and figures in order of time.

Every drawing has a title and a description, which a screen reader reads in place of it, and never tells by colour
alone: each bar and cell has its number. Colours are the page's, by its custom properties --ink, --line and --accent,
with others where the drawing stands alone; they stand in attributes, which a page without styles of its own allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from vignette.domain.span import Micros, Span
from vignette.exchange.drawing import short_clock, ticks
from vignette.exchange.markup import Markup, filled, together

_SVG = """<svg class="figure" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $width $height" role="img" \
aria-labelledby="$id-title $id-desc" font-family="inherit" font-size="13">
<title id="$id-title">$title</title>
<desc id="$id-desc">$desc</desc>
$drawing
</svg>"""
_TEXT = '<text x="$x" y="$y" text-anchor="$anchor" fill="var(--ink,#222)">$text</text>'
_UPRIGHT = """<text transform="translate($x $y) rotate(-60)" text-anchor="start" fill="var(--ink,#222)">$text</text>"""
_BAR = """<rect x="$x" y="$y" width="$width" height="$height" fill="var(--accent,#2b6cb0)"/>"""
_RAIL = """<rect x="$x" y="$y" width="$width" height="$height" fill="var(--line,#e6e6e6)"/>"""
_CELL = """<rect x="$x" y="$y" width="$side" height="$side" fill="var(--accent,#2b6cb0)" fill-opacity="$shade" \
stroke="var(--line,#e6e6e6)"/>
<text x="$middle" y="$base" text-anchor="middle" fill="var(--ink,#222)">$text</text>"""
_PIECE = """<rect x="$x" y="$y" width="$width" height="$height" fill="var(--accent,#2b6cb0)" fill-opacity="$shade"/>"""
_EXPECTED = """<path d="M$x $y H$until" stroke="var(--ink,#222)" stroke-width="3" stroke-dasharray="4 3"/>"""
_LINE = """<path d="M$x $y H$until" stroke="var(--ink,#222)"/>"""
_RULE = """<path d="M$x $y H$until" stroke="var(--line,#e6e6e6)"/>"""
_REACH = """<path d="M$x $low V$high" stroke="var(--ink,#222)" stroke-opacity="0.4"/>"""
_PATHS = (
    """<polyline points="$points" fill="none" stroke="var(--accent,#2b6cb0)" stroke-width="2"/>""",
    """<polyline points="$points" fill="none" stroke="var(--ink,#222)" stroke-dasharray="5 4"/>""",
)
_DOTS = (
    """<circle cx="$x" cy="$y" r="4" fill="var(--accent,#2b6cb0)"/>""",
    """<rect x="$left" y="$top" width="8" height="8" fill="var(--paper,#fff)" stroke="var(--ink,#222)"/>""",
)

ROW, LABELS, BARS, NUMBERS, EDGE = 24, 170, 320, 110, 8
SIDE, HEAD = 40, 110
BAR, TALL, FOOT = 34, 140, 40
LEFT, WIDE, TOP, HIGH, UNDER = 40, 560, 40, 130, 36
REACH, ASIDE = 4, 3
NAME = 24
"""Letters of a label that find room; the whole of it is in the description."""
DARKEST = 0.5
"""How opaque the fullest cell is: what is written in it can still be read, on a light page and on a dark one."""
NARROWEST = 600
LONG = 620
"""How wide a strip along a film is."""
ROOM = 26
"""How wide a piece has to be for a number in it."""
THINNEST = 2.0
"""So wide is what is over at once, or hardly lasts."""
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` is 0 to 1, or None where it is not defined; `told` is its number as people read it, or the reason."""

    label: str
    share: float | None
    told: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure at one time, up to 1; `interval` is None where that cannot be said."""

    at: datetime
    value: float
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One figure by its name, with its dots in order of time."""

    name: str
    dots: tuple[Dot, ...]


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
        drawing.append(_text(LABELS - EDGE, top + ROW - 8, _short(lane.label), "end"))
        drawing += [filled(_RAIL, **_across(each, length), y=top + 2, height=ROW - 4) for each in stretches]
        for piece in lane.pieces:
            drawing += _piece(piece, length, top)
    foot = EDGE + ROW * len(lanes)
    drawing += [_text(LABELS + LONG * at / length, foot + ROW - 8, short_clock(at), "middle") for at in ticks(length)]
    desc = "; ".join(_lane_told(lane) for lane in lanes) or "Nothing was coded."
    return _svg(title, desc, LABELS + LONG + 3 * EDGE, foot + ROW + EDGE, drawing)


def _piece(piece: Piece, length: Micros, top: int) -> list[Markup]:
    where = _across(piece.span, length)
    shade = f"{DARKEST * min(max(piece.share, 0), 1):.2f}"
    drawn = [filled(_PIECE, **where, y=top + 2, height=ROW - 4, shade=shade)]
    if piece.told and where["width"] >= ROOM:
        drawn.append(_text(where["x"] + where["width"] / 2, top + ROW - 8, piece.told, "middle"))
    return drawn


def _across(span: Span, length: Micros) -> dict[str, float]:
    x = round(LABELS + LONG * span.start / length, 1)
    return {"x": x, "width": max(THINNEST, round(LONG * span.length / length, 1))}


def _lane_told(lane: Lane) -> str:
    pieces = (f"{short_clock(each.span.start)} {each.told}".strip() for each in lane.pieces)
    return f"{lane.label}: {', '.join(pieces) or 'none'}"


def against(
    title: str, labels: Sequence[str], observed: Sequence[int], expected: Sequence[float | None], unit: str
) -> Markup:
    """Columns of what was `observed`, each with a broken line at what is `expected`, None where that is not defined."""
    most = max((*observed, *(each for each in expected if each is not None)), default=0) or 1
    floor, wide = TALL + 2 * EDGE, SIDE + EDGE
    drawing = [filled(_LINE, x=EDGE, y=floor, until=EDGE + wide * len(labels))]
    told = []
    for place, (label, number, chance) in enumerate(zip(labels, observed, expected, strict=True)):
        left, top = EDGE + place * wide, floor - TALL * number / most
        drawing.append(
            filled(_PIECE, x=left + 4, y=f"{top:.1f}", width=wide - 8, height=f"{floor - top:.1f}", shade=DARKEST)
        )
        drawing.append(_text(left + wide / 2, floor - 6, str(number), "middle"))
        drawing.append(_text(left + wide / 2, TALL + FOOT, label, "middle"))
        if chance is not None:
            drawing.append(filled(_EXPECTED, x=left, y=f"{floor - TALL * chance / most:.1f}", until=left + wide))
        told.append(f"{label} {unit}: {number}, by chance {'not defined' if chance is None else f'{chance:.1f}'}")
    right = EDGE + wide * len(labels) + EDGE
    drawing.append(_text(right, TALL + FOOT, unit))
    drawing.append(filled(_EXPECTED, x=right + SIDE, y=3 * EDGE, until=right + 2 * SIDE))
    drawing.append(_text(right + 2 * SIDE + EDGE, 3 * EDGE + 4, "by chance"))
    return _svg(title, "; ".join(told), wide * max(len(labels), 4) + 150, TALL + FOOT + EDGE, drawing)


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """One bar a row along a rail that is the whole, as for a time budget; just the words where there is no share."""
    drawing: list[Markup] = []
    for place, row in enumerate(rows):
        top = EDGE + place * ROW
        base = top + ROW - 9
        drawing.append(_text(LABELS - EDGE, base, _short(row.label), "end"))
        if row.share is not None:
            drawing.append(filled(_RAIL, x=LABELS, y=top + 4, width=BARS, height=ROW - 8))
            wide = BARS * min(max(row.share, 0), 1)
            drawing.append(filled(_BAR, x=LABELS, y=top + 4, width=f"{wide:.1f}", height=ROW - 8))
        left = LABELS if row.share is None else LABELS + BARS + EDGE
        drawing.append(_text(left, base, row.told))
    desc = "; ".join(f"{row.label}: {row.told}" for row in rows) or "Nothing was coded."
    return _svg(title, desc, LABELS + BARS + NUMBERS, 2 * EDGE + ROW * len(rows), drawing)


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
        _text(LABELS - EDGE, HEAD + place * SIDE + SIDE / 2 + 5, _short(label), "end")
        for place, label in enumerate(labels)
    ]
    drawing += [
        filled(_UPRIGHT, x=LABELS + place * SIDE + SIDE / 2 + 5, y=HEAD - EDGE, text=_short(label, 14))
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
    return _svg(title, desc, *size, drawing)


def histogram(title: str, counts: Sequence[int], width: float, unit: str) -> Markup:
    """Columns of `counts`, each `width` of `unit` wide, from 0 on."""
    most = max(counts, default=0)
    drawing = [filled(_LINE, x=EDGE, y=TALL + 2 * EDGE, until=EDGE + BAR * len(counts))]
    for place, number in enumerate(counts):
        tall = TALL * number / most if most else 0
        left, top = EDGE + place * BAR, TALL + 2 * EDGE - tall
        drawing.append(filled(_BAR, x=left + 2, y=f"{top:.1f}", width=BAR - 4, height=f"{tall:.1f}"))
        if number:
            drawing.append(_text(left + BAR / 2, round(top - 3, 1), str(number), "middle"))
    ticks = range(0, len(counts) + 1, 2)
    drawing += [_text(EDGE + place * BAR, TALL + FOOT, f"{place * width:g}", "middle") for place in ticks]
    drawing.append(_text(EDGE + len(counts) * BAR + EDGE * 2, TALL + FOOT, unit))
    told = [f"{place * width:g} to {(place + 1) * width:g} {unit}: {n}" for place, n in enumerate(counts) if n]
    size = EDGE * 4 + BAR * len(counts) + 70
    return _svg(title, "; ".join(told) or "There is none.", size, TALL + FOOT + EDGE, drawing)


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


def _text(x: float, y: float, text: str, anchor: str = "start") -> Markup:
    return filled(_TEXT, x=x, y=y, anchor=anchor, text=text)


def _short(text: str, letters: int = NAME) -> str:
    return text if len(text) <= letters else text[: letters - 1] + "…"


def _svg(title: str, desc: str, width: float, height: float, drawing: Sequence[Markup]) -> Markup:
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


@dataclass(frozen=True, slots=True)
class _Field:
    """Where in the drawing a time and a value lie."""

    first: datetime
    last: datetime
    least: float

    @classmethod
    def around(cls, dots: Sequence[Dot]) -> _Field:
        times = [dot.at for dot in dots]
        return cls(min(times), max(times), min(0.0, *(dot.value for dot in dots)))

    def across(self, at: datetime) -> float:
        part = (at - self.first) / (self.last - self.first) if self.first < self.last else 0.5
        return round(LEFT + part * WIDE, 1)

    def down(self, value: float) -> float:
        inside = min(max(value, self.least), 1.0)
        return round(TOP + HIGH * (1 - (inside - self.least) / (1 - self.least)), 1)


def course_plot(title: str, lines: Sequence[Line]) -> Markup:
    """Up to two figures in order of time, from 0, or below where one is, up to 1; empty where none is defined.

    The first has full dots on a whole line, the second open squares on a broken one.
    """
    drawn = [line for line in lines if line.dots]
    if not drawn:
        return Markup("")
    field = _Field.around([dot for line in drawn for dot in line.dots])
    drawing = [*_rules(field), *_days(field)]
    for place, line in enumerate(lines):
        drawing += [*_line(line, field, place), *_name(line, place)]
    return _svg(title, "; ".join(map(_told, drawn)), LEFT + WIDE + UNDER, TOP + HIGH + UNDER, drawing)


def _rules(field: _Field) -> Iterator[Markup]:
    for value in (field.least, 0.0, 1.0) if field.least < 0 else (0.0, 0.5, 1.0):
        yield filled(_RULE, x=LEFT - 12, y=field.down(value), until=LEFT + WIDE + 12)
        yield _text(LEFT - 18, field.down(value) + 4, f"{value:.1f}", "end")


def _days(field: _Field) -> Iterator[Markup]:
    yield _text(LEFT, TOP + HIGH + 26, _day(field.first))
    if _day(field.first) != _day(field.last):
        yield _text(LEFT + WIDE, TOP + HIGH + 26, _day(field.last), "end")


def _line(line: Line, field: _Field, place: int) -> Iterator[Markup]:
    # A little beside the other line, so that both can be seen where they say the same.
    aside = (2 * place - 1) * ASIDE
    spots = [(field.across(dot.at) + aside, field.down(dot.value)) for dot in line.dots]
    for dot, (x, _) in zip(line.dots, spots, strict=True):
        if dot.interval:
            yield filled(_REACH, x=x, low=field.down(dot.interval[0]), high=field.down(dot.interval[1]))
    yield filled(_PATHS[place], points=" ".join(f"{x},{y}" for x, y in spots))
    for x, y in spots:
        yield _dot(x, y, place)


def _name(line: Line, place: int) -> Iterator[Markup]:
    left = LEFT + place * WIDE / 2
    yield _dot(left, 14, place)
    yield _text(left + 10, 18, line.name)


def _dot(x: float, y: float, place: int) -> Markup:
    return filled(_DOTS[place], x=x, y=y, left=x - REACH, top=y - REACH)


def _told(line: Line) -> str:
    return f"{line.name}: " + ", ".join(f"{_day(dot.at)} {dot.value:.2f}" for dot in line.dots)


def _day(at: datetime) -> str:
    return f"{at:%-d %b %Y}"
