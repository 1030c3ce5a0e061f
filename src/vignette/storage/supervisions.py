"""Loading and saving what was submitted for supervision."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from vignette.domain.cycle import CycleId
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.moment import MomentId
from vignette.domain.reel import ReelId
from vignette.domain.span import Micros, Span
from vignette.domain.supervision import Comment, Extract, Submission, SubmissionId
from vignette.storage import blobs, jobs, rows
from vignette.vault.seal import SealedFile


def add(submission: Submission, family: FamilyId, *, reel: ReelId | None = None) -> None:
    """Keep a submission of `reel`, or of its own film."""
    rows.Submission.objects.create(
        id=submission.id.value,
        reel_id=reel.value if reel else None,
        film_id=submission.film.value if submission.film else None,
        clips=[[str(each.moment), each.span.start, each.span.end, each.start] for each in submission.extracts],
        family_id=family.value,
        supervisor_id=submission.supervisor.value,
        question=submission.question,
        submitted_at=submission.submitted_at,
    )


def load(submission: SubmissionId) -> Submission:
    return _value(rows.Submission.objects.get(pk=submission.value))


def of_reel(reel: ReelId) -> tuple[Submission, ...]:
    return tuple(_value(row) for row in rows.Submission.objects.filter(reel=reel.value))


def of_film(film: FilmId) -> tuple[Submission, ...]:
    return tuple(_value(row) for row in rows.Submission.objects.filter(film=film.value))


def open_to(supervisor: AccountId) -> tuple[tuple[Submission, FamilyId], ...]:
    """What is laid before `supervisor` now, the newest first."""
    found = rows.Submission.objects.filter(supervisor=supervisor.value, ended_at=None).order_by("-submitted_at")
    return tuple((_value(row), FamilyId(row.family_id)) for row in found)


def reel_of(submission: SubmissionId) -> ReelId | None:
    """The reel that was submitted; None where it is a film."""
    reel = rows.Submission.objects.values_list("reel_id", flat=True).get(pk=submission.value)
    return ReelId(reel) if reel else None


def cycle_of(submission: SubmissionId) -> CycleId:
    """The cycle of the reel or the film that was submitted."""
    its = Q(reel__submissions=submission.value) | Q(films__submissions=submission.value)
    return CycleId(rows.Cycle.objects.values_list("id", flat=True).distinct().get(its))


def keep_cut(submission: SubmissionId, cut: blobs.NewBlob, extracts: Sequence[Extract]) -> None:
    """Keep what was cut out of the film for this submission, and where each extract begins in it."""
    row = rows.Submission.objects.get(pk=submission.value)
    row.cut = blobs.keep(cut)
    row.clips = [[str(each.moment), each.span.start, each.span.end, each.start] for each in extracts]
    row.save(update_fields=["cut", "clips"])


def cut_of(submission: SubmissionId) -> SealedFile | None:
    """What was cut out of the film for this submission; None until it was made."""
    row = rows.Submission.objects.select_related("cut").get(pk=submission.value)
    return blobs.opened(row.cut) if row.cut else None


def comment(submission: SubmissionId, family: FamilyId, author: AccountId, at: Micros, words: str) -> None:
    rows.Comment.objects.create(
        submission_id=submission.value, family_id=family.value, author_id=author.value, at=at, words=words
    )


def end(submission: SubmissionId, at: datetime) -> None:
    rows.Submission.objects.filter(pk=submission.value, ended_at=None).update(ended_at=at)


def end_all_of(reel: ReelId, at: datetime) -> None:
    rows.Submission.objects.filter(reel=reel.value, ended_at=None).update(ended_at=at)


def end_all_of_film(film: FilmId, at: datetime) -> None:
    """Close every submission of `film`; what was cut out for them goes."""
    its = rows.Submission.objects.filter(film=film.value)
    its.filter(ended_at=None).update(ended_at=at)
    for row in its:
        jobs.drop(SubmissionId(row.id))
    blobs.erase(rows.Blob.objects.filter(pk__in=its.exclude(cut=None).values("cut")))


def erase_all_of(film: FilmId) -> None:
    """End every submission of `film` with its comments and what was cut out for it."""
    end_all_of_film(film, timezone.now())
    rows.Submission.objects.filter(film=film.value).delete()


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
        film=FilmId(row.film_id) if row.film_id else None,
        extracts=tuple(
            Extract(MomentId.parse(moment), Span(Micros(start), Micros(end)), Micros(at))
            for moment, start, end, at in row.clips
        ),
    )
