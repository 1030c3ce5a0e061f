"""How coders agree over time: points in order of days, pair by pair and role by role, and nothing that is blind."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import uuid4

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from tests.actions.test_bringing import coded, event
from tests.album import remembered
from tests.people import Someone, people_of, work_off
from vignette.actions import agreeing, coding_deeds, codings, comparing, films
from vignette.actions.agreeing import CourseRow, PairRows, TrendRow
from vignette.actions.comparing import Asked
from vignette.actions.courses import Compared, Courses, Pair, Point
from vignette.actions.taking_agreement import take_agreement
from vignette.counting.coursed import coursed
from vignette.counting.values import BareComparison, BareReport, Rated, RatedFilms, untold
from vignette.counting.values import Courses as Reckoned
from vignette.domain.coding import Change, CodingId, Deed, DeedId
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.leave import OPERATOR
from vignette.domain.person import Part, Person, PersonId
from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.figure import Figure, How
from vignette.storage import rows

pytestmark = pytest.mark.django_db

Row = TypeVar("Row", bound=models.Model)

FIRST = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
@remembered
def hanna(alice: Someone, family: FamilyId) -> PersonId:
    return people_of(alice, family)[0].id


@remembered
def second_of(
    alice: Someone, bob: Someone, film: FilmId, hanna: PersonId, until: float, day: int
) -> tuple[CodingId, CodingId]:
    """Alice codes Hanna's first two seconds, Bob as much as `until`, and hands it in on the `day`-th day."""
    one = coded(alice, film, event("A1", hanna, 0, 2))
    other = codings.ask_second(alice.actor, one, bob.id, share=1)
    its = event("A1", hanna, 0, until)
    coding_deeds.do(bob.actor, other, [Deed(DeedId.new(), (Change(its.id, None, its),))])
    codings.end(bob.actor, other)
    rows.Coding.objects.filter(pk=other.value).update(ended_at=FIRST + timedelta(days=day))
    comparing.compare(alice.actor, one, other)
    work_off()
    return one, other


def test_three_comparisons_are_three_points_in_order_of_days_with_their_trend(
    alice: Someone, bob: Someone, film: FilmId, hanna: PersonId
) -> None:
    """Of four seconds both say two at first; then Bob says one and three: kappa 1, then 0.5 and 0.5."""
    first = second_of(alice, bob, film, hanna, 2, 0)
    second_of(alice, bob, film, hanna, 3, 60)
    second_of(alice, bob, film, hanna, 1, 30)

    page = agreeing.see(alice.actor, "vig")

    (pair,) = page.pairs
    (role, (row,)) = pair.roles[0]
    assert (pair.title.split(" and "), role, row.code) == (["Alice", "Bob"], "The client", "A1")
    assert [point.kappa.value for point in row.points] == [1.0, 0.5, 0.5]
    assert [point.compared.at for point in row.points] == [FIRST + timedelta(days=day) for day in (0, 30, 60)]
    assert (row.points[0].compared.one, row.points[0].compared.other) == first
    assert page.is_reckoned
    # Between the three pairs of points 30 days change it by -0.5, 0, and over both months by -0.25: the middle one.
    assert row.trends[0].trend is not None
    assert row.trends[0].trend.value == pytest.approx(-0.25)
    course = agreeing.see_course(alice.actor, "vig", pair.mark, row.role, row.code)
    assert (course.row, course.drawing.count("<circle")) == (row, 4)
    assert [each.reference for each in course.definitions] == [
        "kappa-by-time@1", "ac1-by-time@1", "f1-by-events@1", "trend-per-30-days@1",
    ]  # fmt: skip
    with pytest.raises(NotYours):
        agreeing.see_course(bob.actor, "vig", pair.mark, row.role, row.code)
    told = list(csv.DictReader(io.StringIO(take_agreement(alice.actor, "vig").decode())))
    assert [(each["day"], each["kappa"], each["of"]) for each in told] == [
        ("2026-01-01", "1.0", "The client"), ("2026-01-31", "0.5", "The client"), ("2026-03-02", "0.5", "The client"),
    ]  # fmt: skip
    assert not any(name in str(told) for name in ("Hanna", "Jonas"))
    assert set(rows.AuditLine.objects.filter(verb__endswith="AGREEMENT").values_list("verb", flat=True)) == {
        "SEE_AGREEMENT", "RECKON_AGREEMENT", "TAKE_AGREEMENT",
    }  # fmt: skip


def test_two_comparisons_are_no_trend_and_nothing_is_reckoned_of_them(
    alice: Someone, bob: Someone, film: FilmId, hanna: PersonId
) -> None:
    for day in (0, 30):
        second_of(alice, bob, film, hanna, 2, day)

    page = agreeing.see(alice.actor, "vig")

    assert not page.can_be_reckoned
    assert page.pairs[0].roles[0][1][0].trends[0].trend is None
    with pytest.raises(NotAllowed, match="three comparisons"):
        agreeing.reckon(alice.actor, "vig")


def test_nobody_sees_what_others_guide_or_what_the_family_agrees_to_no_more_or_what_is_blind(
    alice: Someone, bob: Someone, family: FamilyId, film: FilmId, hanna: PersonId
) -> None:
    _, other = second_of(alice, bob, film, hanna, 2, 0)
    assert agreeing.see(alice.actor, "vig").names == (("vig", "Attuned contact and guidance"),)

    assert agreeing.see(bob.actor, "vig").names == ()
    with pytest.raises(NotAllowed, match="nothing to take out"):
        take_agreement(bob.actor, "vig")
    with pytest.raises(NotYours):
        agreeing.see(OPERATOR, "vig")
    rows.Coding.objects.filter(pk=other.value).update(ended_at=None)
    assert agreeing.see(alice.actor, "vig").pairs == ()
    rows.Coding.objects.filter(pk=other.value).update(ended_at=FIRST)
    assert len(agreeing.see(alice.actor, "vig").pairs) == 1
    rows.Consent.objects.filter(purpose="FILM").update(until=FIRST.date())
    assert agreeing.see(alice.actor, "vig").pairs == ()


def again(row: Row, **changes: object) -> Row:
    """The same once more, with another identity and these changes."""
    made = type(row)._default_manager.get(pk=row.pk)
    for name, value in {"pk": uuid4(), **changes}.items():
        setattr(made, name, value)
    made.save(force_insert=True)
    return made


def in_another_film(in_frame: list[PersonId]) -> None:
    """What was compared first, once more of codings of another film with these people in it."""
    its = rows.Counting.objects.earliest("other__begun_at")
    assert its.other is not None
    film = again(its.coding.film)
    film.in_frame.set(each.value for each in in_frame)
    later = its.other.begun_at + timedelta(days=rows.Counting.objects.count())
    one, other = again(its.coding, film=film), again(its.other, film=film, begun_at=later, ended_at=later)
    again(its, coding=one, other=other)


def asked_of_the_database(alice: Someone) -> int:
    with CaptureQueriesContext(connection) as asked:
        agreeing.see(alice.actor, "vig")
    return len(asked)


def test_of_many_comparisons_no_more_is_asked_of_the_database_than_of_two(
    alice: Someone, bob: Someone, film: FilmId, hanna: PersonId
) -> None:
    second_of(alice, bob, film, hanna, 2, 0)
    in_another_film([hanna])
    asked_of_the_database(alice)
    of_two = asked_of_the_database(alice)

    for _ in range(4):
        in_another_film([hanna])

    assert len(agreeing.see(alice.actor, "vig").pairs[0].roles[0][1][0].points) == 6
    assert asked_of_the_database(alice) == of_two


def test_of_many_codes_those_are_named_first_of_which_two_agree_least_or_grow_apart() -> None:
    """Eight codes of which the last kappas are 0.1 to 0.8, and the first of them falls for certain."""
    falling = Figure(definitions.TREND, -0.2, (-0.3, -0.1))
    codes = [course_of(f"A{each}", each / 10, falling if each == 1 else None) for each in range(8, 0, -1)]
    pair = PairRows("Alice and Bob", "", "vig@1", Asked("1", "1", "0"), (("The client", tuple(codes)),))

    assert [row.code for _, row in pair.least] == ["A1", "A2", "A3"]
    assert [row.code for _, row in pair.falling] == ["A1"]
    few = replace(pair, roles=(("The client", tuple(codes[:3])),))
    assert (few.least, few.falling) == ((), ())


def course_of(code: str, kappa: float, trend: Figure | None) -> CourseRow:
    compared = rated_film((AccountId.new(), AccountId.new()), 0, is_turned=False)
    its = Figure(definitions.KAPPA, kappa)
    return CourseRow(code, "client", code, (Point(compared, its, its, its),), (TrendRow("Kappa", trend),))


def test_of_each_film_it_is_asked_whether_everybody_in_it_still_agrees(
    alice: Someone, bob: Someone, family: FamilyId, film: FilmId, hanna: PersonId
) -> None:
    """Jonas is in the first film alone."""
    one, _ = second_of(alice, bob, film, hanna, 2, 0)
    in_another_film([hanna])
    assert len(agreeing.see(alice.actor, "vig").pairs[0].roles[0][1][0].points) == 2

    jonas = people_of(alice, family)[1].id
    rows.Consent.objects.filter(purpose="FILM", person=jonas.value).update(until=FIRST.date())

    (point,) = agreeing.see(alice.actor, "vig").pairs[0].roles[0][1][0].points
    assert point.compared.one != one
    assert len(take_agreement(alice.actor, "vig").splitlines()) == 2


def test_what_was_changed_since_is_said_and_another_way_of_comparing_is_a_course_of_its_own(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    """The same two coded by Alice, compared in both directions: one point, until they are compared in another way."""
    one, other = coded(alice, film, event("A1", hanna, 0, 2)), coded(alice, film, event("A1", hanna, 0, 2))
    for both in ((one, other), (other, one)):
        comparing.compare(alice.actor, *both)
        work_off()
    (pair,) = agreeing.see(alice.actor, "vig").pairs
    assert (pair.title, len(pair.roles[0][1][0].points)) == ("Alice, twice", 1)

    comparing.compare(alice.actor, other, one, Asked("0.5", "1", "0"))
    work_off()
    assert sorted(each.so.step for each in agreeing.see(alice.actor, "vig").pairs) == ["0.5", "1"]

    late = event("A1", hanna, 3, 4)
    coding_deeds.do(alice.actor, one, [Deed(DeedId.new(), (Change(late.id, None, late),))])
    points = [row.last for each in agreeing.see(alice.actor, "vig").pairs for _, its in each.roles for row in its]
    assert [point.compared.is_stale for point in points] == [True, True]


@pytest.mark.parametrize("is_film", [True, False])
def test_with_what_is_erased_goes_all_that_was_reckoned_of_it(
    alice: Someone, bob: Someone, film: FilmId, hanna: PersonId, *, is_film: bool
) -> None:
    for day in (0, 30, 60):
        one, _ = second_of(alice, bob, film, hanna, 2, day)
    assert rows.Course.objects.exclude(result="").count() == 1

    if is_film:
        films.erase_film(alice.actor, film)
    else:
        codings.erase(alice.actor, one)

    assert rows.Course.objects.count() == 0


PEOPLE = (Person(PersonId.new(), "Hanna", Part.CLIENT), Person(PersonId.new(), "Jonas", Part.PARTNER))


def rated_film(coders: tuple[AccountId, AccountId], day: int, *, is_turned: bool, **given: tuple[int, int]) -> Compared:
    """A film of Hanna and Jonas in which the first of `coders` rates everybody one lower than the other does."""
    ratings = tuple(
        Rated("warmth", next(each.id for each in PEOPLE if each.name == name), *(reversed(both) if is_turned else both))
        for name, both in given.items()
    )
    found = BareComparison(BareReport(How(), ()), ratings)
    pair = Pair(coders, "vig@1", How())
    at = FIRST + timedelta(days=day)
    return Compared(pair, CodingId.new(), CodingId.new(), FilmId.new(), at, is_turned, False, found, PEOPLE)


def ratings_of(found: Courses) -> dict[str, dict[str, float | None]]:
    """By role: the figures about warmth."""
    told = coursed(found.series, tuple(RatedFilms(each.key, each.raters) for each in found.rated))
    figures = untold(told, Reckoned).ratings
    return {
        each.role.title: {figure.definition.id: figure.value for figure in figures[each.key]["warmth"]}
        for each in found.rated
    }


def test_over_five_films_ratings_of_the_client_and_of_the_partner_are_told_apart(alice: Someone, bob: Someone) -> None:
    """Bob rates Hanna one higher than Alice throughout, whoever's coding came first, and Jonas as she does."""
    coders = (alice.id, bob.id)
    films = [
        rated_film(coders, day, is_turned=day % 2 == 1, Hanna=(value, value + 1), Jonas=(8 - value, 8 - value))
        for day, value in enumerate((1, 3, 5, 2, 6))
    ]

    found = ratings_of(Courses(tuple(films)))

    assert found["The client"][definitions.ICC_CONSISTENCY.id] == pytest.approx(1)
    assert (found["The client"][definitions.ICC_AGREEMENT.id] or 1) < 1
    assert found["The client"][definitions.SAME_RATING.id] == 0
    assert found["The partner"][definitions.ICC_AGREEMENT.id] == pytest.approx(1)
    assert Courses(tuple(films)).can_be_reckoned
    few = Courses(tuple(films[:4]))
    assert ratings_of(few)["The client"][definitions.ICC_CONSISTENCY.id] is None
    assert not few.can_be_reckoned


def test_two_partners_in_one_film_are_two_people() -> None:
    twin = Person(PersonId.new(), "Mia", Part.PARTNER)
    film = rated_film((AccountId.new(), AccountId.new()), 0, is_turned=False, Hanna=(1, 1))

    roles = [replace(film, people=(*PEOPLE, twin)).role_of(each.id).title for each in (*PEOPLE, twin)]

    assert roles == ["The client", "Jonas", "Mia"]
