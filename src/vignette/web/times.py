"""Times in a film as somebody writes and reads them where milliseconds count: 0:42.300, 1:02:03.040, or 42.3."""

import re

from vignette.domain.errors import NotAllowed
from vignette.domain.span import MILLISECOND, SECOND, Micros, Span

_TIME = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,5})(?:[.,](\d{1,6}))?", re.ASCII)


def written(at: Micros) -> str:
    """`at` to the millisecond before it."""
    seconds, rest = divmod(at // MILLISECOND, 1000)
    hours, minutes = divmod(seconds // 60, 60)
    clock = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{clock}:{seconds % 60:02d}.{rest:03d}"


def read(text: str, known: Micros | None = None) -> Micros:
    """The time written as `text`, or `known` where that is how it is written; raises NotAllowed for what is none."""
    if known is not None and text.strip() == written(known):
        return known
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise NotAllowed("Write a time as minutes and seconds, such as 0:42.3.")
    hours, minutes, seconds, fraction = found.groups()
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    return Micros(whole * SECOND + int((fraction or "0").ljust(6, "0")))


def span(start: Micros, end: Micros) -> Span:
    """Raises NotAllowed where it does not run forward."""
    if start >= end:
        raise NotAllowed("A line ends after it begins.")
    return Span(start, end)
