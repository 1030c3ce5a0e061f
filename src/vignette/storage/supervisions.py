"""Loading and saving what was submitted for supervision."""

from datetime import datetime

from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.reel import ReelId
from vignette.domain.span import Micros
from vignette.domain.supervision import Comment, Submission, SubmissionId
from vignette.storage import rows


def add(submission: Submission, reel: ReelId, family: FamilyId) -> None:
    rows.Submission.objects.create(
        id=submission.id.value,
        reel_id=reel.value,
        family_id=family.value,
        supervisor_id=submission.supervisor.value,
        question=submission.question,
        submitted_at=submission.submitted_at,
    )


def load(submission: SubmissionId) -> Submission:
    return _value(rows.Submission.objects.get(pk=submission.value))


def of_reel(reel: ReelId) -> tuple[Submission, ...]:
    return tuple(_value(row) for row in rows.Submission.objects.filter(reel=reel.value))


def open_to(supervisor: AccountId) -> tuple[tuple[Submission, ReelId, FamilyId], ...]:
    """What is laid before `supervisor` now, the newest first."""
    found = rows.Submission.objects.filter(supervisor=supervisor.value, ended_at=None).order_by("-submitted_at")
    return tuple((_value(row), ReelId(row.reel_id), FamilyId(row.family_id)) for row in found)


def reel_of(submission: SubmissionId) -> ReelId:
    return ReelId(rows.Submission.objects.values_list("reel_id", flat=True).get(pk=submission.value))


def comment(submission: SubmissionId, family: FamilyId, author: AccountId, at: Micros, words: str) -> None:
    rows.Comment.objects.create(
        submission_id=submission.value, family_id=family.value, author_id=author.value, at=at, words=words
    )


def end(submission: SubmissionId, at: datetime) -> None:
    rows.Submission.objects.filter(pk=submission.value, ended_at=None).update(ended_at=at)


def end_all_of(reel: ReelId, at: datetime) -> None:
    rows.Submission.objects.filter(reel=reel.value, ended_at=None).update(ended_at=at)


def _value(row: rows.Submission) -> Submission:
    comments = tuple(
        Comment(Micros(each.at), each.words, each.author.name, each.written_at)
        for each in row.comments.select_related("author")
    )
    return Submission(
        id=SubmissionId(row.id),
        supervisor=AccountId(row.supervisor_id),
        supervisor_name=row.supervisor.name,
        question=row.question,
        submitted_at=row.submitted_at,
        comments=comments,
        ended_at=row.ended_at,
    )
