"""What a screen of a shared review begins with: the client's own, and the moments they mark."""

from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.sharing import invitation_of
from vignette.domain.errors import NotAllowed
from vignette.domain.leave import Actor, Verb
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.review import Mark
from vignette.domain.span import Micros
from vignette.storage import accounts, cycles, families, invitations, reels, reviews

MOST_MARKS = 200
"""Moments that can be marked in one review."""


@dataclass(frozen=True, slots=True)
class OpenClip:
    """A clip of the rendered reel, with nothing that only the guider may see: `title` stands on its own card."""

    id: ClipId
    start: Micros
    end: Micros
    title: str
    question: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A moment that was marked, reel time."""

    clip: ClipId
    at: Micros


@dataclass(frozen=True, slots=True)
class Joining:
    """All that reaches the client's screen; `words` are their own of each clip that they said something about."""

    clips: tuple[OpenClip, ...]
    length: Micros
    guider_name: str
    marks: tuple[Marked, ...]
    words: tuple[tuple[ClipId, str], ...]


def join(actor: Actor) -> Joining:
    its = invitation_of(actor)
    with act(actor, Verb.JOIN_REVIEW, its):
        reel_id = invitations.reel_of(its)
        clips, review = open_clips(reel_id), reviews.of_reel(reel_id)
        family = cycles.family_of(reels.cycle_of(reel_id))
        return Joining(
            clips=clips,
            length=clips[-1].end if clips else Micros(0),
            guider_name=accounts.load(families.guider_of(family)).name,
            marks=marked(reel_id),
            words=tuple((each.clip, each.client_words) for each in review.seen if each.client_words) if review else (),
        )


def mark(actor: Actor, at: Micros) -> tuple[Marked, ...]:
    """The client marks a moment, reel time; all that are marked now. To mark the same again changes nothing."""
    its = invitation_of(actor)
    with act(actor, Verb.MARK_MOMENT, its) as bond:
        reel_id = invitations.reel_of(its)
        clip = next((each for each in open_clips(reel_id) if each.start <= at < each.end), None)
        if bond.family is None or clip is None:
            raise NotAllowed("There is nothing of the film at this place.")
        here = marked(reel_id)
        if len(here) >= MOST_MARKS:
            raise NotAllowed("So many moments are marked already: talk about some of them first.")
        if Marked(clip.id, at) not in here:
            reviews.mark(reel_id, bond.family, Mark(clip.id, Micros(at - clip.start)))
        return marked(reel_id)


def marked(reel_id: ReelId) -> tuple[Marked, ...]:
    """What the client marked, where it stands in the reel as it is rendered now."""
    starts = {each.clip: each.start for each in reels.rendered_clips(reel_id)}
    review = reviews.of_reel(reel_id)
    its = review.marks if review else ()
    return tuple(Marked(each.clip, Micros(starts[each.clip] + each.after)) for each in its if each.clip in starts)


def open_clips(reel_id: ReelId) -> tuple[OpenClip, ...]:
    """The clips of the rendered reel as everybody may see them."""
    return tuple(
        OpenClip(clip.id, made.start, made.end, clip.showing.title, clip.question)
        for made, clip in reels.as_made(reel_id)
    )
