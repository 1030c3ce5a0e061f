"""A single picture of a clip, covered and cut like the clip itself."""

from vignette.domain.showing import Showing
from vignette.domain.source import Source
from vignette.domain.span import Micros, Span
from vignette.footage.container import LONGEST_SIDE
from vignette.footage.reel.dressing import Dresser
from vignette.footage.reel.planes import frame_of
from vignette.footage.reel.upright import standing_at
from vignette.footage.stills import jpeg, still
from vignette.footage.upright import Canvas
from vignette.footage.written import PIXEL_FORMAT


def dressed_still(source: Source, at: Micros, showing: Showing, *, height: int) -> bytes:
    """The picture showing at `at`, as a clip with this `showing` has it, without its captions; else like `still`."""
    if not showing.covers and showing.crop is None:
        return still(source, at, height=height)
    dresser = Dresser(showing, Canvas(LONGEST_SIDE, height, PIXEL_FORMAT))
    since, picture = standing_at(source, at, None, dresser.stage)
    covered = dresser.covered(picture, Span(since, Micros(max(at, since) + 1)))
    return jpeg(frame_of(covered))
