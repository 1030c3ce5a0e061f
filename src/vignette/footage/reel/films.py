"""The films that a reel is cut from."""

from vignette.domain.film import FilmId
from vignette.domain.reel import Clip
from vignette.domain.score import Score
from vignette.domain.source import Source

Sources = tuple[tuple[FilmId, Source], ...]
"""Each film with where it is read from."""


def clips_in(score: Score) -> tuple[Clip, ...]:
    """The clips that `score` shows, each once, in order."""
    return tuple({cue.clip.id: cue.clip for cue in score if cue.clip is not None}.values())
