"""Following somebody through a film who is to be covered: what was asked for, and where they were found to be."""

from __future__ import annotations

from dataclasses import dataclass

from vignette.domain.film import FilmId
from vignette.domain.reel import ClipId
from vignette.domain.showing import Box, Key
from vignette.domain.span import Micros, Span


@dataclass(frozen=True, slots=True)
class Wish:
    """What lies in `box` at film time `at`, a time in `span`, is followed to both ends of `span`."""

    clip: ClipId
    film: FilmId
    span: Span
    at: Micros
    box: Box


@dataclass(frozen=True, slots=True)
class Following:
    """Keys in order of time; `lost_at` is the film time from which nothing more is known, None where nobody was lost.

    Somebody may be lost on the way back as well: then it is the time before which nothing is known. Beyond it the box
    stays where it was last sure, and grown.
    """

    keys: tuple[Key, ...]
    lost_at: Micros | None
