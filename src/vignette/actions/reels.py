"""Reels: kept moments in order, each with a question, and the film that is made of them."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.editions import EditionLine, lines_of
from vignette.actions.families import programme_of, words_of
from vignette.actions.films import asker
from vignette.actions.watching import Watched, watched
from vignette.domain.consent import Purpose
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.film import Film, FilmId, Occasion
from vignette.domain.invitation import Invitation
from vignette.domain.leave import Actor, Verb
from vignette.domain.programme import ClipPolicy
from vignette.domain.reel import Clip, ClipId, Reel, ReelId, admit, admit_count, clip_of
from vignette.domain.review import Reply
from vignette.domain.supervision import Submission
from vignette.storage import (
    accounts,
    cycles,
    editions,
    families,
    films,
    invitations,
    jobs,
    moments,
    reels,
    replies,
    supervisions,
)
from vignette.storage.accounts import Account


class ReelState(StrEnum):
    """How far the film of a reel is."""

    NOT_MADE = "not made"
    WAITING = "waiting"
    BEING_MADE = "being made"
    MADE = "made"
    OUT_OF_DATE = "out of date"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReelPage:
    """A reel and all that can be done with it; the two `..._blocked` say in one sentence why not, or are empty."""

    reel: Reel
    family: Family
    film: FilmId
    cycle_number: int
    state: ReelState
    share: float
    problem: str
    editions: tuple[EditionLine, ...]
    stills: frozenset[ClipId]
    invitation: Invitation | None
    reply: Reply | None
    submissions: tuple[Submission, ...]
    supervisors: tuple[Account, ...]
    sharing_blocked: str
    supervision_blocked: str


def start_reel(actor: Actor, film_id: FilmId) -> ReelId:
    """The reel of the film's cycle; when it is begun, kept moments go in as far as the programme lets them.

    Where the client chooses, it begins empty.
    """
    with act(actor, Verb.CHANGE_MOMENTS, film_id):
        film, cycle = films.load(film_id), films.cycle_of(film_id)
        if film.is_sound or film.occasion is not Occasion.TOGETHER:
            raise NotYours
        if (reel := cycles.reel_of(cycle)) is not None:
            return reel
        begun = ReelId.new()
        reels.add(begun, film.family, cycle)
        family = families.load(film.family)
        if not programme_of(family).client_chooses:
            reels.save(Reel(begun, _admitted(film, family)), film.family)
        return begun


def see_reel(actor: Actor, reel_id: ReelId) -> ReelPage:
    with act(actor, Verb.SEE_REEL, reel_id) as bond:
        reel = reels.load(reel_id)
        cycle = cycles.load(reels.cycle_of(reel_id))
        family, film = families.load(cycles.family_of(cycle.id)), _film_of(reel)
        work = jobs.status(jobs.Kind.RENDER, reel_id)
        state = _state(reel, work)
        return ReelPage(
            reel=reel,
            family=family,
            film=film,
            cycle_number=cycle.number,
            state=state,
            share=work.share if work else 0.0,
            problem=work.reason if work and state is ReelState.FAILED else "",
            editions=lines_of(reel_id, family),
            stills=reels.with_stills(reel_id),
            invitation=invitations.newest_of(reel_id),
            reply=replies.of_reel(reel_id),
            submissions=supervisions.of_reel(reel_id),
            supervisors=tuple(each for each in accounts.supervisors() if each.id != actor.who),
            sharing_blocked=bond.why_not(Purpose.SHARED_REVIEW, at=timezone.localtime()),
            supervision_blocked=bond.why_not(Purpose.OWN_SUPERVISION, at=timezone.localtime()),
        )


def render_reel(actor: Actor, reel_id: ReelId) -> None:
    """Have the film of the reel made, from the moments as they are now."""
    with act(actor, Verb.RENDER_REEL, reel_id) as bond:
        if bond.family is None:
            raise NotYours
        check_fits(reels.load(reel_id), programme_of(families.load(bond.family)).clip_policy)
        jobs.queue(jobs.Kind.RENDER, reel_id, family=bond.family, asked_by=asker(actor))


def open_reel(actor: Actor, reel_id: ReelId) -> Watched:
    with act(actor, Verb.WATCH_REEL, reel_id):
        return watched(actor, Verb.WATCH_REEL, reel_id, reels.rendered(reel_id))


def open_still(actor: Actor, reel_id: ReelId, clip_id: ClipId) -> Watched:
    with act(actor, Verb.WATCH_REEL, reel_id):
        return watched(actor, Verb.WATCH_REEL, reel_id, reels.still(reel_id, clip_id))


def check_fits(reel: Reel, policy: ClipPolicy) -> None:
    """Raise NotAllowed where a clip grew too long since it was put in, or there is none."""
    if not reel.clips:
        raise NotAllowed("Put a moment into the reel first.")
    for clip in reel.clips:
        if clip.span.length > policy.longest:
            raise NotAllowed(f"“{clip.title}” is too long for a reel: make it shorter first.")


def is_made(reel: Reel) -> bool:
    """Whether the reel as it was last made shows it as it is now."""
    newest = editions.newest(reel.id)
    return newest is not None and newest.shows(reel)


def _state(reel: Reel, work: jobs.Status | None) -> ReelState:
    under_way = {jobs.State.QUEUED: ReelState.WAITING, jobs.State.RUNNING: ReelState.BEING_MADE}
    if work and work.state in under_way:
        return under_way[work.state]
    if work and work.state is jobs.State.FAILED:
        return ReelState.FAILED
    newest = editions.newest(reel.id)
    if newest is None:
        return ReelState.NOT_MADE
    return ReelState.MADE if newest.shows(reel) else ReelState.OUT_OF_DATE


def _admitted(film: Film, family: Family) -> tuple[Clip, ...]:
    """Clips of the kept moments, as many as the programme lets in without a reason."""
    its, clips = programme_of(family).clip_policy, list[Clip]()
    for moment in moments.of_film(film.id):
        try:
            admit(clip_of(moment), moment, policy=its, codebook=words_of(moment))
            admit_count([*clips, clip_of(moment)], its)
        except NotAllowed:
            continue
        clips.append(clip_of(moment))
    return tuple(clips)


def _film_of(reel: Reel) -> FilmId:
    """The film that the reel's cycle is about, or, where that was erased, the first that the reel shows."""
    film = cycles.film_of(reels.cycle_of(reel.id)) or next(iter(reel.films()), None)
    if film is None:
        raise NotYours
    return film
