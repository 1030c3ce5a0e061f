"""Reels put together in a few words, and the films that they are cut from."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from vignette.domain.film import FilmId
from vignette.domain.moment import MomentId
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.score import Score, score_of
from vignette.domain.showing import Showing
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.work import Progress, unheard
from vignette.footage.made import Rendered, Sources
from vignette.footage.reel.render import render

Cut = tuple[PlainFile, Span] | tuple[PlainFile, Span, Showing]


def span(start: float, end: float) -> Span:
    """A stretch between two times in seconds."""
    return Span(Micros(round(start * SECOND)), Micros(round(end * SECOND)))


def film_id(source: PlainFile) -> FilmId:
    return FilmId(uuid5(NAMESPACE_URL, str(source.path)))


def sources(*films: PlainFile) -> Sources:
    return tuple((film_id(film), film) for film in dict.fromkeys(films))


def scored(cuts: Sequence[Cut], **words: str) -> Score:
    """The score of a reel of these clips; `words` are its opening and closing."""
    return score_of(Reel(ReelId.new(), tuple(_clip(*cut) for cut in cuts), **words))


def cut(cuts: Sequence[Cut], target: Path, *, progress: Progress = unheard, **words: Any) -> Rendered:
    """Render a reel of these clips to `target`."""
    return render(scored(cuts, **words), sources(*(each[0] for each in cuts)), target, progress=progress)


def _clip(source: PlainFile, its: Span, showing: Showing = Showing()) -> Clip:  # noqa: B008  # it never changes
    return Clip(ClipId.new(), MomentId.new(), film_id(source), its, title="", question="", showing=showing)
