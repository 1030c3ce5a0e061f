"""Work to be done later: decided now in a row, done by whoever claims it, published once.

A claim is a lease: a worker that stops beating loses it, another takes the job over with a higher attempt, and what
the first still tries to publish is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from vignette.domain.errors import Superseded
from vignette.domain.identity import AccountId, FamilyId, Identity
from vignette.domain.leave import Actor
from vignette.storage.place import place
from vignette.storage.rows import Job

MOST_TRIES = 3

PAUSE = timedelta(minutes=1)
"""How long work that waits for something outside is left alone."""


class Kind(StrEnum):
    """What can be done later, the most urgent first."""

    PREPARE = "prepare"
    FOLLOW = "follow"
    VOICE = "voice"
    READ_CODES = "read codes"
    COUNT = "count"
    TOGETHER = "together"
    COURSE = "course"
    RENDER = "render"
    KEEPSAKE = "keepsake"
    CUT = "cut"
    EXEMPLAR = "exemplar"
    FINISH = "finish"
    PAIR = "pair"
    ANALYSE = "analyse"
    PROXY = "proxy"

    @property
    def urgency(self) -> int:
        return list(Kind).index(self)


class State(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Status:
    """How far a piece of work is: `share` from 0 to 1, `reason` one sentence where it failed or waits."""

    state: State
    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that this worker holds for as long as it keeps beating."""

    job: UUID
    kind: Kind
    subject: UUID
    attempt: int
    asked_by: AccountId

    @property
    def actor(self) -> Actor:
        return Actor(self.asked_by)

    def beat(self) -> None:
        """Keep the lease; raises Superseded where somebody else has it now."""
        self._update(lease_until=timezone.now() + place().lease)

    def progress(self, share: float) -> None:
        """Tell how far the work is, and keep the lease."""
        self._update(lease_until=timezone.now() + place().lease, progress=share)

    def finished_a_part(self) -> None:
        """Tell that something is done for good: whatever fails from here on is tried as often as if it were new."""
        self._update(lease_until=timezone.now() + place().lease, tries=1)

    @contextmanager
    def publishing(self) -> Iterator[None]:
        """Publish inside a transaction: the job is done with it or not at all; raises Superseded where it was lost."""
        with transaction.atomic():
            self._update(state=State.DONE, progress=1.0, lease_until=None)
            yield

    def fail(self, reason: str) -> None:
        """Give up for good, saying why."""
        self._update(state=State.FAILED, reason=reason, lease_until=None)

    def give_back(self, reason: str) -> None:
        """Let somebody try again, or give up with `reason` where this was the last attempt."""
        if self._held().filter(tries__gte=MOST_TRIES).exists():
            self.fail(reason)
        else:
            self._update(state=State.QUEUED, lease_until=None)

    def wait(self, reason: str) -> None:
        """Let it be tried again in a while, however often, telling why it waits."""
        self._put_back(reason=reason, not_before=timezone.now() + PAUSE)

    def gives_way(self) -> bool:
        """Whether something more urgent waits: the work then goes back to the queue, and ends here for now."""
        urgent = Job.objects.filter(_free(), urgency__lt=self.kind.urgency)
        if gives := urgent.exists():
            self._put_back()
        return gives

    def _put_back(self, **changes: object) -> None:
        """Nothing went wrong, so it does not count as a try; nor does it make those before undone."""
        self._update(state=State.QUEUED, lease_until=None, tries=F("tries") - 1, **changes)

    def _update(self, **changes: object) -> None:
        if not self._held().update(**changes):
            raise Superseded

    def _held(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job, attempt=self.attempt, state=State.RUNNING)


def queue(kind: Kind, subject: Identity, *, family: FamilyId, asked_by: AccountId) -> None:
    """Have `kind` of work done on `subject`; whatever of that kind was still open for it is dropped."""
    drop(subject, kind)
    Job.objects.create(
        kind=kind, urgency=kind.urgency, subject=subject.value, family_id=family.value, asked_by=asked_by.value
    )


def status(kind: Kind, subject: Identity) -> Status | None:
    """The newest work of this kind on `subject`; None where none was ever asked for."""
    row = Job.objects.filter(kind=kind, subject=subject.value).exclude(state=State.DROPPED).last()
    return Status(State(row.state), row.progress, row.reason) if row else None


def drop(subject: Identity, *kinds: Kind) -> None:
    """Have no more work of these kinds done on `subject`, nor of any where none is named."""
    open_ones = Job.objects.filter(subject=subject.value, state__in=(State.QUEUED, State.RUNNING))
    open_ones.filter(kind__in=kinds or tuple(Kind)).update(state=State.DROPPED)


def claim() -> Claim | None:
    """The most urgent job that waits or whose worker is gone, the oldest of these, taken by whoever is first."""
    _give_up_on_repeated_crashes()
    for row in Job.objects.filter(_free()).order_by("urgency", "queued_at")[:5]:
        taken = Job.objects.filter(_free(), pk=row.pk, attempt=row.attempt).update(
            state=State.RUNNING,
            reason="",
            attempt=F("attempt") + 1,
            tries=F("tries") + 1,
            lease_until=timezone.now() + place().lease,
        )
        if taken:
            return Claim(row.id, Kind(row.kind), row.subject, row.attempt + 1, AccountId(row.asked_by))
    return None


def _free() -> Q:
    return Q(state=State.QUEUED, not_before__lte=timezone.now()) | _abandoned()


def _abandoned() -> Q:
    return Q(state=State.RUNNING, lease_until__lt=timezone.now())


def _give_up_on_repeated_crashes() -> None:
    reason = "The work stopped three times without a word; try again, or ask whoever keeps this machine."
    hopeless = Job.objects.filter(_abandoned(), tries__gte=MOST_TRIES)
    hopeless.update(state=State.FAILED, reason=reason, lease_until=None)
