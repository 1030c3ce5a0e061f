"""Pictures as a person holds the phone: turned upright, square pixels, whole lines, colours every screen shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from av import VideoFrame
from av.error import EOFError as NoMore
from av.filter import Graph
from av.filter.context import FilterContext

from vignette.domain.span import SECOND, Micros
from vignette.footage.hdr import is_hdr, table
from vignette.footage.sizes import rounded

_MICROS = Fraction(1, SECOND)
_UNSPECIFIED = 2
_HIGH_DEFINITION = 720
# Cameras make pixels up to twice as wide as high; whoever says much more is mistaken, or means to fill the memory.
_MOST_OBLONG = 8


@dataclass(frozen=True, slots=True)
class Canvas:
    """What upright pictures are painted on; a picture of another shape gets black bars."""

    width: int
    height: int
    pixel_format: str


@dataclass(frozen=True, slots=True)
class Turn:
    """How a stored picture becomes upright: filters, and whether its sides change places."""

    filters: tuple[str, ...] = ()
    swaps: bool = False

    @property
    def mirrors(self) -> bool:
        return len(self.filters) == 1 and self.filters[0] not in ("transpose=clock", "transpose=cclock")


def turn_of(frame: VideoFrame) -> Turn:
    """The quarter turn or mirroring nearest to the frame's display matrix."""
    matrix: Any = frame.side_data.get("DISPLAYMATRIX")
    if matrix is None:
        return Turn()
    a, b, _, c, d = (int(number) for number in np.frombuffer(bytes(matrix), dtype=np.int32)[:5])
    if abs(b) > abs(a):
        names = {(1, 1): "cclock_flip", (-1, 1): "clock", (1, -1): "cclock", (-1, -1): "clock_flip"}
        return Turn((f"transpose={names[_sign(c), _sign(b)]}",), swaps=True)
    return Turn((("hflip",) if a < 0 else ()) + (("vflip",) if d < 0 else ()))


def upright_size(frame: VideoFrame, pixel_aspect: Fraction | None) -> tuple[int, int]:
    """Width and height of the frame as a person sees it, in square pixels."""
    aspect = pixel_aspect or Fraction(1)
    is_likely = Fraction(1, _MOST_OBLONG) <= aspect <= _MOST_OBLONG
    width, height = max(1, round(frame.width * (aspect if is_likely else 1))), frame.height
    return (height, width) if turn_of(frame).swaps else (width, height)


class Painter:
    """Paints frames upright on a canvas; where their shape changes midway, it goes on with the new one.

    An interlaced frame becomes one picture, or, with `every_field`, two: the second half way to the next frame.
    """

    def __init__(self, canvas: Canvas, pixel_aspect: Fraction | None, *, every_field: bool = False) -> None:
        self._canvas = canvas
        self._pixel_aspect = pixel_aspect
        self._mode = "send_field" if every_field else "send_frame"
        self._is_interlaced = False
        self._graph: Graph | None = None
        self._shape: tuple[object, ...] = ()

    def paint(self, frame: VideoFrame, at: Micros) -> Iterator[tuple[Micros, VideoFrame]]:
        """What has become ready by this frame: usually one picture, at times none or more."""
        self._is_interlaced = self._is_interlaced or frame.interlaced_frame
        # A frame asked for its matrix is not freed before the garbage collector runs: hundreds of them would pile up.
        shape = (frame.width, frame.height, frame.format.name, frame.color_trc, frame.rotation, self._is_interlaced)
        if self._graph is None or shape != self._shape:
            yield from self.finish()
            self._graph, self._shape = self._set_up(frame), shape
        frame.pts, frame.time_base = at, _MICROS
        self._graph.vpush(frame, at=0)
        yield from _ready(self._graph)

    def finish(self) -> Iterator[tuple[Micros, VideoFrame]]:
        """What was still held back."""
        if self._graph is not None:
            self._graph.vpush(None, at=0)
            yield from _ready(self._graph)
        self._graph = None

    def _set_up(self, frame: VideoFrame) -> Graph:
        graph, tables = Graph(), []
        last = graph.add(
            "buffer",
            f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}:time_base=1/{SECOND}"
            f":colorspace={int(frame.colorspace)}:range={int(frame.color_range)}",
        )
        for step in self._steps(frame):
            name, _, arguments = step.partition("=")
            node = graph.add(name, arguments or None)
            last.link_to(node)
            if name == "haldclut":
                tables.append(_table_input(graph, node, frame.color_trc))
            last = node
        last.link_to(graph.add("buffersink"))
        graph.configure()
        for given in tables:
            given.push(table(frame.color_trc))
            given.push(None)
        return graph

    def _steps(self, frame: VideoFrame) -> Iterator[str]:
        turn, canvas = turn_of(frame), self._canvas
        width, height = inside(upright_size(frame, self._pixel_aspect), canvas)
        matrix = _matrix(frame)
        target = "" if canvas.pixel_format.startswith("rgb") else ":out_color_matrix=bt709:out_range=limited"
        if self._is_interlaced:
            yield f"bwdif=mode={self._mode}:deint=interlaced"
        stored = (height, width) if turn.swaps else (width, height)
        scale = f"scale={stored[0]}:{stored[1]}:flags=bicubic:in_color_matrix={matrix}"
        if is_hdr(frame.color_trc):
            yield from (scale, "format=rgb48le", "haldclut=clut=first", f"scale=flags=bicubic{target}")
        elif canvas.pixel_format.startswith("rgb") and stored != (frame.width, frame.height):
            # Scaling and turning into colours in one step takes three times as long.
            yield from (scale, "format=yuv420p", f"scale=flags=bicubic:in_color_matrix={matrix}")
        else:
            yield scale + target
        yield f"format={canvas.pixel_format}"
        yield from turn.filters
        yield "setsar=1"
        if (width, height) != (canvas.width, canvas.height):
            yield f"pad={canvas.width}:{canvas.height}:-1:-1:black"


def _ready(graph: Graph) -> Iterator[tuple[Micros, VideoFrame]]:
    while True:
        try:
            frame = graph.vpull()
        except (BlockingIOError, NoMore):
            return
        yield Micros(round((frame.pts or 0) * (frame.time_base or _MICROS) * SECOND)), frame


def _table_input(graph: Graph, node: FilterContext, transfer: int) -> FilterContext:
    hald = table(transfer)
    size = f"video_size={hald.width}x{hald.height}:pix_fmt={hald.format.name}:time_base=1/{SECOND}"
    given = graph.add("buffer", size)
    given.link_to(node, 0, 1)
    return given


def inside(size: tuple[int, int], canvas: Canvas) -> tuple[int, int]:
    """The size a picture takes on the canvas: as large as fits, and all of it where the shapes all but agree."""
    scale = min(Fraction(canvas.width, size[0]), Fraction(canvas.height, size[1]))
    width, height = rounded(size[0] * scale, 2), rounded(size[1] * scale, 2)
    agrees = canvas.width - width <= 2 and canvas.height - height <= 2
    return (canvas.width, canvas.height) if agrees else (min(width, canvas.width), min(height, canvas.height))


def _matrix(frame: VideoFrame) -> str:
    """Films that do not say how their colours are coded: large ones follow BT.709, small ones BT.601."""
    if frame.colorspace != _UNSPECIFIED:
        return "auto"
    return "bt709" if frame.height >= _HIGH_DEFINITION else "bt601"


def _sign(number: int) -> int:
    return 1 if number > 0 else -1
