"""What the comparisons of one guider's films came to, put in order of time: pair by pair, role by role, code by code.

Nothing is reckoned here: figures are read as they were kept when two codings were compared.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from vignette.counting.values import BareComparison, Series, told
from vignette.domain.coding import CodingId, Rating
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId
from vignette.domain.person import Part, Person, PersonId
from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.figure import Figure, How, Way, figure_of

FEWEST_POINTS, FEWEST_RATED = 3, 5
"""Of fewer there is nothing to reckon: neither a trend, nor how far ratings are alike."""
BOTH = "Both together"
Coders = tuple[AccountId, AccountId]
Rater = dict[FilmId, tuple[Rating, ...]]
ROLES = {Part.CLIENT: "The client", Part.PARTNER: "The partner", Part.GUIDER: "The guider"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two coders in the words of one version of a codebook, compared in one way; the same one twice for one coder."""

    coders: Coders
    codebook: str
    how: How

    @property
    def key(self) -> str:
        return f"{self.coders[0]} {self.coders[1]} {self.codebook} {told(self.how)}"

    @property
    def mark(self) -> str:
        """A short name for it, such as an address has."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Role:
    """Who somebody is in any film; `key` names a person where the role alone does not tell who it is."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison: `at` is when the second coding was handed in, or begun where it was not.

    `is_turned` says that the first coding is by the second of the pair's coders. `is_stale` says that
    something it rests on was changed since they were compared.
    """

    pair: Pair
    one: CodingId
    other: CodingId
    film: FilmId
    at: datetime
    is_turned: bool
    is_stale: bool
    found: BareComparison
    people: tuple[Person, ...]

    def role_of(self, person: PersonId | None) -> Role:
        """By the part they have in the work, where nobody else in the film has the same."""
        if person is None:
            return Role("both", BOTH)
        its = next((each for each in self.people if each.id == person), None)
        if its is None:
            return Role(str(person), "Somebody")
        if its.part in ROLES and [each.part for each in self.people].count(its.part) == 1:
            return Role(its.part, ROLES[its.part])
        return Role(str(person), its.name)


@dataclass(frozen=True, slots=True)
class Point:
    """What one comparison says of one code: by time, and by events."""

    compared: Compared
    kappa: Figure
    ac1: Figure
    f1: Figure

    @property
    def figures(self) -> tuple[Figure, Figure, Figure]:
        return self.kappa, self.ac1, self.f1


@dataclass(frozen=True, slots=True)
class Course:
    """One code of one role, as one pair saw it, in order of time."""

    pair: Pair
    role: Role
    code: str
    points: tuple[Point, ...]

    def key(self, figure: Figure) -> str:
        """What names the series of this figure; another version of its definition is another series."""
        return f"{self.pair.key} {self.role.key} {self.code} {figure.definition.reference}"


@dataclass(frozen=True, slots=True)
class RatedCourse:
    """What a pair rated of one role, film by film; ratings know no way of comparing."""

    coders: Coders
    codebook: str
    role: Role
    raters: tuple[Rater, Rater]

    @property
    def key(self) -> str:
        return f"{self.coders[0]} {self.coders[1]} {self.codebook} {self.role.key}"

    @property
    def scales(self) -> dict[str, int]:
        """Every scale that somebody gave, with in how many films both gave it."""
        one, other = ({(film, each.scale) for film, its in rater.items() for each in its} for rater in self.raters)
        every = dict.fromkeys(scale for _, scale in sorted(one | other, key=str))
        return {scale: sum(each == scale for _, each in one & other) for scale in every}


@dataclass(frozen=True)
class Courses:
    """All that was compared, each pair of codings once, in order of time."""

    compared: tuple[Compared, ...]

    @property
    def coders(self) -> set[AccountId]:
        return {coder for each in self.compared for coder in each.pair.coders}

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        found: defaultdict[tuple[Pair, Role, str], list[Point]] = defaultdict(list)
        for each in self.compared:
            for role, code, point in _points(each):
                found[each.pair, role, code].append(point)
        return tuple(Course(*key, tuple(points)) for key, points in found.items())

    @cached_property
    def series(self) -> tuple[Series, ...]:
        found: defaultdict[str, list[tuple[datetime, Figure]]] = defaultdict(list)
        for course in self.courses:
            for point in course.points:
                for figure in point.figures:
                    found[course.key(figure)].append((point.compared.at, figure))
        return tuple(Series(key, tuple(course)) for key, course in found.items())

    @cached_property
    def rated(self) -> tuple[RatedCourse, ...]:
        """By pair and role; of several comparisons of one film, what the last one says."""
        found: dict[tuple[Coders, str, Role], tuple[Rater, Rater]] = {}
        for each in self.compared:
            for role, both in _ratings(each).items():
                raters = found.setdefault((each.pair.coders, each.pair.codebook, role), ({}, {}))
                for rater, given in zip(raters, reversed(both) if each.is_turned else both, strict=True):
                    rater[each.film] = tuple(given)
        return tuple(RatedCourse(*key, raters) for key, raters in found.items())

    @property
    def mark(self) -> str:
        """A name for all that is reckoned of, which changes with anything in it."""
        return hashlib.sha256(repr((self.series, self.rated)).encode()).hexdigest()

    @property
    def can_be_reckoned(self) -> bool:
        """Whether there is enough for any trend, or for how far ratings are alike."""
        longest = max((len(each.course) for each in self.series), default=0)
        return longest >= FEWEST_POINTS or any(len(each.raters[0]) >= FEWEST_RATED for each in self.rated)


def _points(compared: Compared) -> Iterator[tuple[Role, str, Point]]:
    tallies = compared.found.report.tallies
    by_events = {(each.person, each.code): each for each in tallies if each.way is Way.EVENTS and not each.modifier}
    for each in tallies:
        if each.way is Way.TIME and each.code:
            kappa, ac1 = (figure_of(its, each.figures) for its in (definitions.KAPPA, definitions.AC1))
            f1 = figure_of(definitions.F1, by_events[each.person, each.code].figures)
            yield compared.role_of(each.person), each.code, Point(compared, kappa, ac1, f1)


def _ratings(compared: Compared) -> dict[Role, tuple[list[Rating], list[Rating]]]:
    """What both rated, by role: of the first coding, and of the other."""
    found: dict[Role, tuple[list[Rating], list[Rating]]] = {}
    for each in compared.found.ratings:
        sides: Sequence[int | None] = (each.one, each.other)
        for given, value in zip(found.setdefault(compared.role_of(each.person), ([], [])), sides, strict=True):
            given += [Rating(each.scale, each.person, value)] if value is not None else []
    return found
