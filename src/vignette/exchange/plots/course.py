"""Figures in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from vignette.exchange.markup import Markup, filled
from vignette.exchange.plots.canvas import svg, text

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

LEFT, WIDE, TOP, HIGH, UNDER = 40, 560, 40, 130, 36
REACH, ASIDE = 4, 3


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
    return svg(title, "; ".join(map(_told, drawn)), LEFT + WIDE + UNDER, TOP + HIGH + UNDER, drawing)


def _rules(field: _Field) -> Iterator[Markup]:
    for value in (field.least, 0.0, 1.0) if field.least < 0 else (0.0, 0.5, 1.0):
        yield filled(_RULE, x=LEFT - 12, y=field.down(value), until=LEFT + WIDE + 12)
        yield text(LEFT - 18, field.down(value) + 4, f"{value:.1f}", "end")


def _days(field: _Field) -> Iterator[Markup]:
    yield text(LEFT, TOP + HIGH + 26, _day(field.first))
    if _day(field.first) != _day(field.last):
        yield text(LEFT + WIDE, TOP + HIGH + 26, _day(field.last), "end")


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
    yield text(left + 10, 18, line.name)


def _dot(x: float, y: float, place: int) -> Markup:
    return filled(_DOTS[place], x=x, y=y, left=x - REACH, top=y - REACH)


def _told(line: Line) -> str:
    return f"{line.name}: " + ", ".join(f"{_day(dot.at)} {dot.value:.2f}" for dot in line.dots)


def _day(at: datetime) -> str:
    return f"{at:%-d %b %Y}"
