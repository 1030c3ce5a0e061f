"""What a coding tool's file carries, in one shape for every format; and what of it would be lost on the way.

Every reader gives a `Carried`, and every writer takes one. Names are those of the file: whom they mean in a family is
for whoever brings the file in to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import Micros


@dataclass(frozen=True, slots=True)
class CarriedCode:
    """A code as the file defines it: `level` groups codes, and codes of an exclusive level exclude each other."""

    code: str
    shape: Shape
    label: str = ""
    hint: str = ""
    key: str = ""
    level: str = ""
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CarriedEvent:
    """One thing coded, by names; `person` is empty where the file names nobody. A point ends where it starts."""

    code: str
    person: str
    start: Micros
    end: Micros
    modifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class CarriedFilm:
    """A film that the file belongs to: its name without a folder, and where it begins on the first film's clock.

    `length` is None where the file does not say.
    """

    name: str
    offset: Micros = Micros(0)
    length: Micros | None = None
    frames_per_second: float | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """One coding in a file. `losses` say, a sentence each, what of the file has no place here; empty: all of it has."""

    title: str
    coder: str
    codebook: str
    films: tuple[CarriedFilm, ...]
    people: tuple[str, ...]
    codes: tuple[CarriedCode, ...]
    events: tuple[CarriedEvent, ...]
    modifiers: tuple[Modifier, ...] = ()
    exclusive: frozenset[str] = frozenset()
    losses: tuple[str, ...] = ()


class Unreadable(ValueError):
    """The bytes are not such a file, or one that nobody should open; `str()` is one sentence that says what to do."""
