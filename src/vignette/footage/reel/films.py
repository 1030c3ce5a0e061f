"""The films that a reel is cut from, as far as cutting has to know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from vignette.domain.errors import UnreadableFilm
from vignette.domain.film import FilmId
from vignette.domain.reel import Clip
from vignette.domain.score import Score
from vignette.domain.source import Source
from vignette.footage.container import OpenFilm
from vignette.footage.decode import pictures, reading
from vignette.footage.kind import Kind
from vignette.footage.reel.units import Shape, shape_of_movie
from vignette.footage.upright import Turn, turn_of, upright_size

SLOWEST, FASTEST = Fraction(24), Fraction(60)
"""Pictures a second that a reel is reckoned with, whatever its films say."""

_NOTHING = "No picture of this film can be shown; please copy it from the camera again."


@dataclass(frozen=True, slots=True)
class Filmed:
    """A film to be cut from: its upright `size` in square pixels, and its `rate`, pictures a second, which is a guess.

    `shape` describes its H.264 pictures where they may be copied if a reel's are described alike, and is empty where
    they may not: in other containers, or where they are to be turned or stretched.
    """

    source: Source
    size: tuple[int, int]
    rate: Fraction
    has_sound: bool
    shape: Shape = ()


Films = dict[FilmId, Filmed]


def clips_in(score: Score) -> tuple[Clip, ...]:
    """The clips that `score` shows, each once, in order."""
    return tuple({cue.clip.id: cue.clip for cue in score if cue.clip is not None}.values())


def films_of(score: Score, sources: Iterable[tuple[FilmId, Source]]) -> Films:
    """The films that `score` shows, each looked at once; ValueError where one has no source."""
    its = dict(sources)
    wanted = dict.fromkeys(clip.film for clip in clips_in(score))
    if wanted.keys() - its.keys():
        raise ValueError("every film in a reel has a source")
    return {film: _seen(its[film]) for film in wanted}


def _seen(source: Source) -> Filmed:
    with reading(source) as (film, clock, packets):
        for _, frame in pictures(film, clock, packets, None):
            aspect = film.pictures.sample_aspect_ratio
            rate = (film.pictures.average_rate or SLOWEST) * (2 if frame.interlaced_frame else 1)
            is_as_stored = turn_of(frame) == Turn() and aspect in (None, 0, 1)
            shape = _shape(film) if is_as_stored else ()
            rate = min(FASTEST, max(SLOWEST, rate)).limit_denominator(1001)
            return Filmed(source, upright_size(frame, aspect), rate, film.sound is not None, shape)
    raise UnreadableFilm(_NOTHING)


def _shape(film: OpenFilm) -> Shape:
    context = film.pictures.codec_context
    if film.kind is not Kind.MOVIE or film.pictures.codec_tag != "avc1" or context.name != "h264":
        return ()
    return shape_of_movie(context.extradata or b"") or ()
