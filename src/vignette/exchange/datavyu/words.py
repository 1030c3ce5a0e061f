"""How Datavyu's spreadsheets name things, and how we name what they have no place for."""

from __future__ import annotations

from vignette.domain.span import MILLISECOND, Micros

OURS = "vignette"
"""The hidden column that says what a coding is about; its two codes are `ABOUT` and `VALUE`, the latter as JSON."""
ABOUT, VALUE = "about", "value"
PERSON, NOTE = "person", "note"
"""The codes of a cell that are not modifiers."""
BETWEEN_CHOICES = ";"
ESCAPED = "\\()-,|<\n"
LONGEST = Micros(100 * 3600 * 1_000_000 - MILLISECOND)
"""Datavyu takes a line for a cell only where it begins with two digits and a colon."""


def clock(at: Micros) -> str:
    """`at`, rounded to the nearest millisecond, as 01:02:03:004."""
    seconds, milliseconds = divmod(rounded(at) // MILLISECOND, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}:{milliseconds:03d}"


def rounded(at: Micros) -> Micros:
    return Micros((at + MILLISECOND // 2) // MILLISECOND * MILLISECOND)
