"""Names that no two things share.

Each noun has its own kind of identity, so that a reel cannot be asked for where a film is meant.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar, Self


@dataclass(frozen=True, order=True, slots=True)
class Identity:
    """A random identity; `str()` gives the form used in addresses."""

    kind: ClassVar[str] = "thing"
    value: uuid.UUID

    @classmethod
    def new(cls) -> Self:
        return cls(uuid.uuid4())

    @classmethod
    def parse(cls, text: str) -> Self:
        """The identity written as `text`; raises ValueError where it is none."""
        return cls(uuid.UUID(text))

    def __str__(self) -> str:
        return str(self.value)


class AccountId(Identity):
    """Someone who signs in: a guider or a supervisor."""

    kind = "account"
    __slots__ = ()


class FamilyId(Identity):
    kind = "family"
    __slots__ = ()
