"""What makes a film comfortable to work with, made once it can be played: how loud it is, and a sheet of pictures."""

from vignette.domain.film import Footage
from vignette.domain.source import Source
from vignette.domain.work import Progress, unheard
from vignette.footage.made import Finished
from vignette.footage.peaks import peaks
from vignette.footage.sheet import sheet_of
from vignette.footage.sprite import sprite

_SOUND_SHARE = 0.3


def finish(source: Source, footage: Footage, *, progress: Progress = unheard) -> Finished:
    """Peaks and small pictures of a film whose `footage` is known; raises FilmProblem where it cannot be read."""
    loud = peaks(source).packed()
    progress(_SOUND_SHARE)
    if not footage.frames:
        return Finished(loud, b"", None)
    small = sprite(source, footage, progress=lambda share: progress(_SOUND_SHARE + (1 - _SOUND_SHARE) * share))
    return Finished(loud, small, sheet_of(footage))
