"""Single pictures of a film, and a sheet of them for the command line."""

from collections.abc import Sequence
from io import BytesIO

from av import VideoFrame
from av.video.reformatter import Colorspace
from PIL import Image, ImageDraw, ImageFont

from vignette.domain.errors import UnreadableFilm
from vignette.domain.source import Source
from vignette.domain.span import Micros
from vignette.footage.decode import pictures, reading
from vignette.footage.sizes import fitted
from vignette.footage.upright import Canvas, Painter, upright_size

_QUALITY = 88
_COLUMNS = 3
_TILE = (400, 225)
_MARGIN = 28
_CAPTION = 46
_PAPER = "#f7f2ea"
_SHADE = "#e6dccd"
_INK = "#4a4038"


def still(source: Source, at: Micros, *, height: int) -> bytes:
    """The picture showing at `at` (the last one that is not later), upright, at most `height` high, as a JPEG.

    The JPEG says nothing about where, when or with what it was filmed. Before film time zero it is the first picture,
    after the end the last one.
    """
    with reading(source, Micros(max(0, at))) as (film, clock, packets):
        shown = None
        for moment, frame in pictures(film, clock, packets, None):
            if shown is not None and moment > at:
                break
            shown = moment, frame
        if shown is None:
            raise UnreadableFilm("No picture of this film can be shown; please copy it from the camera again.")
        moment, frame = shown
        aspect = film.pictures.sample_aspect_ratio
        size = upright_size(frame, aspect)
        painter = Painter(Canvas(*fitted(size, width=size[0], height=height), "rgb24"), aspect)
        painted = [*painter.paint(frame, moment), *painter.finish()]
    return _jpeg(Image.fromarray(painted[0][1].to_ndarray()))


def jpeg(picture: VideoFrame) -> bytes:
    """A picture from an upright canvas as a JPEG that says nothing but what it shows."""
    return _jpeg(Image.fromarray(picture.reformat(format="rgb24", src_colorspace=Colorspace.ITU709).to_ndarray()))


def contact_sheet(captioned: Sequence[tuple[bytes, str]]) -> bytes:
    """A JPEG sheet of stills, three to a row, each with its caption below; ValueError where there is none."""
    if not captioned:
        raise ValueError("a sheet needs at least one still")
    columns = min(_COLUMNS, len(captioned))
    rows = -(-len(captioned) // columns)
    across, down = _TILE[0] + _MARGIN, _TILE[1] + _CAPTION + _MARGIN
    sheet = Image.new("RGB", (columns * across + _MARGIN, rows * down + _MARGIN), _PAPER)
    for place, (picture, caption) in enumerate(captioned):
        row, column = divmod(place, columns)
        _paste(sheet, (_MARGIN + column * across, _MARGIN + row * down), picture, caption)
    return _jpeg(sheet)


def _paste(sheet: Image.Image, corner: tuple[int, int], picture: bytes, caption: str) -> None:
    left, top = corner
    pencil = ImageDraw.Draw(sheet)
    pencil.rounded_rectangle((left, top, left + _TILE[0] - 1, top + _TILE[1] - 1), radius=10, fill=_SHADE)
    with Image.open(BytesIO(picture)) as opened:
        small = opened.convert("RGB")
    small.thumbnail(_TILE)
    rounded = Image.new("L", small.size, 0)
    ImageDraw.Draw(rounded).rounded_rectangle((0, 0, small.width - 1, small.height - 1), radius=10, fill=255)
    sheet.paste(small, (left + (_TILE[0] - small.width) // 2, top + (_TILE[1] - small.height) // 2), rounded)
    font = ImageFont.load_default(18)
    pencil.text((left + 4, top + _TILE[1] + 10), _shortened(caption, font, _TILE[0] - 8), fill=_INK, font=font)


def _shortened(words: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> str:
    line = " ".join(words.split())
    while font.getlength(line) > width and len(line) > 1:
        line = line[:-2].rstrip() + "…"
    return line


def _jpeg(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()
