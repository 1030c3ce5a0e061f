"""Supervision: a reel and its review, submitted to a supervisor who comments on the second."""

from dataclasses import dataclass
from datetime import datetime

from vignette.domain.identity import AccountId, Identity
from vignette.domain.span import Micros


class SubmissionId(Identity):
    kind = "submission"
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark at one second of the reel."""

    at: Micros
    words: str
    author: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Submission:
    """A reel laid before one supervisor, with the guider's question; `ended_at` closes it to them."""

    id: SubmissionId
    supervisor: AccountId
    supervisor_name: str
    question: str
    submitted_at: datetime
    comments: tuple[Comment, ...] = ()
    ended_at: datetime | None = None
