"""Films drawn for what is painted on them: a room in which a patch moves along a known way, kept without any loss."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av import VideoFrame
from av.video.reformatter import VideoReformatter

from tests.films import Colours
from vignette.domain.film import FilmId
from vignette.domain.moment import MomentId
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.score import Cue, score_of
from vignette.domain.showing import Box, Cover, Key, Showing
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.work import Progress
from vignette.footage.reel.cards import card
from vignette.footage.reel.pictures import shown
from vignette.footage.upright import Canvas

Pixels = npt.NDArray[np.uint8]
Draw = Callable[[float], Pixels]

FPS = 25
SIZE = (320, 180)
SIDE = 40
MAGENTA = (255, 0, 255)


def room(size: tuple[int, int] = SIZE, *, seed: int = 7) -> Pixels:
    """A motley room in soft greens and greys, in which nothing is magenta; shape (height, width, 3)."""
    chance = np.random.default_rng(seed)
    coarse = chance.integers(40, 200, (size[1] // 20 + 1, size[0] // 20 + 1), np.uint8)
    grey = np.kron(coarse, np.ones((20, 20), np.uint8))[: size[1], : size[0]]
    return np.stack([grey // 2, grey, grey // 2 + 20], axis=2)


def corner_at(seconds: float) -> tuple[int, int]:
    """Left and top of the patch: straight to the right for a second, and down from then on; always even."""
    across, down = min(seconds, 1.0), max(0.0, seconds - 1.0)
    return 2 * round(20 + 50 * across), 2 * round(20 + 40 * down)


def patch_at(seconds: float, patch: Pixels) -> Pixels:
    picture = room()
    left, top = corner_at(seconds)
    picture[top : top + SIDE, left : left + SIDE] = patch
    return picture


def box_at(seconds: float) -> Box:
    left, top = corner_at(seconds)
    return Box(left / SIZE[0], top / SIZE[1], SIDE / SIZE[0], SIDE / SIZE[1])


def following_the_patch() -> Cover:
    """A cover with a key wherever the patch turns."""
    return Cover(tuple(Key(Micros(round(at * SECOND)), box_at(at)) for at in (0.0, 1.0, 1.96)))


def drawn(path: Path, draw: Draw, *, seconds: float = 2.0, fps: int = FPS, is_exact: bool = True) -> PlainFile:
    """A film of what `draw` gives for each time, in seconds, without sound.

    Not one pixel is lost in writing it, which few players can play; or else it is a film like those of phones.
    """
    quality = {"qp": "0"} if is_exact else {"crf": "18", "bf": "0", "sc_threshold": "0"}
    with av.open(str(path), "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=fps, options={**quality, "preset": "ultrafast", "g": "10"})
        first = draw(0.0)
        stream.width, stream.height, stream.pix_fmt = first.shape[1], first.shape[0], "yuv420p"
        stream.codec_context.colorspace = 1
        reformatter = VideoReformatter()
        for number in range(round(seconds * fps)):
            frame = VideoFrame.from_ndarray(draw(number / fps), format="rgb24")
            flat = reformatter.reformat(frame, format="yuv420p", dst_colorspace="ITU709", threads=1)
            flat.pts, flat.time_base = number, Fraction(1, fps)
            output.mux(stream.encode(flat))
        output.mux(stream.encode(None))
    return PlainFile(path)


def clip_of(span: tuple[float, float], showing: Showing, question: str = "") -> Clip:
    start, end = (Micros(round(at * SECOND)) for at in span)
    return Clip(ClipId.new(), MomentId.new(), FilmId.new(), Span(start, end), "", question, showing=showing)


def cues_of(span: tuple[float, float], showing: Showing) -> Sequence[Cue]:
    return score_of(Reel(ReelId.new(), (clip_of(span, showing),)))


def painted(
    cues: Sequence[Cue], source: PlainFile | None, size: tuple[int, int] = SIZE
) -> Iterator[tuple[Cue, int, Pixels]]:
    """Each picture of the cues, with its cue and its time in the reel, as colours."""
    colours = Colours()
    for cue in cues:
        for at, frame in shown(cue, source, Canvas(*size, "yuv420p")):
            assert (frame.width, frame.height, frame.format.name) == (*size, "yuv420p")
            yield cue, at, colours.stored(frame)


def is_magenta(picture: Pixels) -> npt.NDArray[np.bool_]:
    """Which pixels have anything of the patch in them: red and blue well above green."""
    red, green, blue = (picture[..., channel].astype(int) for channel in range(3))
    return (red > green + 25) & (blue > green + 40)


def darkest_on_a_card(words: str, *, progress: Progress) -> int:
    """The darkest light on a card with these words, found wherever this is run."""
    progress(1.0)
    return int(card(words, (640, 360)).light.min())
