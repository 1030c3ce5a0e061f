"""What is done to a picture before it is shown: covered, cut, put on its canvas, and captioned."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from av import VideoFrame

from vignette.domain.showing import Box, Showing
from vignette.domain.span import Micros, Span
from vignette.footage.reel.cards import captioned
from vignette.footage.reel.covers import cover
from vignette.footage.reel.planes import Place, Planes, colour, frame_of, plain, planes_of
from vignette.footage.upright import Canvas, inside

BLACK = colour("#000000")


class Dresser:
    """Dresses the pictures of one clip for one canvas."""

    def __init__(self, showing: Showing, canvas: Canvas) -> None:
        self._showing = showing
        self._canvas = canvas

    def stage(self, size: tuple[int, int]) -> Canvas:
        """What an upright picture of `size` is painted on before it is dressed: all of it, and never enlarged."""
        crop = self._showing.crop or Box(0, 0, 1, 1)
        wide, high = Fraction(size[0]) * Fraction(crop.width), Fraction(size[1]) * Fraction(crop.height)
        scale = min(Fraction(1), self._canvas.width / wide, self._canvas.height / high)
        width, height = (max(2, round(side * scale / 2) * 2) for side in size)
        return Canvas(width, height, self._canvas.pixel_format)

    def dressed(self, picture: VideoFrame, span: Span, captions_at: Micros) -> Planes:
        """The picture that is showing for `span` of film time, with the captions of `captions_at`, on the canvas."""
        planes = planes_of(picture)
        cover(planes, self._showing.covers, span)
        planes = _on_canvas(_cut(planes, self._showing.crop), self._canvas)
        words = "\n".join(each.words for each in self._showing.captions if each.span.holds(captions_at))
        if words:
            captioned(planes, words)
        return planes


def _cut(planes: Planes, crop: Box | None) -> Planes:
    return planes if crop is None else planes.cut(_place(crop, planes.size))


def _place(crop: Box, size: tuple[int, int]) -> Place:
    """The whole pixels of a crop, from even ones to even ones, none outside it save where it is all but empty."""
    return (
        _inner(crop.top * size[1], (crop.top + crop.height) * size[1], size[1]),
        _inner(crop.left * size[0], (crop.left + crop.width) * size[0], size[0]),
    )


def _inner(start: float, end: float, most: int) -> slice:
    first = min(2 * ceil(round(start, 3) / 2), most - 2)
    return slice(first, max(first + 2, min(most, 2 * floor(round(end, 3) / 2))))


def _on_canvas(planes: Planes, canvas: Canvas) -> Planes:
    width, height = inside(planes.size, canvas)
    if planes.size != (width, height):
        planes = planes_of(frame_of(planes).reformat(width, height, interpolation="BICUBIC"))
    if (width, height) == (canvas.width, canvas.height):
        return planes
    sheet = plain((canvas.width, canvas.height), BLACK)
    left, top = (canvas.width - width) // 4 * 2, (canvas.height - height) // 4 * 2
    sheet.lay(planes, (slice(top, top + height), slice(left, left + width)))
    return sheet
