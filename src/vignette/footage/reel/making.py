"""How a reel is made: on which canvas, and in which words its pictures are described."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from vignette.domain.film import FilmId
from vignette.domain.score import Cue, Score
from vignette.domain.span import Micros
from vignette.footage.reel.films import SLOWEST, Filmed, Films
from vignette.footage.reel.units import Shape, level_of, shape_of_stream
from vignette.footage.sizes import common_size
from vignette.footage.upright import Canvas
from vignette.footage.written import LINES, PIXEL_FORMAT, encoder

_ONLY_WORDS = (LINES * 16 // 9, LINES)

# How much smaller a film may be shown so that another one, most of the reel, can be copied.
_AS_GOOD_AS = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Making:
    """The reel's canvas; `rate` and `level` for its encoder, and the `shape` of what that makes.

    A film of the same shape can be copied.
    """

    canvas: Canvas
    rate: Fraction
    level: str
    shape: Shape

    @property
    def size(self) -> tuple[int, int]:
        return self.canvas.width, self.canvas.height


def making_of(score: Score, films: Films) -> Making:
    """Such that what most of the reel is cut from can be copied, where that does not make another film small."""
    common = common_size([film.size for film in films.values()] or [_ONLY_WORDS], lines=LINES)
    plain = {film: _plain(score, film_id) for film_id, film in films.items()}
    for film in sorted(plain, key=lambda each: plain[each], reverse=True):
        level = level_of(film.shape)
        if level and plain[film] and _is_good(film.size, common, films.values()):
            making = _made(film.size, film.rate, level)
            if making.shape == film.shape:
                return making
    return _made(common, max((film.rate for film in films.values()), default=SLOWEST), "")


def _plain(score: Score, film: FilmId) -> Micros:
    """How much of the reel is this film as it is."""
    return Micros(sum(cue.step.lasting for cue in score if _is_of(cue, film) and cue.is_plain))


def _is_of(cue: Cue, film: FilmId) -> bool:
    return cue.clip is not None and cue.clip.film == film


def _is_good(size: tuple[int, int], common: tuple[int, int], films: Iterable[Filmed]) -> bool:
    long, short = max(size), min(size)
    is_whole = not long % 2 and not short % 2
    is_small_enough = long <= _ONLY_WORDS[0] and short <= _ONLY_WORDS[1]
    return (
        is_whole
        and is_small_enough
        and all(_scale(film.size, size) >= _AS_GOOD_AS * min(Fraction(1), _scale(film.size, common)) for film in films)
    )


def _scale(size: tuple[int, int], canvas: tuple[int, int]) -> Fraction:
    return min(Fraction(canvas[0], size[0]), Fraction(canvas[1], size[1]))


def _made(size: tuple[int, int], rate: Fraction, level: str) -> Making:
    context = encoder(size, rate, level=level)
    context.open()
    return Making(Canvas(*size, PIXEL_FORMAT), rate, level, shape_of_stream(context.extradata or b""))
