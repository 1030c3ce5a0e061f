"""The shared review: what was seen, said, marked and agreed; then the cycle closes and the next one opens."""

from dataclasses import dataclass

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.editions import watched_by
from vignette.actions.families import words_of
from vignette.actions.joining import Marked, marked
from vignette.domain.cycle import CycleId
from vignette.domain.edition import RenderedClip, Watcher
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor, Verb
from vignette.domain.playhead import Side
from vignette.domain.reel import Clip, ClipId, ReelId
from vignette.domain.review import Reply, Review, ReviewId, Seen, Trial, admit_note
from vignette.domain.span import Micros
from vignette.storage import cycles, families, moments, reels, replies, reviews


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
    said_nothing: bool = False
    named_first: Side | None = None
    runs: int = 0


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A shared review as the guider has it before them.

    `films` are those in which it was filmed itself, `before` is what was to be tried since the review before.
    """

    family: Family
    reel: ReelId
    cycle: CycleId
    clips: tuple[ReviewClip, ...]
    review: Review
    reply: Reply | None
    is_closed: bool
    films: tuple[FilmId, ...]
    marks: tuple[Marked, ...] = ()
    before: Trial | None = None


def see_review(actor: Actor, reel_id: ReelId) -> ReviewPage:
    with act(actor, Verb.SEE_REVIEW, reel_id):
        cycle = cycles.load(reels.cycle_of(reel_id))
        return ReviewPage(
            family=families.load(cycles.family_of(cycle.id)),
            reel=reel_id,
            cycle=cycle.id,
            clips=clips_of(reel_id),
            review=reviews.of_reel(reel_id) or Review(ReviewId.new()),
            reply=replies.of_reel(reel_id),
            is_closed=cycle.closed_at is not None,
            marks=marked(reel_id),
            before=_before(reel_id),
            films=cycles.review_films_of(cycle.id),
        )


def note_seen(
    actor: Actor,
    reel_id: ReelId,
    clip_id: ClipId,
    *,
    client_words: str,
    guider_words: str,
    said_nothing: bool = False,
    named_first: Side | None = None,
) -> None:
    """Keep what the client saw in a clip, and what the guider said after that."""
    with act(actor, Verb.HOLD_REVIEW, reel_id) as bond:
        if bond.family is None or clip_id not in {clip.id for clip in reels.load(reel_id).clips}:
            raise NotYours
        seen = Seen(clip_id, client_words.strip(), guider_words.strip(), said_nothing, named_first)
        admit_note(seen)
        reviews.note_seen(reel_id, bond.family, seen)


def agree(actor: Actor, reel_id: ReelId, *, to_try: str) -> None:
    """What both agree to try until the next film."""
    with act(actor, Verb.HOLD_REVIEW, reel_id) as bond:
        if bond.family is None:
            raise NotYours
        reviews.agree(reel_id, bond.family, to_try.strip())


def tell_trial(actor: Actor, reel_id: ReelId, *, was_tried: bool | None, happened: str) -> None:
    """What became of what was planned in the review before this one; it is asked when this one begins."""
    with act(actor, Verb.HOLD_REVIEW, reel_id) as bond:
        earlier = reviews.before(reel_id)
        if bond.family is None or earlier is None:
            raise NotAllowed("There was no review before this one.")
        reviews.tell_trial(earlier, bond.family, was_tried=was_tried, happened=happened.strip())


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
    return tuple(_shown(made, clip, noted.get(clip.id, Seen(clip.id, ""))) for made, clip in reels.as_made(reel_id))


def _before(reel_id: ReelId) -> Trial | None:
    earlier = reviews.before(reel_id)
    review = reviews.of_reel(earlier) if earlier else None
    return review.trial if review and review.trial.planned else None


def _shown(rendered: RenderedClip, clip: Clip, seen: Seen) -> ReviewClip:
    return ReviewClip(
        id=clip.id,
        title=clip.title,
        question=clip.question,
        principle=_principle(clip),
        start=rendered.start,
        end=rendered.end,
        client_words=seen.client_words,
        guider_words=seen.guider_words,
        said_nothing=seen.said_nothing,
        named_first=seen.named_first,
        runs=seen.runs,
    )


def _principle(clip: Clip) -> str:
    moment = moments.find(clip.film, clip.moment)
    found = words_of(moment).find(moment.principle or "") if moment else None
    return found.label if found else ""
