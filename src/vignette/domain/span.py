"""Time in a film: whole microseconds from its first frame, and half-open stretches of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

Micros = NewType("Micros", int)

MILLISECOND = Micros(1_000)
SECOND = Micros(1_000_000)
MINUTE = Micros(60_000_000)


def micros(seconds: float) -> Micros:
    """`seconds` as whole microseconds, rounded to the nearest."""
    return Micros(round(seconds * SECOND))


def clock(at: Micros) -> str:
    """`at` as a person reads it in a film: 0:42.3, or 1:02:03.4 beyond the hour."""
    tenths = at // 100_000
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{tenths // 10:02d}.{tenths % 10}"
    return f"{hours}:{minutes:02d}:{seconds}" if hours else f"{minutes}:{seconds}"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """The stretch of film from `start` up to, but not including, `end`."""

    start: Micros
    end: Micros

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span must run forward from zero: {self.start}..{self.end}")

    @property
    def length(self) -> Micros:
        return Micros(self.end - self.start)

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, at: Micros) -> bool:
        return self.start <= at < self.end

    def within(self, other: Span) -> bool:
        return other.start <= self.start and self.end <= other.end

    def joined(self, other: Span) -> Span:
        """The shortest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def gap_to(self, other: Span) -> Micros:
        """Microseconds between the two; zero where they touch or overlap."""
        return Micros(max(0, self.start - other.end, other.start - self.end))

    def __str__(self) -> str:
        return f"{clock(self.start)} to {clock(self.end)}"
