"""A cycle: one film and the shared review of it; then the next film."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from vignette.domain.identity import Identity


class CycleId(Identity):
    kind = "cycle"
    __slots__ = ()


class Step(StrEnum):
    """What a cycle is made of, in order."""

    FILM = "film"
    MOMENTS = "moments"
    REEL = "reel"
    REVIEW = "review"
    SUPERVISION = "supervision"


@dataclass(frozen=True, slots=True)
class Cycle:
    """One turn of the work, told as facts: what is there already."""

    id: CycleId
    number: int
    opened_at: datetime
    film_is_arriving: bool = False
    has_film: bool = False
    suggestions: int = 0
    kept: int = 0
    has_clips: bool = False
    is_rendered: bool = False
    is_shared: bool = False
    client_replied: bool = False
    is_reviewed: bool = False
    is_submitted: bool = False
    has_comments: bool = False
    closed_at: datetime | None = None

    @property
    def done(self) -> frozenset[Step]:
        """The steps that are behind us."""
        facts = {
            Step.FILM: self.has_film,
            Step.MOMENTS: self.kept > 0,
            Step.REEL: self.is_rendered,
            Step.REVIEW: self.is_reviewed,
            Step.SUPERVISION: self.has_comments,
        }
        return frozenset(step for step, is_done in facts.items() if is_done)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now: the step it belongs to, and a few words that say it."""

    step: Step
    words: str


def next_step(cycle: Cycle, *, days_between_films: int, today: date) -> NextStep:
    """What the guider does next in `cycle`."""
    if cycle.film_is_arriving:
        return NextStep(Step.FILM, f"film {cycle.number} is being made ready")
    if not cycle.has_film:
        return NextStep(Step.FILM, _film_words(cycle, days_between_films, today))
    if not cycle.kept:
        found = f"{cycle.suggestions} moments to look at" if cycle.suggestions > 1 else "look for the good moments"
        return NextStep(Step.MOMENTS, found)
    if not cycle.is_rendered:
        return NextStep(Step.REEL, "finish the reel" if cycle.has_clips else "make the reel")
    return _after_the_reel(cycle)


def _after_the_reel(cycle: Cycle) -> NextStep:
    if cycle.is_reviewed:
        return NextStep(Step.REVIEW, "close the cycle")
    if cycle.client_replied:
        return NextStep(Step.REVIEW, "the client wrote back: hold the review")
    if cycle.is_shared:
        return NextStep(Step.REVIEW, "hold the shared review")
    return NextStep(Step.REEL, "reel ready to share")


def _film_words(cycle: Cycle, days_between_films: int, today: date) -> str:
    due = cycle.opened_at.date() + timedelta(days=days_between_films if cycle.number > 1 else 0)
    if due <= today:
        return f"film {cycle.number} is due"
    days = (due - today).days
    return f"film {cycle.number} in {days} day{'' if days == 1 else 's'}"
