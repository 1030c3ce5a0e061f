"""Supervision: a reel and its review, or a film of the review, submitted to a supervisor who comments on the second."""

from dataclasses import dataclass
from datetime import datetime

from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId, Identity
from vignette.domain.moment import MomentId
from vignette.domain.span import Micros, Span


class SubmissionId(Identity):
    kind = "submission"
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark at one second of what was submitted."""

    at: Micros
    words: str
    author: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Extract:
    """A moment of a film as it was submitted: from where in the film, and where it begins in what was cut out of it."""

    moment: MomentId
    span: Span
    start: Micros

    @property
    def end(self) -> Micros:
        return Micros(self.start + self.span.length)


@dataclass(frozen=True, slots=True)
class Submission:
    """Something laid before one supervisor, with the guider's question; `ended_at` closes it to them.

    It is a reel, or, where `film` is there, a film of the shared review: the `extracts` of it, all of it where there
    are none.
    """

    id: SubmissionId
    supervisor: AccountId
    supervisor_name: str
    question: str
    submitted_at: datetime
    comments: tuple[Comment, ...] = ()
    ended_at: datetime | None = None
    film: FilmId | None = None
    extracts: tuple[Extract, ...] = ()
