"""What counting codings begins with: their records, whether what was counted is still so, and having it counted."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from vignette.actions.films import asker
from vignette.actions.moments import footage_of
from vignette.counting.choices import Choices
from vignette.counting.values import chosen
from vignette.domain.coding import Coding, CodingId, CountingId, Record
from vignette.domain.leave import Actor
from vignette.storage import accounts, codings, countings, films, jobs
from vignette.storage.codings import State
from vignette.storage.countings import Counted, Kept


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
    found = how_far(jobs.Kind.COUNT, its.id, its.kept, lambda: mark_of(counted_in(its), its.how))
    return replace(found, agreed=its.agreed, how=its.how)


def how_far(kind: jobs.Kind, counting: CountingId, kept: Kept, mark: Callable[[], str]) -> Count:
    """How far this work is; what is `kept` of it is stale where its mark is another than `mark` tells now."""
    work = jobs.status(kind, counting)
    if work and work.state in (jobs.State.QUEUED, jobs.State.RUNNING):
        return Count(Stage.COUNTING, work.share, before=kept.result)
    if work and work.state is jobs.State.FAILED:
        return Count(Stage.FAILED, problem=work.reason, before=kept.result)
    if not kept.mark:
        return Count(Stage.NONE)
    return Count(Stage.DONE if kept.mark == mark() else Stage.STALE, result=kept.result)


def have_counted(actor: Actor, coding: CodingId, other: CodingId | None = None, *, how: str | None = None) -> None:
    """Have it counted, inside the transaction of whoever asks; None for `how` is as it was counted before.

    `how` is JSON of whoever counts, empty for what is usual.
    """
    family = films.load(codings.load(coding).film).family
    counting = countings.begin(coding, other, family)
    if how is not None:
        countings.count_so(counting, how)
    jobs.queue(jobs.Kind.COUNT, counting, family=family, asked_by=asker(actor))


def counted_in(its: Counted) -> list[Coding]:
    """The codings that a counting rests on: the one or the two.

    Of one, the other side of what two people do may be chosen to come from another, which can be gone by now.
    """
    if its.other is not None:
        return [codings.load(its.coding), codings.load(its.other)]
    beside = chosen(its.how, Choices).beginnings.beside
    found = codings.find(CodingId.parse(beside)) if beside else None
    return [codings.load(its.coding), *([found] if found else [])]


def mark_of(which: Iterable[Coding], how: str) -> str:
    """A name for the state of these codings, counted in this way, which changes with anything in them."""
    ids = [each.id for each in which]
    return mark_in(codings.states(ids), ids, how)


def mark_in(states: Mapping[CodingId, State], which: Iterable[CodingId], how: str) -> str:
    """The same, where it is known how they stand."""
    told = [(str(each), *states[each]) for each in which]
    return hashlib.sha256(repr((how, told)).encode()).hexdigest()


def record_of(coding: Coding) -> Record:
    """The coding ready to be counted; all of the film where no stretches were chosen."""
    whole = footage_of(films.load(coding.film)).whole
    name = coding.title or accounts.load(coding.coder).name
    return Record(name, coding.stretches or (whole,), codings.events(coding.id))
