"""A family in the work: its people, the question they bring, and the goals they set."""

from dataclasses import dataclass
from datetime import datetime

from vignette.domain.errors import NotAllowed
from vignette.domain.identity import FamilyId, Identity
from vignette.domain.person import Part, Person

MOST_GOALS = 3


class GoalId(Identity):
    kind = "goal"
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class HelpingQuestion:
    """What the client wants to find out, in their own words at that time."""

    words: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Rating:
    """How near a goal is: 0, not at all, to 10, reached."""

    value: int
    at: datetime

    def __post_init__(self) -> None:
        if not 0 <= self.value <= 10:
            raise NotAllowed("A goal is rated from 0 to 10.")


@dataclass(frozen=True, slots=True)
class Goal:
    """Something the client hopes for; `ratings` oldest first."""

    id: GoalId
    words: str
    ratings: tuple[Rating, ...] = ()

    @property
    def latest(self) -> Rating | None:
        return self.ratings[-1] if self.ratings else None


@dataclass(frozen=True, slots=True)
class Family:
    """A family; `name` is what the guider calls it, a pseudonym or first names; `questions` oldest first."""

    id: FamilyId
    name: str
    programme: str
    people: tuple[Person, ...] = ()
    questions: tuple[HelpingQuestion, ...] = ()
    goals: tuple[Goal, ...] = ()
    is_demonstration: bool = False

    @property
    def question(self) -> HelpingQuestion | None:
        """The helping question as it stands now."""
        return self.questions[-1] if self.questions else None

    @property
    def client(self) -> Person | None:
        return next((person for person in self.people if person.part is Part.CLIENT), None)

    @property
    def guider(self) -> Person | None:
        """The guider, where they agreed to be in a film themselves."""
        return next((person for person in self.people if person.part is Part.GUIDER), None)


def admit_goal(family: Family) -> None:
    if len(family.goals) >= MOST_GOALS:
        raise NotAllowed(f"A family works on up to {MOST_GOALS} goals: reach one before you set another.")
