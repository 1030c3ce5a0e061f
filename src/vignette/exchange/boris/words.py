"""How a BORIS project names things."""

from __future__ import annotations

import re

from vignette.domain.codebook import Shape
from vignette.domain.span import SECOND, Micros

FORMAT = "7.0"
"""The version of the project file that BORIS 7 to 9 write."""
NOBODY = "No focal subject"
UNSET = "None"
"""What stands in an event where nothing was chosen of a set of modifiers."""
ONE, SEVERAL, NUMERIC, EXTERNAL = range(4)
"""The kinds of a set of modifiers."""
PLAYERS = tuple("12345678")
BETWEEN_SETS, BETWEEN_CHOICES, BETWEEN_CODES = "|", ",", ","
SHAPES = {Shape.POINT: "Point event", Shape.STATE: "State event"}
CODER, CODEBOOK = "coder", "codebook"
"""The independent variables in which we keep what BORIS has no place for."""
_KEY_OF_VALUE = re.compile(r" \(.*\)", re.DOTALL)


def without_key(value: str) -> str:
    """A modifier's value as BORIS codes it: “strong (s)” in the ethogram is “strong” in an event."""
    return _KEY_OF_VALUE.sub("", value)


def when(at: Micros) -> str:
    return f"{at / SECOND:.3f} s"


def whose(person: str) -> str:
    return f"of {person}" if person else "of nobody"
