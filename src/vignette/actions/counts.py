"""What counting codings begins with: their records, whether what was counted is still so, and having it counted."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vignette.actions.films import asker
from vignette.actions.moments import footage_of
from vignette.counting.choices import Choices
from vignette.domain.coding import Coding, CodingId, Kind, Record
from vignette.domain.errors import NotYours
from vignette.domain.leave import Actor
from vignette.storage import accounts, codings, countings, films, jobs
from vignette.storage.countings import Counted


class Stage(StrEnum):
    """How far counting is."""

    NONE = "none"
    COUNTING = "counting"
    FAILED = "failed"
    DONE = "done"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted, and whether it is so still: `result` is empty where there is none.

    `before` is what was counted last, while it is counted anew and where that failed. `how` is how it is counted from
    now on, empty for what is usual; a result of another way is stale.
    """

    stage: Stage
    share: float = 0.0
    problem: str = ""
    result: str = ""
    before: str = ""
    agreed: CodingId | None = None
    how: str = ""


def count_of(coding: CodingId, other: CodingId | None = None) -> Count:
    """How far counting these is, and what it came to."""
    its = countings.find(coding, other)
    if its is None:
        return Count(Stage.NONE)
    work = jobs.status(jobs.Kind.COUNT, its.id)
    if work and work.state in (jobs.State.QUEUED, jobs.State.RUNNING):
        return Count(Stage.COUNTING, work.share, before=its.result, agreed=its.agreed, how=its.how)
    if work and work.state is jobs.State.FAILED:
        return Count(Stage.FAILED, problem=work.reason, before=its.result, agreed=its.agreed, how=its.how)
    if not its.mark:
        return Count(Stage.NONE, agreed=its.agreed, how=its.how)
    stage = Stage.DONE if its.mark == mark_of(all_of(its), its.how) else Stage.STALE
    return Count(stage, result=its.result, agreed=its.agreed, how=its.how)


def have_counted(actor: Actor, coding: CodingId, other: CodingId | None = None, *, how: str | None = None) -> None:
    """Have it counted, inside the transaction of whoever asks; None for `how` is as it was counted before.

    `how` is JSON of whoever counts, empty for what is usual.
    """
    family = films.load(codings.load(coding).film).family
    counting = countings.begin(coding, other, family)
    if how is not None:
        countings.count_so(counting, how)
    jobs.queue(jobs.Kind.COUNT, counting, family=family, asked_by=asker(actor))


def all_of(its: Counted) -> list[Coding]:
    """All codings that a counting rests on: the one or the two, and those that are taken together with them.

    Of one, the other side of what two people do may be chosen to come from another, which can be gone by now.
    """
    if its.other is None:
        beside = Choices.read(its.how).beginnings.beside
        found = codings.find(CodingId.parse(beside)) if beside else None
        return [_must(its.coding), *([found] if found else [])]
    one, other = _must(its.coding), _must(its.other)
    if Kind.PRACTICE in (one.kind, other.kind):
        return [one, other]
    others = (each for each in codings.of_film(one.film) if _goes_with(each, one) and each.id not in (one.id, other.id))
    return [one, other, *others]


def mark_of(which: Iterable[Coding], how: str) -> str:
    """A name for the state of these codings, counted in this way, which changes with anything in them."""
    told = [(str(each.id), codings.number(each.id), codings.ratings(each.id)) for each in which]
    return hashlib.sha256(repr((how, told)).encode()).hexdigest()


def record_of(coding: Coding) -> Record:
    """The coding ready to be counted; all of the film where no stretches were chosen."""
    whole = footage_of(films.load(coding.film)).whole
    name = coding.title or accounts.load(coding.coder).name
    return Record(name, coding.stretches or (whole,), codings.events(coding.id))


def _goes_with(each: Coding, one: Coding) -> bool:
    """Whether it is compared with `one` too: of the same codebook, by a coder of its own, and not blind any more."""
    if each.codebook != one.codebook or each.kind in (Kind.AGREED, Kind.PRACTICE):
        return False
    return each.kind is not Kind.SECOND or each.ended_at is not None


def _must(coding: CodingId) -> Coding:
    if (its := codings.find(coding)) is None:
        raise NotYours
    return its
