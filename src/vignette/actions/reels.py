"""Reels: kept moments in order, each with a question, and the film that is made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.families import codebook_of, programme_of
from vignette.actions.films import asker
from vignette.actions.watching import Watched, watched
from vignette.domain.codebook import Codebook
from vignette.domain.consent import Purpose, require
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.film import FilmId, Occasion, VersionId
from vignette.domain.invitation import Invitation
from vignette.domain.leave import Actor, Bond, Verb
from vignette.domain.moment import Moment, MomentId, Standing
from vignette.domain.programme import ClipPolicy, Programme
from vignette.domain.reel import ClipId, Reel, ReelId, admit, is_attuned, reordered
from vignette.domain.review import Reply
from vignette.domain.span import Micros
from vignette.domain.supervision import Submission
from vignette.storage import accounts, assets, cycles, families, films, invitations, jobs, moments, reels, supervisions
from vignette.storage.accounts import Account
from vignette.storage.reels import RenderedClip


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
    version: VersionId | None
    cycle_number: int
    policy: ClipPolicy
    codebook: Codebook
    waiting: tuple[Moment, ...]
    not_attuned: frozenset[MomentId]
    state: ReelState
    share: float
    problem: str
    length: Micros
    stills: frozenset[ClipId]
    invitation: Invitation | None
    reply: Reply | None
    submissions: tuple[Submission, ...]
    supervisors: tuple[Account, ...]
    sharing_blocked: str
    supervision_blocked: str


def start_reel(actor: Actor, film_id: FilmId) -> ReelId:
    """The reel of the film's cycle; when it is begun, kept moments go in as far as the programme lets them."""
    with act(actor, Verb.CHANGE_MOMENTS, film_id):
        film, cycle = films.load(film_id), films.cycle_of(film_id)
        if film.is_sound or film.occasion is not Occasion.TOGETHER:
            raise NotYours
        if (reel := cycles.reel_of(cycle)) is not None:
            return reel
        reel = ReelId.new()
        reels.add(reel, film.family, cycle)
        family = families.load(film.family)
        for moment in moments.of_film(film_id):
            _put_in_if_admitted(reel, family, moment)
        return reel


def see_reel(actor: Actor, reel_id: ReelId) -> ReelPage:
    with act(actor, Verb.SEE_REEL, reel_id) as bond:
        reel = reels.load(reel_id)
        cycle = cycles.load(reels.cycle_of(reel_id))
        family, film = families.load(cycles.family_of(cycle.id)), _film_of(reel_id)
        waiting, book = _waiting(reel, film), codebook_of(family)
        work = jobs.status(jobs.Kind.RENDER, reel_id)
        state = _state(reel, work)
        return ReelPage(
            reel=reel,
            family=family,
            film=film,
            version=assets.version(film),
            cycle_number=cycle.number,
            policy=programme_of(family).clip_policy,
            codebook=book,
            waiting=waiting,
            not_attuned=frozenset(moment.id for moment in waiting if not is_attuned(moment, book)),
            state=state,
            share=work.share if work else 0.0,
            problem=work.reason if work and state is ReelState.FAILED else "",
            length=reel.length,
            stills=reels.with_stills(reel_id),
            invitation=invitations.newest_of(reel_id),
            reply=invitations.reply_to(reel_id),
            submissions=supervisions.of_reel(reel_id),
            supervisors=tuple(each for each in accounts.supervisors() if each.id != actor.who),
            sharing_blocked=_blocked(bond, Purpose.SHARED_REVIEW),
            supervision_blocked=_blocked(bond, Purpose.OWN_SUPERVISION),
        )


def add_clip(actor: Actor, reel_id: ReelId, moment_id: MomentId, *, override: str = "") -> None:
    """Put a kept moment at the end; `override` is the reason for showing one that is not attuned."""
    with act(actor, Verb.CHANGE_REEL, reel_id) as bond:
        moment = moments.find(_film_of(reel_id), moment_id)
        if moment is None or bond.family is None:
            raise NotYours
        its, book = _rules(families.load(bond.family))
        admit(moment, reels.load(reel_id), policy=its.clip_policy, codebook=book, override=override.strip())
        reels.add_clip(reel_id, bond.family, moment_id, override=override.strip())


def remove_clip(actor: Actor, reel_id: ReelId, clip_id: ClipId) -> None:
    with act(actor, Verb.CHANGE_REEL, reel_id):
        reels.remove_clip(reel_id, clip_id)


def move_clip(actor: Actor, reel_id: ReelId, clip_id: ClipId, *, by: int) -> None:
    with act(actor, Verb.CHANGE_REEL, reel_id):
        reel = reels.load(reel_id)
        _must_hold(reel, clip_id)
        reels.save_order(reel_id, reordered(reel, clip_id, by=by))


def ask_in_clip(actor: Actor, reel_id: ReelId, clip_id: ClipId, question: str) -> None:
    """The question that the guider asks when this clip is watched together."""
    with act(actor, Verb.CHANGE_REEL, reel_id):
        _must_hold(reels.load(reel_id), clip_id)
        reels.save_question(reel_id, clip_id, question.strip())


def say_why(actor: Actor, reel_id: ReelId, words: str) -> None:
    """The one sentence that the client reads first."""
    with act(actor, Verb.CHANGE_REEL, reel_id):
        reels.save_why(reel_id, words.strip())


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
            raise NotAllowed(f"“{clip.title}” is too long for a reel: make the moment shorter first.")


def is_up_to_date(reel: Reel, rendered: Sequence[RenderedClip]) -> bool:
    """Whether the rendered film shows the clips as they are now."""
    return bool(rendered) and [(clip.id, clip.span) for clip in reel.clips] == [
        (each.clip, each.span) for each in rendered
    ]


def _state(reel: Reel, work: jobs.Status | None) -> ReelState:
    under_way = {jobs.State.QUEUED: ReelState.WAITING, jobs.State.RUNNING: ReelState.BEING_MADE}
    if work and work.state in under_way:
        return under_way[work.state]
    if work and work.state is jobs.State.FAILED:
        return ReelState.FAILED
    rendered = reels.rendered_clips(reel.id)
    if not rendered:
        return ReelState.NOT_MADE
    return ReelState.MADE if is_up_to_date(reel, rendered) else ReelState.OUT_OF_DATE


def _waiting(reel: Reel, film: FilmId) -> tuple[Moment, ...]:
    inside = {clip.moment for clip in reel.clips}
    return tuple(
        moment for moment in moments.of_film(film) if moment.standing is Standing.KEPT and moment.id not in inside
    )


def _put_in_if_admitted(reel: ReelId, family: Family, moment: Moment) -> None:
    its, book = _rules(family)
    try:
        admit(moment, reels.load(reel), policy=its.clip_policy, codebook=book, override="")
    except NotAllowed:
        return
    reels.add_clip(reel, family.id, moment.id, override="")


def _rules(family: Family) -> tuple[Programme, Codebook]:
    return programme_of(family), codebook_of(family)


def _film_of(reel_id: ReelId) -> FilmId:
    film = cycles.film_of(reels.cycle_of(reel_id))
    if film is None:
        raise NotYours
    return film


def _must_hold(reel: Reel, clip_id: ClipId) -> None:
    if clip_id not in {clip.id for clip in reel.clips}:
        raise NotYours


def _blocked(bond: Bond, purpose: Purpose) -> str:
    try:
        require(bond.in_frame, purpose, bond.consents, timezone.localtime())
    except ConsentMissing as missing:
        return str(missing)
    return ""
