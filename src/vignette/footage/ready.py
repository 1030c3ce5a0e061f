"""What the site needs of a film before it can be watched, and a finished reel with its stills."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from vignette.domain.score import Score
from vignette.domain.source import Source
from vignette.domain.span import Micros
from vignette.domain.work import Progress, unheard
from vignette.footage.made import MadeReel, Ready, Sources
from vignette.footage.note import sentence
from vignette.footage.probe import Survey, joined_footage, probe_all, takes_in
from vignette.footage.reel.render import render
from vignette.footage.reel.stills import stills_of
from vignette.footage.repack import repack
from vignette.footage.stills import still
from vignette.footage.takes import Take, sources_of

STILL_HEIGHT = 720

_WALK = 0.7
"""The share of the work that looking through the whole file is."""


def make_ready(pieces: Sequence[Source], *, progress: Progress = unheard) -> Ready:
    """Look into the film that was written in `pieces`, usually one; raises FilmProblem where it is no usable film."""
    if len(pieces) > 1:
        return _several(pieces, probe_all(pieces))
    found = [*takes_in(pieces, 0, progress=lambda share: progress(_WALK * share))]
    if len(found) > 1:
        return _several(pieces, [take for take, _ in found])
    (source,) = sources_of([take for take, _ in found], pieces)
    ready = _one(source, found[0][1])
    progress(1.0)
    return ready


def _several(pieces: Sequence[Source], takes: Sequence[Take]) -> Ready:
    footage = joined_footage([take.footage for take in takes], files=len(pieces))
    return Ready(footage, _poster(sources_of(takes, pieces)[0], Micros(takes[0].footage.length // 3)))


def _one(source: Source, found: Survey) -> Ready:
    poster = _poster(source, _key_before(found, Micros(found.footage.length // 3)))
    index = repack(source, found) if found.footage.plays_everywhere else None
    if index is None:
        note = found.footage.note or sentence(["made anew so that every browser plays it"])
        return Ready(replace(found.footage, plays_everywhere=False, note=note), poster)
    return Ready(found.footage, poster, found.times.astype("<i8").tobytes(), *index)


def _key_before(found: Survey, at: Micros) -> Micros:
    """The time of the last key picture up to `at`: the one that can be shown without those around it."""
    keys = found.clock.at_all(found.pictures.pts[found.pictures.is_key])
    return Micros(int(keys[keys <= at].max(initial=0)))


def _poster(source: Source, at: Micros) -> bytes:
    return still(source, at, height=STILL_HEIGHT)


def make_reel(score: Score, sources: Sources, target: Path, *, progress: Progress = unheard) -> MadeReel:
    """Write the film of `score` to `target`, one MP4, and take a still of each clip as it is shown.

    `sources` are pairs of a film and where it is read from, one for every film in the score. ValueError where one is
    missing or nothing is shown; FilmProblem where a film cannot be used.
    """
    rendered = render(score, sources, target, progress=progress)
    return MadeReel(rendered.length, rendered.starts, stills_of(score, sources, height=STILL_HEIGHT))
