"""An edition: a reel as it was made once, with what it held and who has watched it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from vignette.domain.film import FilmId
from vignette.domain.identity import Identity
from vignette.domain.reel import Clip, ClipId, Reel
from vignette.domain.score import Score, stretch_of
from vignette.domain.showing import Showing
from vignette.domain.span import Micros, Span

A_WATCHING_ENDS = timedelta(minutes=30)
"""Whoever did not watch for so long watches anew."""


class EditionId(Identity):
    kind = "edition"
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RenderedClip:
    """What stands in a made reel: which clip, cut from where in its film, and from `start` up to `end` in the reel.

    `title`, `question` and `showing` are as they were when it was made.
    """

    clip: ClipId
    film: FilmId
    span: Span
    start: Micros
    end: Micros
    title: str = ""
    question: str = ""
    showing: Showing = Showing()


class Watcher(StrEnum):
    """Who has watched an edition, by what binds them to it; the family holds what was given to it to keep."""

    CLIENT = "client"
    SUPERVISOR = "supervisor"
    REVIEW = "shared review"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody's watching of one edition: `name` is a supervisor's, empty for all others; `times` is how often."""

    who: Watcher
    name: str
    first_at: datetime
    last_at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One making of a reel; `number` counts those that are kept, from 1. It is gone from sight once a newer one is."""

    id: EditionId
    number: int
    made_at: datetime
    clips: tuple[RenderedClip, ...]
    opening: str = ""
    closing: str = ""
    looks: tuple[Look, ...] = ()

    def films(self) -> tuple[FilmId, ...]:
        return tuple(dict.fromkeys(clip.film for clip in self.clips))

    def shows(self, reel: Reel) -> bool:
        """Whether it looks and sounds as `reel` would if it were made now."""
        its = (self.opening, self.closing, [_as_seen(clip) for clip in self.clips])
        return its == (reel.opening, reel.closing, [_as_seen(_planned(clip)) for clip in reel.clips])


def rendered(clips: Sequence[Clip], score: Score) -> tuple[RenderedClip, ...]:
    """What a reel of `clips` holds once it is made by its `score`."""
    return tuple(
        replace(_planned(clip), start=its.start, end=its.end) for clip in clips if (its := stretch_of(score, clip.id))
    )


def _planned(clip: Clip) -> RenderedClip:
    its = (clip.id, clip.film, clip.span, Micros(0), Micros(0))
    return RenderedClip(*its, clip.title, clip.question, clip.showing)


def _as_seen(clip: RenderedClip) -> RenderedClip:
    """The clip without what nobody sees in the reel: its name, and a question that is on no card."""
    asked = clip.question if clip.showing.asks else ""
    showing = replace(clip.showing, asks=bool(asked))
    return replace(clip, start=Micros(0), end=Micros(0), title="", question=asked, showing=showing)
