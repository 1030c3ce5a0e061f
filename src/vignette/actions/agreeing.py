"""How coders agree over time: seeing it, having trends reckoned, and taking it out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
from vignette.domain.errors import NotAllowed
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.evidence.agreement.figure import Figure
from vignette.exchange.plots.course import Dot, Line, course_plot
from vignette.storage import accounts, courses, films, jobs

Names = Mapping[AccountId, str]
NOTHING_YET = "There is nothing to reckon yet: it takes three comparisons, or ratings of five films."


@dataclass(frozen=True, slots=True)
class TrendRow:
    """How one figure changes, by its title; `trend` is None while that is not reckoned."""

    title: str
    trend: Figure | None


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One code by its label: its points in order of time, what they come to, and a drawing (SVG) of them."""

    title: str
    code: str
    points: tuple[Point, ...]
    trends: tuple[TrendRow, ...]
    drawing: str

    @property
    def last(self) -> Point:
        return self.points[-1]


@dataclass(frozen=True, slots=True)
class PairRows:
    """Two coders by name, in which words and way they were compared, and the codes of each role."""

    title: str
    codebook: str
    so: Asked
    roles: tuple[tuple[str, tuple[CourseRow, ...]], ...]


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

    `share` is how far reckoning is, None while nobody does. `is_reckoned` says that trends are of all that is shown,
    `can_be_reckoned` that there is enough for any.
    """

    name: str
    names: tuple[tuple[str, str], ...]
    pairs: tuple[PairRows, ...]
    ratings: tuple[RatedRow, ...]
    share: float | None
    is_reckoned: bool
    can_be_reckoned: bool
    problem: str


def see(actor: Actor, codebook: str) -> AgreementPage:
    """How coders agree over time in the words of the codebook of this name, or of the first in which any do."""
    who = asker(actor)
    with act(actor, Verb.SEE_AGREEMENT, who):
        every = shown_to(actor)
        name = codebook if codebook in every else next(iter(every), "")
        found = courses_in(every.get(name, ()))
        coders = accounts.names_of(found.coders)
        words = {reference: book(reference) for reference in {each.pair.codebook for each in found.compared}}
        its = courses.find(who, name)
        is_reckoned = its is not None and its.mark == found.mark
        reckoned = untold(its.result, Reckoned) if its is not None and is_reckoned else Reckoned({}, {})
        work = jobs.status(jobs.Kind.COURSE, its.id) if its else None
        return AgreementPage(
            name=name,
            names=tuple((each, book(its[0].one.codebook).title) for each, its in every.items()),
            pairs=tuple(_pairs(found, coders, words, reckoned)),
            ratings=tuple(row for each in found.rated for row in _ratings(each, coders, words, reckoned)),
            share=_share(work),
            is_reckoned=is_reckoned,
            can_be_reckoned=found.can_be_reckoned,
            problem=work.reason if work and work.state is jobs.State.FAILED else "",
        )


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


def _pairs(found: Courses, coders: Names, words: Mapping[str, Codebook], reckoned: Reckoned) -> Iterator[PairRows]:
    by_pair: dict[Pair, dict[str, list[CourseRow]]] = {}
    for course in found.courses:
        roles = by_pair.setdefault(course.pair, {})
        roles.setdefault(course.role.title, []).append(_row(course, words[course.pair.codebook], reckoned.trends))
    for pair, roles in by_pair.items():
        rows = tuple((title, tuple(its)) for title, its in roles.items())
        yield PairRows(_between(pair.coders, coders), pair.codebook, asked_of(pair.how), rows)


def _row(course: Course, words: Codebook, trends: Mapping[str, Figure]) -> CourseRow:
    title, last = words.label_of(course.code), course.points[-1]
    told = tuple(TrendRow(each.definition.title, trends.get(course.key(each))) for each in last.figures)
    lines = [
        _line(course, [point.kappa for point in course.points]),
        _line(course, [point.f1 for point in course.points]),
    ]
    return CourseRow(title, course.code, course.points, told, course_plot(title, lines))


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
