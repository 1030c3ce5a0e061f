"""Supervision: the supervisor sees what was submitted to them, and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.editions import watched_by
from vignette.actions.families import account_of
from vignette.actions.reels import is_made
from vignette.actions.reviews import ReviewClip, clips_of
from vignette.actions.submitted import Extracted, extracted, length_of
from vignette.actions.watching import Watched, watched
from vignette.domain.edition import Watcher
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.leave import Actor, Verb, ask
from vignette.domain.reel import ReelId
from vignette.domain.span import Micros
from vignette.domain.supervision import Submission, SubmissionId
from vignette.storage import accounts, assets, cycles, families, jobs, reels, reviews, supervisions
from vignette.storage.accounts import Account
from vignette.storage.bonds import bond


@dataclass(frozen=True, slots=True)
class SubmissionCard:
    """Something that was laid before a supervisor: a film of the review, or a reel."""

    id: SubmissionId
    is_film: bool
    guider_name: str
    cycle_number: int
    question: str
    submitted_at: datetime
    comments: int


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """What was submitted, and what surrounds it; `is_mine` says whether the supervisor themselves is looking.

    `reel` is None where it is a film of the review; `is_made` whether there is anything to play yet, and `problem` one
    sentence where there will not be.
    """

    submission: Submission
    reel: ReelId | None
    guider_name: str
    cycle_number: int
    is_made: bool
    problem: str
    clips: tuple[ReviewClip, ...] | tuple[Extracted, ...]
    to_try: str
    is_mine: bool


def submit(actor: Actor, reel_id: ReelId, *, supervisor: AccountId, question: str) -> SubmissionId:
    """Lay a reel before a supervisor, with what the guider wants to look at together."""
    submission_id = SubmissionId.new()
    with act(actor, Verb.SUBMIT, reel_id) as bond:
        chosen = supervisor_of(actor, supervisor)
        if bond.family is None:
            raise NotYours
        if not is_made(reels.load(reel_id)):
            raise NotAllowed("Make the reel first: what you submit is what you have seen.")
        supervisions.end_all_of(reel_id, timezone.now())
        laid = Submission(submission_id, chosen.id, chosen.name, question.strip(), timezone.now())
        supervisions.add(laid, bond.family, reel=reel_id)
    return submission_id


def supervisor_of(actor: Actor, supervisor: AccountId) -> Account:
    """Whoever was chosen; raises NotAllowed where they supervise nobody, or would supervise themselves."""
    chosen = next((each for each in accounts.supervisors() if each.id == supervisor), None)
    if chosen is None or supervisor == actor.who:
        raise NotAllowed("Choose your supervisor.")
    return chosen


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
        review = reviews.of_reel(reel_id) if reel_id else None
        return SubmissionPage(
            submission=submission,
            reel=reel_id,
            guider_name=accounts.load(families.guider_of(bond.family)).name,
            cycle_number=cycles.load(supervisions.cycle_of(submission_id)).number,
            problem=_problem(submission_id),
            is_made=not submission.extracts or supervisions.cut_of(submission_id) is not None,
            clips=clips_of(reel_id) if reel_id else extracted(submission),
            to_try=review.to_try if review else "",
            is_mine=submission.supervisor == actor.who,
        )


def submission_film(actor: Actor, submission_id: SubmissionId) -> Watched:
    """What was submitted, as it plays: the reel, what was cut out of the film, or the film where all of it was."""
    with act(actor, Verb.SEE_SUBMISSION, submission_id):
        submission, reel = supervisions.load(submission_id), supervisions.reel_of(submission_id)
        if submission.film and not submission.extracts:
            return _whole(actor, submission_id, submission.film)
        its = reels.rendered(reel) if reel else supervisions.cut_of(submission_id)
        film = watched(actor, Verb.SEE_SUBMISSION, submission_id, its)
        _note_watching(actor, submission_id)
        return film


def comment(actor: Actor, submission_id: SubmissionId, *, at: Micros, words: str) -> None:
    """Say something at one second of what was submitted."""
    if not words.strip():
        raise NotAllowed("Write a few words first.")
    with act(actor, Verb.COMMENT, submission_id) as bond:
        if bond.family is None or not 0 <= at <= length_of(submission_id):
            which = "film" if supervisions.load(submission_id).film else "reel"
            raise NotAllowed(f"A comment belongs to a second of the {which}.")
        supervisions.comment(submission_id, bond.family, account_of(actor), at, words.strip())
        _note_watching(actor, submission_id)


def _note_watching(actor: Actor, submission_id: SubmissionId) -> None:
    """A version of a reel keeps who watched it."""
    supervisor, reel = supervisions.load(submission_id).supervisor, supervisions.reel_of(submission_id)
    if reel is not None and actor.who == supervisor:
        watched_by(reel, Watcher.SUPERVISOR, supervisor)


def _may_be_seen(actor: Actor, submission: SubmissionId) -> bool:
    """Whether everybody in the film still agrees to its supervision."""
    try:
        ask(Verb.SEE_SUBMISSION, bond(submission, actor), timezone.localtime())
    except (ConsentMissing, NotYours):
        return False
    return True


def _problem(submission: SubmissionId) -> str:
    work = jobs.status(jobs.Kind.CUT, submission)
    return work.reason if work and work.state is jobs.State.FAILED else ""


def _whole(actor: Actor, submission: SubmissionId, film: FilmId) -> Watched:
    """The film in the one version that stays, whatever quicker one is made while somebody watches."""
    version = assets.finest_version(film)
    return Watched(actor, Verb.SEE_SUBMISSION, submission, assets.in_version(film, version), str(version))


def _card(submission: Submission, family_id: FamilyId) -> SubmissionCard:
    return SubmissionCard(
        id=submission.id,
        is_film=submission.film is not None,
        guider_name=accounts.load(families.guider_of(family_id)).name,
        cycle_number=cycles.load(supervisions.cycle_of(submission.id)).number,
        question=submission.question,
        submitted_at=submission.submitted_at,
        comments=len(submission.comments),
    )
