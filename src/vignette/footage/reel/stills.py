"""A still of each clip of a reel: what is hidden there is hidden here, too."""

from dataclasses import replace

from vignette.domain.reel import Clip
from vignette.domain.score import Cue, Hold, Score
from vignette.domain.showing import Box, Showing
from vignette.domain.span import MILLISECOND, Micros
from vignette.footage.made import Sources
from vignette.footage.reel.films import Filmed, clips_in, films_of
from vignette.footage.reel.pictures import shown
from vignette.footage.sizes import fitted
from vignette.footage.stills import jpeg
from vignette.footage.upright import Canvas
from vignette.footage.written import PIXEL_FORMAT

_LASTING = Micros(40 * MILLISECOND)


def stills_of(score: Score, sources: Sources, *, height: int) -> tuple[bytes, ...]:
    """A JPEG from the middle of each clip in `score`, in order, at most `height` high, in the shape of what it shows.

    Whoever is blurred in the reel is blurred, and what is cropped away is not there; words are left out.
    """
    films = films_of(score, sources)
    return tuple(_still(clip, films[clip.film], height) for clip in clips_in(score))


def _still(clip: Clip, film: Filmed, height: int) -> bytes:
    size = _shown_of(film.size, clip.showing.crop)
    canvas = Canvas(*fitted(size, width=size[0], height=height, multiple=2), PIXEL_FORMAT)
    middle = Micros(clip.span.start + clip.span.length // 2)
    silent = replace(clip, showing=Showing(covers=clip.showing.covers, crop=clip.showing.crop))
    cue = Cue(Micros(0), Hold(middle, _LASTING), silent)
    return jpeg(next(picture for _, picture in shown(cue, film.source, canvas)))


def _shown_of(size: tuple[int, int], crop: Box | None) -> tuple[int, int]:
    width, height = size
    return (max(2, round(width * crop.width)), max(2, round(height * crop.height))) if crop else size
