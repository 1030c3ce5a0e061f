"""What one coder sees in one film, code by code: a coding, its events, and every change to them.

An event is a whole thing with both its ends, never a start here and a stop there, so that none can be left unpaired.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from vignette.domain.codebook import Codebook, Shape
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId, Identity
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span


class CodingId(Identity):
    kind = "coding"
    __slots__ = ()


class EventId(Identity):
    kind = "event"
    __slots__ = ()


class DeedId(Identity):
    kind = "deed"
    __slots__ = ()


class Kind(StrEnum):
    """What a coding is for."""

    OWN = "own"
    SHARED = "shared"
    SECOND = "second"
    MODEL = "model"
    PRACTICE = "practice"
    AGREED = "agreed"

    @property
    def is_apart(self) -> bool:
        """Whether somebody was asked to code it by themselves: it is blind until they hand it in."""
        return self in (Kind.SECOND, Kind.PRACTICE)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing coded: `code` of the coding's codebook, of one person, from `start` up to, but not including, `end`.

    A point has `end` equal to `start`. `person` is None for what belongs to both. `modifiers` hold by the modifier's
    code what was chosen of it, in its order.
    """

    id: EventId
    code: str
    person: PersonId | None
    start: Micros
    end: Micros
    modifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"an event runs forward from zero: {self.start}..{self.end}")

    @property
    def is_point(self) -> bool:
        return self.start == self.end

    @property
    def length(self) -> Micros:
        return Micros(self.end - self.start)

    def meets(self, other: Event) -> bool:
        """Whether both are of one person and have some of the film in common."""
        return self.person == other.person and self.start < other.end and other.start < self.end

    def holds_all_of(self, other: Event) -> bool:
        """Whether this says the same of the same person, for at least as long."""
        is_same = self.code == other.code and self.person == other.person
        return is_same and self.start <= other.start and other.end <= self.end

    def modifiers_unlike(self, other: Event) -> tuple[str, ...]:
        """The codes of the modifiers of which something else was chosen in `other`; the order chosen in is nothing."""
        known = dict.fromkeys((*self.modifiers, *other.modifiers))
        return tuple(each for each in known if set(self.modifiers.get(each, ())) != set(other.modifiers.get(each, ())))


@dataclass(frozen=True, slots=True)
class Change:
    """What one event was, and what it is from now on; None where it did not, or does not any more, exist.

    Where both are the same, the event stays: what else its deed does rests on that.
    """

    event: EventId
    before: Event | None
    after: Event | None

    def __post_init__(self) -> None:
        if {side.id for side in (self.before, self.after) if side is not None} != {self.event}:
            raise ValueError("a change is about one event, on both sides")

    @property
    def keeps(self) -> bool:
        return self.before == self.after

    @property
    def gives_way(self) -> bool:
        """Whether the event is taken out, or made shorter and is otherwise as it was."""
        before, after = self.before, self.after
        if before is None or self.keeps:
            return False
        if after is None:
            return True
        return before.holds_all_of(after) and replace(before, start=after.start, end=after.end) == after

    def fits(self, now: Event | None) -> bool:
        """Whether the event is, where it now is `now`, as this change found it, or so already."""
        if self.keeps:
            return now is not None and self.after is not None and now.holds_all_of(self.after)
        return now in (self.before, self.after)

    def rests_on(self, other: Change) -> bool:
        """Whether this event gives way to what `other` keeps or puts in."""
        if not self.gives_way or self.before is None or other.after is None or other.event == self.event:
            return False
        return self.before.meets(other.after)

    def back(self) -> Change:
        return Change(self.event, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done at one stroke, and is taken back as one: such as one state that ends where another begins.

    `undoes` names the deed that this one takes back; taking back a deed that took something back does it again.
    """

    id: DeedId
    changes: tuple[Change, ...]
    undoes: DeedId | None = None

    def __post_init__(self) -> None:
        if len({change.event for change in self.changes}) != len(self.changes):
            raise ValueError("a deed changes an event once")

    def back(self, id: DeedId) -> Deed:  # noqa: A002  # what it is everywhere
        """The deed that takes this one back."""
        return Deed(id, tuple(change.back() for change in reversed(self.changes)), undoes=self.id)


@dataclass(frozen=True, slots=True)
class Rating:
    """How one person is rated on one scale of the codebook over the whole film; `person` is None for both together."""

    scale: str
    person: PersonId | None
    value: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's close look at one film, in the words of one version of one codebook (name@version).

    `stretches` are what of the film is looked at, empty for all of it. Once `ended_at` is set it changes no more.
    `beside` is the coding that this one is compared with: a second coder's, or a trainee's with the model. Where it is
    of the lines of a transcript, `counts_the_body` says that a line about the body alone counts as one of the mind.
    """

    id: CodingId
    film: FilmId
    coder: AccountId
    codebook: str
    kind: Kind
    begun_at: datetime
    title: str = ""
    stretches: tuple[Span, ...] = ()
    ended_at: datetime | None = None
    beside: CodingId | None = None
    counts_the_body: bool = False


class CountingId(Identity):
    """What was counted of one coding, or of two beside each other."""

    kind = "counting"
    __slots__ = ()


class CourseId(Identity):
    """What was reckoned of how the coders of one guider's films agree over time, in the words of one codebook."""

    kind = "course"
    __slots__ = ()


class Choice(StrEnum):
    """What is decided where two coders differ."""

    ONE = "one"
    OTHER = "other"
    BOTH = "both"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided about an event of one coder and the same of the other; None where one of them has none."""

    one: EventId | None
    other: EventId | None
    choice: Choice
    reason: str
    by: AccountId
    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """What one coder coded, ready to be counted and compared: what was looked at, without overlap and in order."""

    coder: str
    stretches: tuple[Span, ...]
    events: tuple[Event, ...]


def share_of(length: Micros, share: float) -> tuple[Span, ...]:
    """Three equal stretches at the beginning, middle and end of a film that are `share` (above 0, up to 1) of it.

    So that a coder who becomes slack, or quick, along a film shows; the whole of it where `share` is 1.
    """
    each = round(length * min(share, 1) / 3)
    if share >= 1 or each * 3 >= length or each <= 0:
        return (Span(Micros(0), length),)
    middle = (length - each) // 2
    return tuple(Span(Micros(start), Micros(start + each)) for start in (0, middle, length - each))


def fault(event: Event, book: Codebook, people: Iterable[PersonId], whole: Span) -> str:
    """Why `event` cannot be of this codebook and film, in one sentence; empty where it can."""
    its = book.find(event.code)
    if its is None:
        return "The codebook has no such code."
    if event.end > whole.end or event.start >= whole.end:
        return "What is coded lies inside its film."
    if event.is_point is not (its.shape is Shape.POINT):
        return "A point has no length, and a state has one."
    if event.person is not None and event.person not in set(people):
        return "This person is not in the film."
    known = {each.code: each for each in book.modifiers if each.code in its.modifiers}
    for name, chosen in event.modifiers.items():
        modifier = known.get(name)
        if modifier is None or not set(chosen) <= set(modifier.values):
            return "The codebook does not say this of such a code."
        if len(chosen) > 1 and not modifier.takes_many:
            return "Only one of these can be said of it."
    return ""
