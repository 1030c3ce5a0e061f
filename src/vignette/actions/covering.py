"""Somebody in the picture who is not to be seen: followed through a clip, so that a cover can go with them."""

from __future__ import annotations

from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.films import asker
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.following import Following, Wish
from vignette.domain.leave import Actor, Verb
from vignette.domain.reel import Clip, ClipId, ReelId
from vignette.domain.showing import Box
from vignette.domain.span import Micros, Span, clock
from vignette.storage import followings, jobs, reels
from vignette.storage.jobs import Kind, State, Status


@dataclass(frozen=True, slots=True)
class CoverWish:
    """What lies in `box` at film time `at` is followed to both ends of its clip, or only as far as `until`."""

    at: Micros
    box: Box
    until: Micros | None = None


@dataclass(frozen=True, slots=True)
class CoverState:
    """How far following is: no status where none was asked for; `words` say where it failed or lost somebody."""

    status: Status | None
    following: Following | None
    words: str


def follow_in_clip(actor: Actor, reel_id: ReelId, clip_id: ClipId, wish: CoverWish) -> None:
    """Have somebody followed through a clip; what was asked for it before is given up."""
    with act(actor, Verb.FOLLOW_IN_CLIP, reel_id) as bond:
        clip = _clip(reel_id, clip_id)
        if bond.family is None:
            raise NotYours
        span = _stretch(clip, wish)
        followings.keep_wish(reel_id, bond.family, Wish(clip_id, clip.film, span, wish.at, wish.box))
        jobs.queue(Kind.FOLLOW, clip_id, family=bond.family, asked_by=asker(actor))


def found(actor: Actor, reel_id: ReelId, clip_id: ClipId) -> CoverState:
    """How far it is, and what was found once it is done; it stays until something else is asked for the clip."""
    with act(actor, Verb.SEE_FOLLOWED, reel_id):
        _clip(reel_id, clip_id)
        status, following = jobs.status(Kind.FOLLOW, clip_id), followings.found(reel_id, clip_id)
        return CoverState(status, following, _words(status, following))


def _clip(reel_id: ReelId, clip_id: ClipId) -> Clip:
    clip = next((each for each in reels.load(reel_id).clips if each.id == clip_id), None)
    if clip is None:
        raise NotYours
    return clip


def _stretch(clip: Clip, wish: CoverWish) -> Span:
    """What of the clip is gone through; raises NotAllowed where the wish lies outside it."""
    ends = (clip.span.start, clip.span.end) if wish.until is None else sorted((wish.at, wish.until))
    start, end = max(ends[0], clip.span.start), min(ends[1], clip.span.end)
    if not (start < end and start <= wish.at <= end):
        raise NotAllowed("Nobody can be followed outside the clip: choose a picture inside it.")
    return Span(Micros(start), Micros(end))


def _words(status: Status | None, following: Following | None) -> str:
    if status is not None and status.state is State.FAILED:
        return status.reason
    if following is None or following.lost_at is None:
        return ""
    return f"Lost at {clock(following.lost_at)}: put the box where it belongs there, and go on from there."
