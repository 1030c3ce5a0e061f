"""How coders agree over time: seeing it, having trends reckoned, and taking it out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from vignette.actions.act import act
from vignette.actions.codebooks import book
from vignette.actions.comparing import Asked, asked_of
from vignette.actions.courses import Coders, Course, Courses, Pair, Point, RatedCourse
from vignette.actions.films import asker
from vignette.actions.reading_courses import courses_in, courses_of, shown_to
from vignette.counting.values import Courses as Reckoned
from vignette.counting.values import untold
from vignette.domain.codebook import Codebook
from vignette.domain.coding import CourseId
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.evidence.agreement.figure import Definition, Figure
from vignette.exchange.plots.course import Dot, Line, course_plot
from vignette.storage import accounts, courses, films, jobs
from vignette.storage.courses import Reckoned as Kept

Names = Mapping[AccountId, str]
FEW = 6
"""So many codes are seen at one glance."""
NOT_RECKONED = Reckoned({}, {})
NOTHING_YET = "There is nothing to reckon yet: it takes three comparisons, or ratings of five films."


@dataclass(frozen=True, slots=True)
class TrendRow:
    """How one figure changes, by its title; `trend` is None while that is not reckoned."""

    title: str
    trend: Figure | None


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One code of one role by its label: its points in order of time, and what they come to.

    `role` and `code` are as addresses have them.
    """

    title: str
    role: str
    code: str
    points: tuple[Point, ...]
    trends: tuple[TrendRow, ...]

    @property
    def last(self) -> Point:
        return self.points[-1]

    @property
    def is_falling(self) -> bool:
        """Whether kappa falls so that its whole interval lies below nought."""
        trend = self.trends[0].trend
        return trend is not None and trend.interval is not None and trend.interval[1] < 0


@dataclass(frozen=True, slots=True)
class PairRows:
    """Two coders by name, in which words and way they were compared, and the codes of each role.

    `mark` names them in addresses.
    """

    title: str
    mark: str
    codebook: str
    so: Asked
    roles: tuple[tuple[str, tuple[CourseRow, ...]], ...]

    @property
    def days(self) -> tuple[datetime, ...]:
        """When each of their comparisons was, in order of time."""
        every = {point.compared.other: point.compared.at for _, row in self._rows for point in row.points}
        return tuple(sorted(every.values()))

    @property
    def least(self) -> tuple[tuple[str, CourseRow], ...]:
        """Up to three codes, each with its role, whose last kappa is lowest; none where all are seen at a glance."""
        known = [(role, row) for role, row in self._rows if row.last.kappa.value is not None]
        return tuple(sorted(known, key=lambda each: each[1].last.kappa.value or 0)[:3]) if len(known) > FEW else ()

    @property
    def falling(self) -> tuple[tuple[str, CourseRow], ...]:
        """The codes of which the coders grow apart, each with its role."""
        return tuple(each for each in self._rows if each[1].is_falling)

    @property
    def _rows(self) -> list[tuple[str, CourseRow]]:
        return [(role, row) for role, rows in self.roles for row in rows]


@dataclass(frozen=True, slots=True)
class CoursePage:
    """One code of one role as two coders saw it, in the words of the codebook called `name`, drawn (SVG)."""

    name: str
    pair: str
    role: str
    row: CourseRow
    drawing: str

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """What each of its numbers is."""
        trend = (each.trend.definition for each in self.row.trends[:1] if each.trend)
        return (*(each.definition for each in self.row.last.figures), *trend)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why some of its numbers are not defined, each reason once."""
        every = (each.reason for point in self.row.points for each in point.figures)
        return tuple(dict.fromkeys(filter(None, every)))


@dataclass(frozen=True, slots=True)
class RatedRow:
    """How far a pair rates one scale alike over `films` of one role; none of `figures` while that is not reckoned."""

    pair: str
    codebook: str
    role: str
    scale: str
    films: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """How coders agree in the words of the codebook called `name`, one of `names` (with titles); empty for none.

    Of its `pairs`, those compared last first, one is `shown` in full, None where there are none. `share` is how far
    reckoning is, None while nobody does. `is_reckoned` says that trends are of all that is shown, `can_be_reckoned`
    that there is enough for any.
    """

    name: str
    names: tuple[tuple[str, str], ...]
    pairs: tuple[PairRows, ...]
    shown: PairRows | None
    ratings: tuple[RatedRow, ...]
    share: float | None
    is_reckoned: bool
    can_be_reckoned: bool
    problem: str


def see(actor: Actor, codebook: str, pair: str = "") -> AgreementPage:
    """How coders agree over time in the words of the codebook of this name, or of the first in which any do.

    The `pair` that is shown is named by its mark; the one compared last where there is no such pair.
    """
    who = asker(actor)
    with act(actor, Verb.SEE_AGREEMENT, who):
        every = shown_to(actor)
        name = codebook if codebook in every else next(iter(every), "")
        found = courses_in(every.get(name, ()))
        coders = accounts.names_of(found.coders)
        words = {reference: book(reference) for reference in {each.pair.codebook for each in found.compared}}
        its = courses.find(who, name)
        reckoned = _reckoned(its, found)
        told = reckoned or NOT_RECKONED
        work = jobs.status(jobs.Kind.COURSE, its.id) if its else None
        pairs = sorted(_pairs(found, coders, words, told), key=lambda each: each.days[-1])[::-1]
        return AgreementPage(
            name=name,
            names=tuple((each, book(its[0].one.codebook).title) for each, its in every.items()),
            pairs=tuple(pairs),
            shown=next((each for each in pairs if each.mark == pair), pairs[0] if pairs else None),
            ratings=tuple(row for each in found.rated for row in _ratings(each, coders, words, told)),
            share=_share(work),
            is_reckoned=reckoned is not None,
            can_be_reckoned=found.can_be_reckoned,
            problem=work.reason if work and work.state is jobs.State.FAILED else "",
        )


def see_course(actor: Actor, codebook: str, pair: str, role: str, code: str) -> CoursePage:
    """One code of one role as a pair saw it, comparison by comparison; raises NotYours where there is none."""
    who = asker(actor)
    with act(actor, Verb.SEE_AGREEMENT, who):
        found = courses_of(actor, codebook)
        its = next(
            (each for each in found.courses if (each.pair.mark, each.role.key, each.code) == (pair, role, code)), None
        )
        if its is None:
            raise NotYours
        reckoned = _reckoned(courses.find(who, codebook), found) or NOT_RECKONED
        row = _row(its, book(its.pair.codebook), reckoned.trends)
        title = _between(its.pair.coders, accounts.names_of(set(its.pair.coders)))
        return CoursePage(codebook, title, its.role.title, row, _drawing(its, row.title))


def reckoning(actor: Actor, codebook: str) -> float | None:
    """How far it is reckoned, from 0 to 1; None while nobody does."""
    who = asker(actor)
    with act(actor, Verb.SEE_AGREEMENT, who):
        its = courses.find(who, codebook)
        return _share(jobs.status(jobs.Kind.COURSE, its.id)) if its else None


def reckon(actor: Actor, codebook: str) -> None:
    """Have trends reckoned, and how far ratings are alike."""
    with act(actor, Verb.RECKON_AGREEMENT, asker(actor)):
        if keep_up(actor, codebook) is None:
            raise NotAllowed(NOTHING_YET)


def keep_up(actor: Actor, codebook: str) -> CourseId | None:
    """Have it reckoned, inside the transaction of whoever asks; None where there is not enough for that."""
    found = courses_of(actor, codebook)
    if not found.can_be_reckoned:
        return None
    who = asker(actor)
    its = courses.begin(who, codebook)
    jobs.queue(jobs.Kind.COURSE, its, family=films.load(found.compared[-1].film).family, asked_by=who)
    return its


def _share(work: jobs.Status | None) -> float | None:
    return work.share if work and work.state in (jobs.State.QUEUED, jobs.State.RUNNING) else None


def _reckoned(its: Kept | None, found: Courses) -> Reckoned | None:
    """What was reckoned of all that is shown; None where it was not, or of something else."""
    return untold(its.result, Reckoned) if its is not None and its.mark == found.mark else None


def _pairs(found: Courses, coders: Names, words: Mapping[str, Codebook], reckoned: Reckoned) -> Iterator[PairRows]:
    by_pair: dict[Pair, dict[str, list[CourseRow]]] = {}
    for course in found.courses:
        roles = by_pair.setdefault(course.pair, {})
        roles.setdefault(course.role.title, []).append(_row(course, words[course.pair.codebook], reckoned.trends))
    for pair, roles in by_pair.items():
        rows = tuple((title, tuple(its)) for title, its in roles.items())
        yield PairRows(_between(pair.coders, coders), pair.mark, pair.codebook, asked_of(pair.how), rows)


def _row(course: Course, words: Codebook, trends: Mapping[str, Figure]) -> CourseRow:
    title, last = words.label_of(course.code), course.points[-1]
    told = tuple(TrendRow(each.definition.title, trends.get(course.key(each))) for each in last.figures)
    return CourseRow(title, course.role.key, course.code, course.points, told)


def _drawing(course: Course, title: str) -> str:
    kappas, f1s = [point.kappa for point in course.points], [point.f1 for point in course.points]
    return course_plot(title, [_line(course, kappas), _line(course, f1s)])


def _line(course: Course, figures: Sequence[Figure]) -> Line:
    dots = (
        Dot(point.compared.at, each.value, each.interval)
        for point, each in zip(course.points, figures, strict=True)
        if each.value is not None
    )
    return Line(figures[-1].definition.title, tuple(dots))


def _ratings(
    course: RatedCourse, coders: Names, words: Mapping[str, Codebook], reckoned: Reckoned
) -> Iterator[RatedRow]:
    told, pair = reckoned.ratings.get(course.key, {}), _between(course.coders, coders)
    for scale, films_of in course.scales.items():
        title = words[course.codebook].label_of_scale(scale)
        yield RatedRow(pair, course.codebook, course.role.title, title, films_of, told.get(scale, ()))


def _between(pair: Coders, coders: Names) -> str:
    one, other = sorted(coders[each] for each in pair)
    return f"{one}, twice" if pair[0] == pair[1] else f"{one} and {other}"
