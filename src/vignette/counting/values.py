"""What was counted, as plain values that are written down and read again without anything that counted them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec

from vignette.counting.choices import Choices
from vignette.domain.coding import Rating
from vignette.domain.film import FilmId
from vignette.domain.person import PersonId
from vignette.domain.span import Span
from vignette.domain.table import Cell
from vignette.evidence.agreement.figure import Figure, How, OfTheMind, Place, Report, Way

MOST_PLACES = 200
"""Places that stand behind one figure; where there are more, the first of them."""

Value = TypeVar("Value")
Chosen = TypeVar("Chosen", How, Choices)


@dataclass(frozen=True, slots=True)
class Rated:
    """What the two rated one person (None for both together) on one scale; None where one of them did not."""

    scale: str
    person: PersonId | None
    one: int | None
    other: int | None

    @property
    def apart(self) -> int | None:
        """How many steps of the scale they are apart."""
        return None if self.one is None or self.other is None else abs(self.one - self.other)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two codings beside each other: `report` person by person, and `differing` in order of time.

    `agreed` are the places at which both say the same. `as_boris` are the numbers of another program, which take all
    people together. `stretches` are what both looked at. `lines` are those of a transcript, both ways to count them,
    and none where what is coded is no transcript.
    """

    report: Report
    differing: tuple[Place, ...]
    agreed: tuple[Place, ...]
    ratings: tuple[Rated, ...]
    as_boris: tuple[Figure, ...]
    stretches: tuple[Span, ...]
    lines: tuple[OfTheMind, ...] = ()


@dataclass(frozen=True, slots=True)
class BareTally:
    """A `Tally` without its table and the places behind it."""

    person: PersonId | None
    code: str
    way: Way
    figures: tuple[Figure, ...]
    modifier: str = ""


@dataclass(frozen=True, slots=True)
class BareReport:
    """A `Report` of the figures alone."""

    how: How
    tallies: tuple[BareTally, ...]


@dataclass(frozen=True, slots=True)
class BareComparison:
    """A `Comparison` for whoever reads many: nothing but figures and ratings is read of what was written of it."""

    report: BareReport
    ratings: tuple[Rated, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of figures: its first rows to be looked at, all of it as CSV, and a drawing (SVG), empty for none.

    `columns` are pairs of a name and what it means; `definition` names what they all mean with its version, empty where
    it was counted before it had one.
    """

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    count: int
    csv: str
    drawing: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Seconds of film to look at, with what is there in a few words."""

    span: Span
    told: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One thing that was asked: answered in sentences, then as tables and drawings, with the film behind it.

    Of `many` scenes `scenes` are the first, or the first of each kind. `next_step` says what is to be chosen before
    there is an answer, empty where there is one. `name` is its own on a page.
    """

    name: str
    title: str
    sentences: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    scenes: tuple[Scene, ...] = ()
    next_step: str = ""
    many: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be chosen: what stands for it, and its words."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be chosen of what was coded: the codes of each move, and the two that are laid beside each other."""

    begins: tuple[Offer, ...]
    receives: tuple[Offer, ...]
    takes_up: tuple[Offer, ...]
    turns_away: tuple[Offer, ...]
    given: tuple[Offer, ...]
    target: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one coding: first in sentences, then chapter by chapter, with what was chosen for them."""

    sentences: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    chosen: Choices
    offers: Offers

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(sheet for chapter in self.chapters for sheet in chapter.sheets)


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one definition and of one thing, which `key` names, each with when it was so; in order of time."""

    key: str
    course: tuple[tuple[datetime, Figure], ...]


@dataclass(frozen=True, slots=True)
class RatedFilms:
    """What two coders rated in which films, of one kind of person, which `key` names."""

    key: str
    raters: tuple[Mapping[FilmId, tuple[Rating, ...]], Mapping[FilmId, tuple[Rating, ...]]]


@dataclass(frozen=True, slots=True)
class Courses:
    """What became of series and of ratings, by their keys: the trend of each, and the figures of each scale."""

    trends: Mapping[str, Figure]
    ratings: Mapping[str, Mapping[str, tuple[Figure, ...]]]


def told(value: Comparison | Report | Figures | Courses | How | Choices) -> str:
    return msgspec.json.encode(value).decode()


def untold(text: str, kind: type[Value]) -> Value:
    """What `told` wrote of this `kind`, or of one that says more; raises ValueError where it is anything else."""
    return msgspec.json.decode(text, type=kind)


def chosen(text: str, kind: type[Chosen]) -> Chosen:
    """What `told` wrote of how something is counted; what is usual where `text` is empty."""
    return untold(text, kind) if text else kind()
