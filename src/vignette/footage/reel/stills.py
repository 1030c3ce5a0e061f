"""A still of a clip, covered and cut like the clip itself: what is hidden there is hidden here, too."""

from PIL import Image

from vignette.domain.reel import Clip
from vignette.domain.score import Score
from vignette.domain.showing import Showing
from vignette.domain.source import Source
from vignette.domain.span import Micros, Span
from vignette.footage.container import LONGEST_SIDE
from vignette.footage.reel.dressing import Dresser
from vignette.footage.reel.films import Sources, clips_in
from vignette.footage.reel.planes import frame_of
from vignette.footage.reel.upright import standing_at
from vignette.footage.stills import jpeg, still
from vignette.footage.upright import Canvas
from vignette.footage.written import PIXEL_FORMAT


def stills_of(score: Score, sources: Sources, *, height: int) -> tuple[bytes, ...]:
    """A JPEG from the middle of each clip in `score`, in order, at most `height` high, in the shape of its film.

    Whoever is blurred in the reel is blurred, and what is cropped away is not there; words are left out.
    """
    its = dict(sources)
    return tuple(dressed_still(its[clip.film], _middle(clip), clip.showing, height=height) for clip in clips_in(score))


def dressed_still(source: Source, at: Micros, showing: Showing, *, height: int) -> bytes:
    """The picture showing at `at`, as a clip with this `showing` has it, without its captions; else like `still`."""
    if not showing.covers and showing.crop is None:
        return still(source, at, height=height)
    dresser = Dresser(showing, Canvas(LONGEST_SIDE, height, PIXEL_FORMAT))
    since, picture = standing_at(source, at, None, dresser.stage)
    covered = dresser.covered(picture, Span(since, Micros(max(at, since) + 1)))
    return jpeg(Image.fromarray(frame_of(covered).reformat(format="rgb24").to_ndarray()))


def _middle(clip: Clip) -> Micros:
    return Micros(clip.span.start + clip.span.length // 2)
