"""Taking the cuts of a reel out, for a program in which films are cut; what would not come along is said before."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.moments import footage_of
from vignette.carrying.errands import WRITE_TIMELINE
from vignette.cell.aside import aside
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.leave import Actor, Verb
from vignette.domain.reel import Reel, ReelId
from vignette.domain.score import score_of
from vignette.exchange.timeline import Source, Timeline, left_behind, pieces_of
from vignette.storage import cycles, films, reels

LONGEST_WRITING = 60.0
"""Seconds after which writing the file is given up."""


@dataclass(frozen=True, slots=True)
class CutsPage:
    """A reel, what its films are called in the file, and a sentence for each thing that stays behind."""

    reel: ReelId
    cycle_number: int
    films: tuple[str, ...]
    losses: tuple[str, ...]


def see_cuts(actor: Actor, reel_id: ReelId) -> CutsPage:
    with act(actor, Verb.SEE_REEL, reel_id):
        reel = _with_clips(reel_id)
        number = cycles.load(reels.cycle_of(reel_id)).number
        named = tuple(each.name for each in _sources(reel.films()).values())
        return CutsPage(reel_id, number, named, left_behind(score_of(reel)))


def take_cuts(actor: Actor, reel_id: ReelId) -> bytes:
    """The reel as an OpenTimelineIO file, which names its films by their number and holds none of them."""
    with act(actor, Verb.TAKE_REEL, reel_id):
        reel = _with_clips(reel_id)
        number = cycles.load(reels.cycle_of(reel_id)).number
        timeline = Timeline(f"Reel {number}", pieces_of(score_of(reel), _sources(reel.films())))
    return aside(WRITE_TIMELINE, timeline, seconds=LONGEST_WRITING)


def _with_clips(reel_id: ReelId) -> Reel:
    reel = reels.load(reel_id)
    if not reel.clips:
        raise NotAllowed("Put a moment into the reel first: there is nothing to take out yet.")
    return reel


def _sources(which: Iterable[FilmId]) -> Mapping[FilmId, Source]:
    """Each film by the number of its cycle; a second one of the same cycle is film 3-2."""
    named, so_far = dict[FilmId, Source](), Counter[int]()
    for film_id in which:
        number = cycles.load(films.cycle_of(film_id)).number
        so_far[number] += 1
        told = f"{number}-{so_far[number]}" if so_far[number] > 1 else f"{number}"
        named[film_id] = Source(f"film {told}.mp4", footage_of(films.load(film_id)).length)
    return named
