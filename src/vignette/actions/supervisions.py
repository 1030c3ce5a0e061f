"""Supervision: the supervisor sees what was submitted to them, and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.editions import watched_by
from vignette.actions.families import account_of
from vignette.actions.reels import is_made
from vignette.actions.reviews import ReviewClip, clips_of
from vignette.actions.watching import Watched, watched
from vignette.domain.edition import Watcher
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.leave import Actor, Verb, ask
from vignette.domain.reel import ReelId
from vignette.domain.span import Micros
from vignette.domain.supervision import Submission, SubmissionId
from vignette.storage import accounts, cycles, families, reels, reviews, supervisions
from vignette.storage.bonds import bond


@dataclass(frozen=True, slots=True)
class SubmissionCard:
    """Something that was laid before a supervisor."""

    id: SubmissionId
    guider_name: str
    cycle_number: int
    question: str
    submitted_at: datetime
    comments: int


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """The reel, the moments and the review notes; `is_mine` says whether the supervisor themselves is looking."""

    submission: Submission
    reel: ReelId
    guider_name: str
    cycle_number: int
    clips: tuple[ReviewClip, ...]
    to_try: str
    is_mine: bool


def submit(actor: Actor, reel_id: ReelId, *, supervisor: AccountId, question: str) -> SubmissionId:
    """Lay a reel before a supervisor, with what the guider wants to look at together."""
    submission_id = SubmissionId.new()
    with act(actor, Verb.SUBMIT, reel_id) as bond:
        chosen = next((each for each in accounts.supervisors() if each.id == supervisor), None)
        if chosen is None or bond.family is None or supervisor == actor.who:
            raise NotAllowed("Choose your supervisor.")
        if not is_made(reels.load(reel_id)):
            raise NotAllowed("Make the reel first: what you submit is what you have seen.")
        supervisions.end_all_of(reel_id, timezone.now())
        laid = Submission(submission_id, chosen.id, chosen.name, question.strip(), timezone.now())
        supervisions.add(laid, reel_id, bond.family)
    return submission_id


def end_supervision(actor: Actor, submission_id: SubmissionId) -> None:
    with act(actor, Verb.END_SUPERVISION, submission_id):
        supervisions.end(submission_id, timezone.now())


def my_submissions(actor: Actor) -> list[SubmissionCard]:
    """What is laid before this supervisor now, the newest first."""
    me = account_of(actor)
    with act(actor, Verb.LIST_SUBMISSIONS, me):
        return [_card(*each) for each in supervisions.open_to(me) if _may_be_seen(actor, each[0].id)]


def see_submission(actor: Actor, submission_id: SubmissionId) -> SubmissionPage:
    with act(actor, Verb.SEE_SUBMISSION, submission_id) as bond:
        if bond.family is None:
            raise NotYours
        submission, reel_id = supervisions.load(submission_id), supervisions.reel_of(submission_id)
        review = reviews.of_reel(reel_id)
        return SubmissionPage(
            submission=submission,
            reel=reel_id,
            guider_name=accounts.load(families.guider_of(bond.family)).name,
            cycle_number=cycles.load(reels.cycle_of(reel_id)).number,
            clips=clips_of(reel_id),
            to_try=review.to_try if review else "",
            is_mine=submission.supervisor == actor.who,
        )


def submission_film(actor: Actor, submission_id: SubmissionId) -> Watched:
    with act(actor, Verb.SEE_SUBMISSION, submission_id):
        reel_id = supervisions.reel_of(submission_id)
        film = watched(actor, Verb.SEE_SUBMISSION, submission_id, reels.rendered(reel_id))
        _note_watching(actor, submission_id, reel_id)
        return film


def comment(actor: Actor, submission_id: SubmissionId, *, at: Micros, words: str) -> None:
    """Say something at one second of the reel."""
    if not words.strip():
        raise NotAllowed("Write a few words first.")
    with act(actor, Verb.COMMENT, submission_id) as bond:
        reel_id = supervisions.reel_of(submission_id)
        clips = reels.rendered_clips(reel_id)
        if bond.family is None or not clips or not 0 <= at <= clips[-1].end:
            raise NotAllowed("A comment belongs to a second of the reel.")
        supervisions.comment(submission_id, bond.family, account_of(actor), at, words.strip())
        _note_watching(actor, submission_id, reel_id)


def _note_watching(actor: Actor, submission_id: SubmissionId, reel_id: ReelId) -> None:
    supervisor = supervisions.load(submission_id).supervisor
    if actor.who == supervisor:
        watched_by(reel_id, Watcher.SUPERVISOR, supervisor)


def _may_be_seen(actor: Actor, submission: SubmissionId) -> bool:
    """Whether everybody in the film still agrees to its supervision."""
    try:
        ask(Verb.SEE_SUBMISSION, bond(submission, actor), timezone.localtime())
    except (ConsentMissing, NotYours):
        return False
    return True


def _card(submission: Submission, reel_id: ReelId, family_id: FamilyId) -> SubmissionCard:
    return SubmissionCard(
        id=submission.id,
        guider_name=accounts.load(families.guider_of(family_id)).name,
        cycle_number=cycles.load(reels.cycle_of(reel_id)).number,
        question=submission.question,
        submitted_at=submission.submitted_at,
        comments=len(submission.comments),
    )
