"""The people of a family, as far as a film needs to know them."""

from dataclasses import dataclass
from enum import StrEnum

from vignette.domain.identity import Identity


class PersonId(Identity):
    kind = "person"
    __slots__ = ()


class Part(StrEnum):
    """What someone is in the work: the client, the partner they are filmed with, or somebody else in frame.

    The guider is one of them where the shared review is filmed.
    """

    CLIENT = "client"
    PARTNER = "partner"
    OTHER = "other"
    GUIDER = "guider"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may be in a film; `name` is a first name or a pseudonym, never more."""

    id: PersonId
    name: str
    part: Part
