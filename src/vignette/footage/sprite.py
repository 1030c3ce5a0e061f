"""One sheet of small pictures of a film, to see under the pointer where one is on the timeline."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

from av import VideoFrame
from av.codec.context import ThreadType
from av.error import FFmpegError
from PIL import Image

from vignette.domain.film import Footage
from vignette.domain.source import Source
from vignette.domain.span import Micros
from vignette.domain.work import Progress, unheard
from vignette.footage.container import OpenFilm, opened
from vignette.footage.decode import key_before
from vignette.footage.sheet import Sheet, sheet_of
from vignette.footage.times import Clock, started
from vignette.footage.upright import Canvas, Painter

_QUALITY = 72


def sprite(source: Source, footage: Footage, *, progress: Progress = unheard) -> bytes:
    """The small pictures of a film as one JPEG, laid out by `sheet_of(footage)`.

    They are taken from key pictures, which can be decoded alone; what cannot be decoded shows the one before it.
    """
    sheet = sheet_of(footage)
    rows = -(-sheet.count // sheet.columns)
    paper = Image.new("RGB", (min(sheet.count, sheet.columns) * sheet.width, rows * sheet.height))
    for place, tile in enumerate(_tiles(source, footage, sheet)):
        row, column = divmod(place, sheet.columns)
        paper.paste(tile, (column * sheet.width, row * sheet.height))
        progress((place + 1) / sheet.count)
    written = BytesIO()
    paper.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def _tiles(source: Source, footage: Footage, sheet: Sheet) -> Iterator[Image.Image]:
    with opened(source) as film:
        film.only(film.pictures)
        film.pictures.thread_type = ThreadType.SLICE
        film.pictures.codec_context.options |= {"skip_loop_filter": "all"}
        clock, _ = started(film)
        painter = Painter(Canvas(sheet.width, sheet.height, "rgb24"), film.pictures.sample_aspect_ratio)
        shown, tile = None, Image.new("RGB", (sheet.width, sheet.height))
        for place in range(sheet.count):
            middle = Micros(min(place * sheet.every + sheet.every // 2, footage.length - 1))
            key, frame = _key_picture(film, clock, middle, shown)
            if frame is not None:
                painted = [*painter.paint(frame, middle), *painter.finish()]
                tile = Image.fromarray(painted[0][1].to_ndarray())
            shown = key
            yield tile


def _key_picture(film: OpenFilm, clock: Clock, at: Micros, shown: int | None) -> tuple[int | None, VideoFrame | None]:
    """The tick of the last key picture at or before `at`, and the picture unless it is the one `shown` or damaged."""
    packets = key_before(film, clock, at)
    packet = next(packets, None) if packets is not None else None
    if packet is None or packet.pts == shown:
        return shown, None
    frames: list[VideoFrame] = []
    with suppress(FFmpegError):
        frames = [*film.pictures.decode(packet), *film.pictures.decode(None)]
    return packet.pts, next(iter(frames), None)
