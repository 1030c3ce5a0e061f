"""The shared review: what was seen, said and agreed; then the cycle closes and the next one opens."""

from dataclasses import dataclass

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.editions import watched_by
from vignette.actions.families import codebook_of
from vignette.domain.codebook import Codebook
from vignette.domain.cycle import CycleId
from vignette.domain.edition import RenderedClip, Watcher
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor, Verb
from vignette.domain.reel import Clip, ClipId, ReelId
from vignette.domain.review import Reply, Review, ReviewId, Seen
from vignette.domain.span import Micros
from vignette.storage import cycles, families, invitations, moments, reels, reviews


@dataclass(frozen=True, slots=True)
class ReviewClip:
    """A clip as it stands in the rendered reel, and what was said about it; `principle` is a label, or empty."""

    id: ClipId
    title: str
    question: str
    principle: str
    start: Micros
    end: Micros
    client_words: str
    guider_words: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    family: Family
    reel: ReelId
    cycle: CycleId
    clips: tuple[ReviewClip, ...]
    review: Review
    reply: Reply | None
    is_closed: bool


def see_review(actor: Actor, reel_id: ReelId) -> ReviewPage:
    with act(actor, Verb.SEE_REVIEW, reel_id):
        cycle = cycles.load(reels.cycle_of(reel_id))
        return ReviewPage(
            family=families.load(cycles.family_of(cycle.id)),
            reel=reel_id,
            cycle=cycle.id,
            clips=clips_of(reel_id),
            review=reviews.of_reel(reel_id) or Review(ReviewId.new()),
            reply=invitations.reply_to(reel_id),
            is_closed=cycle.closed_at is not None,
        )


def note_seen(actor: Actor, reel_id: ReelId, clip_id: ClipId, *, client_words: str, guider_words: str) -> None:
    """Keep what the client saw in a clip, and what the guider said after that."""
    with act(actor, Verb.HOLD_REVIEW, reel_id) as bond:
        if bond.family is None or clip_id not in {clip.id for clip in reels.load(reel_id).clips}:
            raise NotYours
        reviews.note_seen(reel_id, bond.family, Seen(clip_id, client_words.strip(), guider_words.strip()))


def agree(actor: Actor, reel_id: ReelId, *, to_try: str) -> None:
    """What both agree to try until the next film."""
    with act(actor, Verb.HOLD_REVIEW, reel_id) as bond:
        if bond.family is None:
            raise NotYours
        reviews.agree(reel_id, bond.family, to_try.strip())


def finish_review(actor: Actor, reel_id: ReelId) -> None:
    """Say that the review was held."""
    with act(actor, Verb.HOLD_REVIEW, reel_id) as bond:
        if bond.family is None:
            raise NotYours
        reviews.hold(reel_id, bond.family, timezone.now())
        watched_by(reel_id, Watcher.REVIEW)


def close_cycle(actor: Actor, cycle_id: CycleId) -> FamilyId:
    """Close a cycle whose review was held, and open the next."""
    with act(actor, Verb.CLOSE_CYCLE, cycle_id):
        cycle, family = cycles.load(cycle_id), cycles.family_of(cycle_id)
        if not cycle.is_reviewed:
            raise NotAllowed("Hold the shared review before you close this cycle.")
        if cycle.closed_at is None:
            cycles.close(cycle_id, timezone.now())
            cycles.open_next(family)
    return family


def clips_of(reel_id: ReelId) -> tuple[ReviewClip, ...]:
    """The clips of the rendered reel, with what was noted about each."""
    review = reviews.of_reel(reel_id)
    noted = {seen.clip: seen for seen in review.seen} if review else {}
    now = {clip.id: clip for clip in reels.load(reel_id).clips}
    book = codebook_of(families.load(cycles.family_of(reels.cycle_of(reel_id))))
    return tuple(
        _shown(each, now[each.clip], noted.get(each.clip, Seen(each.clip, "")), book)
        for each in reels.rendered_clips(reel_id)
        if each.clip in now
    )


def _shown(rendered: RenderedClip, clip: Clip, seen: Seen, book: Codebook) -> ReviewClip:
    return ReviewClip(
        id=clip.id,
        title=clip.title,
        question=clip.question,
        principle=_principle(clip, book),
        start=rendered.start,
        end=rendered.end,
        client_words=seen.client_words,
        guider_words=seen.guider_words,
    )


def _principle(clip: Clip, book: Codebook) -> str:
    moment = moments.find(clip.film, clip.moment)
    found = book.find(moment.principle or "") if moment else None
    return found.label if found else ""
