"""What each person has agreed to, for what purpose, from whom and until when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from vignette.domain.errors import ConsentMissing
from vignette.domain.film import Occasion
from vignette.domain.identity import Identity
from vignette.domain.person import Person, PersonId


class ConsentId(Identity):
    kind = "consent"
    __slots__ = ()


class Purpose(StrEnum):
    """A use of a film that somebody in it can agree to or refuse; `str()` completes "agrees to ..."."""

    FILM = "being filmed"
    SHARED_REVIEW = "the shared review"
    OWN_SUPERVISION = "the guider's own supervision"
    GROUP_SUPERVISION = "group supervision"
    ASSESSOR = "an external assessor"
    TEACHING = "teaching"
    RESEARCH = "research"
    KEEP_STILLS = "keeping stills"
    COPY = "a copy of the reel for the family to keep"
    REVIEW_FILM = "being filmed in the shared review"
    ANALYSIS = "automated analysis"


FILMED_ON: Mapping[Occasion, Purpose] = {Occasion.TOGETHER: Purpose.FILM, Occasion.REVIEW: Purpose.REVIEW_FILM}
"""What everybody in a film must have agreed to for it to be there at all, by the occasion that it was made on."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's agreement to one purpose.

    `given_by` names who spoke (a parent for a child); `until` is the last day it holds, None where no end was set.
    """

    id: ConsentId
    person: PersonId
    purpose: Purpose
    given_by: str
    given_at: datetime
    until: date | None = None
    withdrawn_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether this agreement is in force at the moment `at`, whose time zone says which day it is."""
        ended = self.withdrawn_at is not None and self.withdrawn_at <= at
        return self.given_at <= at and not ended and (self.until is None or at.date() <= self.until)


def agrees(person: PersonId, purpose: Purpose, consents: Iterable[Consent], at: datetime) -> bool:
    return any(c.person == person and c.purpose == purpose and c.holds(at) for c in consents)


def without(people: Iterable[Person], purpose: Purpose, consents: Sequence[Consent], at: datetime) -> list[Person]:
    """Those of `people` who do not agree to `purpose` at the moment `at`."""
    return [person for person in people if not agrees(person.id, purpose, consents, at)]


def require(people: Iterable[Person], purpose: Purpose, consents: Sequence[Consent], at: datetime) -> None:
    """Raise ConsentMissing, naming them, where any of `people` does not agree to `purpose`."""
    if missing := without(people, purpose, consents, at):
        raise ConsentMissing(str(purpose), [person.name for person in missing])


def why_not(people: Iterable[Person], purpose: Purpose, consents: Sequence[Consent], at: datetime) -> str:
    """Who of `people` does not agree to `purpose`, in one sentence; empty where all do."""
    try:
        require(people, purpose, consents, at)
    except ConsentMissing as missing:
        return str(missing)
    return ""
