"""Taking the cuts of a reel out, for a program in which films are cut; what would not come along is said before."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.moments import footage_of
from vignette.actions.names import file_of
from vignette.cell.aside import aside
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.leave import Actor, Verb
from vignette.domain.reel import ReelId
from vignette.domain.score import Score, score_of
from vignette.exchange.errands import WRITE_TIMELINE
from vignette.exchange.timeline import Source, Timeline, left_behind, pieces_of
from vignette.storage import cycles, films, reels

LONGEST_WRITING = 60.0
"""Seconds after which writing the file is given up."""


@dataclass(frozen=True, slots=True)
class CutsPage:
    """A reel, what it and its films are called in the file, and a sentence for each thing that stays behind."""

    reel: ReelId
    title: str
    films: tuple[str, ...]
    losses: tuple[str, ...]


def see_cuts(actor: Actor, reel_id: ReelId) -> CutsPage:
    with act(actor, Verb.SEE_REEL, reel_id):
        score, its = _cuts(reel_id)
        named = dict.fromkeys(piece.film.name for piece in its.pieces if piece.film)
        return CutsPage(reel_id, its.title, tuple(named), left_behind(score))


def take_cuts(actor: Actor, reel_id: ReelId) -> bytes:
    """The reel as an OpenTimelineIO file, which names its films by their number and holds none of them."""
    with act(actor, Verb.TAKE_REEL, reel_id):
        _, its = _cuts(reel_id)
    return aside(WRITE_TIMELINE, its, seconds=LONGEST_WRITING)


def _cuts(reel_id: ReelId) -> tuple[Score, Timeline]:
    reel, number = reels.load(reel_id), cycles.load(reels.cycle_of(reel_id)).number
    if not reel.clips:
        raise NotAllowed("Put a moment into the reel first: there is nothing to take out yet.")
    score = score_of(reel)
    return score, Timeline(f"Reel {number}", pieces_of(score, _sources(reel.films())))


def _sources(which: Iterable[FilmId]) -> Mapping[FilmId, Source]:
    named, so_far = dict[FilmId, Source](), Counter[int]()
    for film_id in which:
        number = cycles.load(films.cycle_of(film_id)).number
        so_far[number] += 1
        named[film_id] = Source(file_of(number, so_far[number]), footage_of(films.load(film_id)).length)
    return named
