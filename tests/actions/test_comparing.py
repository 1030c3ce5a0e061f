"""Two codings beside each other: figures worked out by hand, and decisions that leave both codings as they are."""

from dataclasses import replace

import pytest

from tests.actions.test_bringing import coded, event
from tests.album import remembered
from tests.people import Someone, everyone_agrees, people_of, withdrawn, work_off
from vignette.actions import coding, coding_deeds, codings, comparing, figures, ruling, together
from vignette.actions.act import act
from vignette.actions.compared_rows import Differing
from vignette.actions.comparing import Asked
from vignette.actions.counts import Stage, count_of, have_counted
from vignette.domain.coding import Change, CodingId, Deed, DeedId, Event, EventId, Kind, Rating
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Verb
from vignette.domain.person import PersonId
from vignette.evidence.agreement.figure import Found
from vignette.storage import countings, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanna(alice: Someone, family: FamilyId) -> PersonId:
    return people_of(alice, family)[0].id


@pytest.fixture
def two(alice: Someone, film: FilmId, hanna: PersonId) -> tuple[CodingId, CodingId]:
    return two_of(alice, film, hanna)


@remembered
def two_of(alice: Someone, film: FilmId, hanna: PersonId) -> tuple[CodingId, CodingId]:
    """Of four seconds A says Hanna looks for two, B for one; at the end one says B1 where the other says B2."""
    one = coded(alice, film, event("A1", hanna, 0, 2), event("B1", hanna, 3, 3.5))
    other = coded(alice, film, event("A1", hanna, 0, 1), event("B2", hanna, 3, 3.5), event("D4", None, 1, 2))
    return one, other


@remembered
def compared(someone: Someone, one: CodingId, other: CodingId) -> comparing.ComparingPage:
    comparing.compare(someone.actor, one, other)
    work_off()
    return comparing.see_comparison(someone.actor, one, other)


def rated(someone: Someone, its: CodingId, rating: Rating) -> None:
    coding_deeds.rate(someone.actor, its, rating, scale=rating.scale, person=rating.person)


def added(its: Event) -> Deed:
    return Deed(DeedId.new(), (Change(its.id, None, its),))


def stands(someone: Someone, its: CodingId) -> list[str]:
    return [each.code for each in coding.see_desk(someone.actor, its).events]


def sides(each: Differing) -> dict[str, str]:
    one, other = ("" if side is None else str(side) for side in each.pair)
    return {"one": one, "other": other}


def test_kappa_of_four_seconds_is_what_is_worked_out_by_hand(alice: Someone, two: tuple[CodingId, CodingId]) -> None:
    page = compared(alice, *two)

    hannas = next(group for group in page.people if group.name == "Hanna")
    looks = next(row for row in hannas.rows if row.code == "A1")
    # Seconds 0 to 3: A says yes yes no no, B yes no no no. They agree in 3 of 4, by chance in 1/2 * 1/4 + 1/2 * 3/4.
    assert looks.kappa.value == pytest.approx((3 / 4 - 1 / 2) / (1 - 1 / 2))
    assert looks.by_time.table.counts == ((2.0, 0.0), (1.0, 1.0))
    assert looks.f1 is not None
    assert looks.f1.value == 1.0
    ended = next(row for row in hannas.rows if row.code == "B1")
    assert ended.f1 is not None
    assert ended.f1.value == 0.0


def test_places_that_differ_stand_in_order_of_time_with_what_each_says(
    alice: Someone, two: tuple[CodingId, CodingId]
) -> None:
    page = compared(alice, *two)

    assert [(each.place.codes, each.person) for each in page.differing] == [(("", "D4"), ""), (("B1", "B2"), "Hanna")]


CHOICES = {"one": ["A1", "B1"], "other": ["A1", "B2"], "both": ["A1", "B1", "B2"], "neither": ["A1"]}


def test_what_is_decided_stands_in_the_agreed_coding_and_both_originals_stay(
    alice: Someone, two: tuple[CodingId, CodingId]
) -> None:
    page = compared(alice, *two)
    before = [coding.see_desk(alice.actor, each).events for each in two]
    agreed = ruling.begin(alice.actor, *two)
    assert stands(alice, agreed) == ["A1"]
    asked = sides(page.differing[1])

    for choice, codes in CHOICES.items():
        ruling.rule(alice.actor, *two, **asked, choice=choice, reason="Seen twice")

        assert sorted(stands(alice, agreed)) == codes
        assert [coding.see_desk(alice.actor, each).events for each in two] == before
        (decided,) = (each.ruling for each in comparing.see_comparison(alice.actor, *two).differing if each.ruling)
        assert (decided.choice, decided.reason, decided.by) == (choice, "Seen twice", alice.id)

    ruling.undo(alice.actor, *two, **asked)
    assert stands(alice, agreed) == ["A1"]
    assert comparing.see_comparison(alice.actor, *two).ruled == 0


def test_in_another_way_the_same_two_agree_less_and_what_stands_says_in_which(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    """A says two to three seconds, B half a second later: within one second the same, within a quarter apart."""
    one, other = coded(alice, film, event("A1", hanna, 2, 3)), coded(alice, film, event("A1", hanna, 2.5, 3.5))
    assert compared(alice, one, other).differing == ()

    comparing.compare(alice.actor, one, other, Asked("0.25", "0.25", "0.5"))
    assert comparing.see_comparison(alice.actor, one, other).count.stage is Stage.COUNTING
    work_off()
    page = comparing.see_comparison(alice.actor, one, other)

    assert page.so == page.asked == Asked("0.25", "0.25", "0.5")
    assert [each.place.found for each in page.differing] == [Found.EDGE]
    # Of the 16 quarters of four seconds A says 8 to 11, B 10 to 13: 2 are the same, 10 are said by neither.
    (looks,) = page.people[0].rows[:1]
    assert looks.by_time.table.counts == ((10.0, 2.0), (2.0, 2.0))
    assert compared(alice, one, other).so == page.so


@pytest.mark.parametrize(
    "asked", [Asked("0", "1", "0"), Asked("1", "nan", "0"), Asked("1", "1", "2"), Asked("", "", "")]
)
def test_no_other_way_than_those_offered_is_taken(asked: Asked, alice: Someone, two: tuple[CodingId, CodingId]) -> None:
    with pytest.raises(NotAllowed, match="from what is offered"):
        comparing.compare(alice.actor, *two, asked)

    assert comparing.see_comparison(alice.actor, *two).count.stage is Stage.NONE


def test_another_detail_of_the_same_event_differs_is_named_and_is_decided(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    warm = event("B3", hanna, 1, 2)
    one = coded(alice, film, replace(warm, id=EventId.new(), modifiers={"warmth": ("very",)}))
    other = coded(alice, film, replace(warm, id=EventId.new(), note="my own words"))

    page = compared(alice, one, other)

    (place,) = page.differing
    assert place.place.found is Found.OTHER_DETAIL
    assert [(each.title, each.one, each.other) for each in place.details] == [("How warm", "very", "")]
    (row,) = (each for group in page.people for each in group.rows if each.code == "B3")
    assert [(each.title, each.tally.figures[0].value) for each in row.details] == [("How warm", 0.0)]
    assert row.f1 is not None
    assert row.f1.value == 1
    agreed = ruling.begin(alice.actor, one, other)
    assert stands(alice, agreed) == []
    ruling.rule(alice.actor, one, other, **sides(place), choice="one", reason="")
    (kept,) = coding.see_desk(alice.actor, agreed).events
    assert kept.modifiers == {"warmth": ("very",)}


def test_ratings_stand_beside_each_other_scale_by_scale_and_person_by_person(
    alice: Someone, two: tuple[CodingId, CodingId], hanna: PersonId
) -> None:
    for its, value in zip(two, (3, 5), strict=True):
        rated(alice, its, Rating("attention", hanna, value))
    rated(alice, two[0], Rating("room", None, 6))

    page = compared(alice, *two)

    told = {
        (each.rated.scale, each.person): (each.rated.one, each.rated.other, each.rated.apart) for each in page.ratings
    }
    assert told == {("attention", "Hanna"): (3, 5, 2), ("room", ""): (6, None, None)}


def test_what_both_say_once_compared_in_another_way_is_taken_over_and_decisions_stay(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    one = coded(alice, film, event("A1", hanna, 0, 0.5), event("B2", hanna, 1, 1.5), event("A1", hanna, 3, 3.5))
    other = coded(alice, film, event("A1", hanna, 0, 1.0), event("B2", hanna, 1, 2.0), event("A1", hanna, 3, 3.5))
    comparing.compare(alice.actor, one, other, Asked("1", "0.25", "0"))
    page = compared(alice, one, other)
    agreed = ruling.begin(alice.actor, one, other)
    ruling.rule(alice.actor, one, other, **sides(page.differing[1]), choice="neither", reason="")
    assert stands(alice, agreed) == ["A1"]

    comparing.compare(alice.actor, one, other, Asked("1", "1", "0"))
    assert compared(alice, one, other).agreed_since == 1
    assert ruling.begin(alice.actor, one, other) == agreed

    assert stands(alice, agreed) == ["A1", "A1"]
    assert comparing.see_comparison(alice.actor, one, other).agreed_since == 0


def test_once_a_coding_was_changed_nothing_is_decided_before_they_are_compared_again(
    alice: Someone, two: tuple[CodingId, CodingId], hanna: PersonId
) -> None:
    page = compared(alice, *two)
    ruling.begin(alice.actor, *two)
    late = event("A1", hanna, 3, 4)
    coding_deeds.do(alice.actor, two[0], [added(late)])

    assert comparing.see_comparison(alice.actor, *two).count.stage is Stage.STALE
    with pytest.raises(NotAllowed, match="compare them again"):
        ruling.rule(alice.actor, *two, **sides(page.differing[0]), choice="one", reason="")


def test_nobody_but_the_guider_compares_and_nobody_decides_what_does_not_differ(
    alice: Someone, bob: Someone, two: tuple[CodingId, CodingId]
) -> None:
    compared(alice, *two)
    ruling.begin(alice.actor, *two)

    with pytest.raises(NotYours):
        comparing.see_comparison(bob.actor, *two)
    with pytest.raises(NotYours):
        comparing.compare(bob.actor, *two)
    strange = event("A1", None, 0, 1).id
    with pytest.raises(NotAllowed, match="not one at which"):
        ruling.rule(alice.actor, *two, one=str(strange), other="", choice="one", reason="")


def test_what_is_coded_blind_is_compared_once_it_is_handed_in(
    alice: Someone, bob: Someone, two: tuple[CodingId, CodingId]
) -> None:
    second = codings.ask_second(alice.actor, two[0], bob.id, share=1)

    with pytest.raises(NotAllowed, match="blind"):
        comparing.compare(alice.actor, two[0], second)
    codings.end(bob.actor, second)
    page = compared(alice, two[0], second)

    assert page.comparison is not None
    assert (page.together.many, page.together.counted) == (3, 3)


@remembered
def third_of(alice: Someone, film: FilmId, hanna: PersonId, two: tuple[CodingId, CodingId]) -> CodingId:
    compared(alice, *two)
    ruling.begin(alice.actor, *two)
    return coded(alice, film, event("A1", hanna, 0, 2))


@remembered
def taken_together(alice: Someone, two: tuple[CodingId, CodingId]) -> None:
    together.take_together(alice.actor, *two)
    work_off()


class TestAThirdCoding:
    """What two codings came to is theirs alone; what three and more came to is told beside it."""

    @pytest.fixture
    def third(self, alice: Someone, film: FilmId, hanna: PersonId, two: tuple[CodingId, CodingId]) -> CodingId:
        """Begun once the two were compared and what differs between them is being decided."""
        return third_of(alice, film, hanna, two)

    def test_leaves_what_was_compared_of_two_as_it_is_and_so_does_every_change_to_it(
        self, alice: Someone, two: tuple[CodingId, CodingId], third: CodingId, hanna: PersonId
    ) -> None:
        before = comparing.see_comparison(alice.actor, *two)
        coding_deeds.do(alice.actor, third, [added(event("B1", hanna, 3, 4))])
        page = comparing.see_comparison(alice.actor, *two)

        assert page.count.stage is Stage.DONE
        assert (page.comparison, page.people) == (before.comparison, before.people)
        assert (page.together.many, page.together.count.stage) == (3, Stage.NONE)

    def test_keeps_nobody_from_deciding_also_while_all_are_taken_together(
        self, alice: Someone, two: tuple[CodingId, CodingId], third: CodingId
    ) -> None:
        first, other = comparing.see_comparison(alice.actor, *two).differing
        ruling.rule(alice.actor, *two, **sides(first), choice="one", reason="")

        together.take_together(alice.actor, *two)
        assert together.progress(alice.actor, *two).stage is Stage.COUNTING
        ruling.rule(alice.actor, *two, **sides(other), choice="both", reason="")

        assert comparing.see_comparison(alice.actor, *two).ruled == 2

    def test_makes_what_all_came_to_old_and_nothing_else_until_they_are_taken_together_again(
        self, alice: Someone, two: tuple[CodingId, CodingId], third: CodingId, hanna: PersonId
    ) -> None:
        """Of four seconds A and the third coder say the first two, B the first alone: only in the second they differ.

        There 4 of 6 ordered pairs differ, each counts half; of all 12 values 5 are yes and 7 no.
        """
        taken_together(alice, two)
        page = comparing.see_comparison(alice.actor, *two)
        alpha = next(row.kappa for each in page.together.people for row in each.rows if row.code == "A1")
        assert alpha.value == pytest.approx(1 - 11 * (4 / 2) / (2 * 5 * 7))

        coding_deeds.do(alice.actor, third, [added(event("A1", hanna, 3, 4))])

        page = comparing.see_comparison(alice.actor, *two)
        assert (page.together.count.stage, page.count.stage) == (Stage.STALE, Stage.DONE)
        together.take_together(alice.actor, *two)
        work_off()
        assert comparing.see_comparison(alice.actor, *two).together.count.stage is Stage.DONE

    def test_takes_what_all_came_to_along_when_it_is_erased(
        self, alice: Someone, two: tuple[CodingId, CodingId], third: CodingId
    ) -> None:
        taken_together(alice, two)
        assert rows.Together.objects.count() == 1

        codings.erase(alice.actor, third)

        assert rows.Together.objects.count() == 0
        page = comparing.see_comparison(alice.actor, *two)
        assert (page.together.is_enough, page.count.stage) == (False, Stage.DONE)
        with pytest.raises(NotAllowed, match="takes 3 codings"):
            together.take_together(alice.actor, *two)

    def test_is_taken_together_with_others_by_the_guider_alone(
        self, bob: Someone, two: tuple[CodingId, CodingId], third: CodingId
    ) -> None:
        for deed in (together.take_together, together.progress):
            with pytest.raises(NotYours):
                deed(bob.actor, *two)


def test_a_trainee_sees_the_model_only_after_handing_in_and_only_beside_their_own(
    alice: Someone, bob: Someone, family: FamilyId, film: FilmId, hanna: PersonId
) -> None:
    everyone_agrees(alice, family, [Purpose.TEACHING])
    model = codings.begin(alice.actor, film, codebook="vig@1", kind=Kind.MODEL)
    practice = codings.ask_trainee(alice.actor, model, bob.id)
    seen: Event = event("A1", hanna, 0, 2)
    coding_deeds.do(bob.actor, practice, [added(seen)])
    other = codings.begin(alice.actor, film, codebook="vig@1")

    with pytest.raises(NotAllowed, match="Hand your coding in first"):
        comparing.compare(bob.actor, practice, model)
    codings.end(bob.actor, practice)
    page = compared(bob, practice, model)

    assert [each.place.codes for each in page.differing] == [("A1", "")]
    assert not page.is_guider
    for strange in ((model, practice), (practice, other)):
        with pytest.raises(NotYours):
            comparing.see_comparison(bob.actor, *strange)
    with pytest.raises(NotYours):
        ruling.begin(bob.actor, practice, model)


def test_without_the_familys_word_for_teaching_the_model_is_not_shown(
    alice: Someone, bob: Someone, family: FamilyId, film: FilmId
) -> None:
    everyone_agrees(alice, family, [Purpose.TEACHING])
    model = codings.begin(alice.actor, film, codebook="vig@1", kind=Kind.MODEL)
    practice = codings.ask_trainee(alice.actor, model, bob.id)
    codings.end(bob.actor, practice)
    withdrawn(alice, family, people_of(alice, family)[1], Purpose.TEACHING)

    with pytest.raises(ConsentMissing):
        comparing.compare(bob.actor, practice, model)


@remembered
def three_of(alice: Someone, film: FilmId, hanna: PersonId) -> CodingId:
    """Hanna looks twice for half a second, and waits for two."""
    return coded(alice, film, event("A1", hanna, 0, 0.5), event("A1", hanna, 1, 1.5), event("B1", hanna, 2, 4))


def test_figures_say_in_words_how_often_and_how_much_of_the_time(alice: Someone, film: FilmId, hanna: PersonId) -> None:
    its = three_of(alice, film, hanna)
    _counted(alice, its)

    label = coding.see_desk(alice.actor, its).book.find("A1")
    assert label is not None
    page = figures.see_figures(alice.actor, its)

    assert page.figures is not None
    assert page.figures.sentences[0] == f"Hanna: “{label.label}” 2 times, 25\N{NO-BREAK SPACE}% of the time."
    assert "Hanna,A1,2," in page.figures.sheets[0].csv
    assert "<svg" in page.figures.sheets[0].drawing
    follows = next(each for each in page.figures.sheets if each.title == "What follows what")
    assert ("Hanna: A1", "Hanna: B1", 1, 0.5, "") in follows.rows
    coding_deeds.do(alice.actor, its, [Deed(DeedId.new(), tuple(_gone(alice, its)))])
    assert figures.see_figures(alice.actor, its).count.stage is Stage.STALE


def _gone(alice: Someone, its: CodingId) -> list[Change]:
    return [Change(each.id, each, None) for each in tuple(coding.see_desk(alice.actor, its).events)[:1]]


def test_in_what_way_it_is_counted_is_kept_and_another_way_makes_what_stands_old(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    its = three_of(alice, film, hanna)
    _counted(alice, its)
    assert count_of(its) == replace(count_of(its), stage=Stage.DONE, how="")

    _asked(alice, its, how='{"first": 30}')
    assert count_of(its).how == '{"first": 30}'
    assert count_of(its).stage is Stage.COUNTING
    _counted(alice, its)

    assert count_of(its) == replace(count_of(its), stage=Stage.DONE, how='{"first": 30}')
    with act(alice.actor, Verb.COUNT_CODING, its):
        (counting,) = (each.id for each in [countings.find(its, None)] if each)
        countings.count_so(counting, "")
    assert count_of(its).stage is Stage.STALE


@remembered
def _counted(alice: Someone, its: CodingId) -> None:
    _asked(alice, its)
    work_off()


def _asked(alice: Someone, its: CodingId, *, how: str | None = None) -> None:
    with act(alice.actor, Verb.COUNT_CODING, its):
        have_counted(alice.actor, its, how=how)
