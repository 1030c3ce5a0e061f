"""The reel's workbench: all that a reel is made from, and a whole reel saved at once, since an edit is data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.families import programme_of, words_of
from vignette.actions.material import (
    ReelFilm,
    ReelMoment,
    Voice,
    film_of_reel,
    films_at_hand,
    may_not_be_shown,
    moments_of,
    names_of,
    voices_of,
)
from vignette.actions.reels import is_made
from vignette.domain.consent import Purpose, require
from vignette.domain.errors import NotAllowed, NotYours, OutOfDate
from vignette.domain.family import Family
from vignette.domain.film import FilmId
from vignette.domain.leave import Actor, Bond, Verb
from vignette.domain.moment import Moment, MomentId
from vignette.domain.person import Person
from vignette.domain.programme import ClipPolicy, Template
from vignette.domain.reel import Clip, Reel, ReelId, admit, admit_count, must_fit
from vignette.domain.score import Score, score_of
from vignette.library.letters import CANNOT_WRITE, can_write
from vignette.storage import cycles, families, films, moments, reels


@dataclass(frozen=True, slots=True)
class Standing:
    """A reel as it is now, how it plays, and whether it was made so."""

    reel: Reel
    score: Score
    is_made: bool


class Changed(OutOfDate):
    """The reel was changed in another window; `now` is how it stands."""

    def __init__(self, now: Standing) -> None:
        super().__init__("This reel was changed in another window.")
        self.now = now


@dataclass(frozen=True, eq=False, slots=True)
class Workbench:
    """All that the reel's page works with; `template` is what the programme says about the reel of this cycle."""

    standing: Standing
    films: tuple[ReelFilm, ...]
    moments: tuple[ReelMoment, ...]
    people: tuple[Person, ...]
    voices: tuple[Voice, ...]
    policy: ClipPolicy
    template: Template
    client_chooses: bool


def workbench(actor: Actor, reel_id: ReelId) -> Workbench:
    """The reel and what it can be made of: every film of the family that everybody in it still agrees to."""
    with act(actor, Verb.SEE_REEL, reel_id) as bond:
        family, cycle = _family(bond), cycles.load(reels.cycle_of(reel_id))
        its = programme_of(family)
        known = films_at_hand(family.id)
        called = names_of(known, family.id)
        shown = [film for film in known if not may_not_be_shown(film, bond.consents)]
        kept = partial(moments_of, policy=its.clip_policy, consents=bond.consents)
        return Workbench(
            standing=standing(reel_id),
            films=tuple(film_of_reel(film, called[film.id]) for film in shown),
            moments=tuple(each for film in known for each in kept(film)),
            people=tuple(dict.fromkeys(person for film in shown for person in film.in_frame)),
            voices=tuple(voice for film in shown for voice in voices_of(film, bond.consents, family.people)),
            policy=its.clip_policy,
            template=its.template(cycle.number),
            client_chooses=its.client_chooses,
        )


def change_reel(actor: Actor, reel_id: ReelId, *, number: int, reel: Reel) -> Standing:
    """Save a whole reel as it shall be, where it was the one counted `number` until now.

    Raises Changed where it was not, NotAllowed for what the programme or the film does not let in, and ConsentMissing
    for a film that somebody in it has not agreed to. The same change, sent again after its answer was lost, is done.
    """
    with act(actor, Verb.CHANGE_REEL, reel_id) as bond:
        now, family = reels.load(reel_id), _family(bond)
        wanted = _followed(replace(reel, id=reel_id, number=now.number), _moments(reel, family))
        if wanted == now:
            return standing(reel_id)
        if number != now.number:
            raise Changed(standing(reel_id))
        _check_fresh(set(wanted.films()) - set(now.films()), family)
        _check(wanted, family, bond)
        reels.save(wanted, family.id)
        return standing(reel_id)


def standing(reel_id: ReelId) -> Standing:
    reel = reels.load(reel_id)
    return Standing(reel, score_of(reel), is_made(reel))


def _check(reel: Reel, family: Family, bond: Bond) -> None:
    its = programme_of(family)
    if not can_write("".join(reel.written())):
        raise NotAllowed(CANNOT_WRITE)
    admit_count(reel.clips, its.clip_policy)
    if not reels.are_free(reel.id, reel.clips):
        raise NotYours
    known = _moments(reel, family)
    for clip in reel.clips:
        moment = known[clip.moment]
        admit(clip, moment, policy=its.clip_policy, codebook=words_of(moment))
    for film in reel.films():
        _check_film(film, reel, bond)


def _check_fresh(fresh: Collection[FilmId], family: Family) -> None:
    """Films from which nothing was in the reel yet are among those that the workbench offers."""
    if fresh and not set(fresh) <= set(films.of_family(family.id)):
        raise NotAllowed("No clip can be taken from this film: choose a moment of another.")


def _check_film(film_id: FilmId, reel: Reel, bond: Bond) -> None:
    """The film may be shown, and what is done to its clips lies inside it."""
    film = films.load(film_id)
    require(film.in_frame, Purpose.FILM, bond.consents, timezone.localtime())
    if film.footage is None:
        raise NotYours
    for clip in reel.clips:
        if clip.film == film_id:
            must_fit(clip, film.footage.whole)


def _moments(reel: Reel, family: Family) -> Mapping[MomentId, Moment]:
    """The moments of the reel's clips; raises NotAllowed for one that is not there, as for one of another family."""
    found = {each.id: each for each in moments.of_family(family.id, [clip.moment for clip in reel.clips])}
    if any(clip.moment not in found or found[clip.moment].film != clip.film for clip in reel.clips):
        raise NotAllowed("A moment in this reel is no longer there: take its clip out.")
    return found


def _followed(reel: Reel, known: Mapping[MomentId, Moment]) -> Reel:
    """The reel with what its clips take from their moments as it is now."""
    return replace(reel, clips=tuple(_as_kept(clip, known[clip.moment]) for clip in reel.clips))


def _as_kept(clip: Clip, moment: Moment) -> Clip:
    return replace(clip, title=moment.title, span=clip.trim or moment.span)


def _family(bond: Bond) -> Family:
    if bond.family is None:
        raise NotYours
    return families.load(bond.family)
