"""How a coding is counted is chosen by its guider and kept, and takes in nobody's blind work."""

from dataclasses import replace
from typing import Any

import pytest

from tests.actions.test_bringing import coded, event
from tests.album import remembered
from tests.people import Someone, people_of, work_off
from vignette.actions import coding_deeds, codings, figures
from vignette.actions.counts import Stage
from vignette.counting.choices import WIDTHS
from vignette.counting.values import Figures
from vignette.domain.coding import Change, CodingId, Deed, DeedId
from vignette.domain.coding import Event as Coded
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Micros

pytestmark = pytest.mark.django_db


@pytest.fixture
@remembered
def hanna(alice: Someone, family: FamilyId) -> PersonId:
    return people_of(alice, family)[0].id


@pytest.fixture
@remembered
def jonas(alice: Someone, family: FamilyId) -> PersonId:
    return people_of(alice, family)[1].id


@pytest.fixture
@remembered
def hers(alice: Someone, film: FilmId, hanna: PersonId) -> CodingId:
    """She receives after a second."""
    return coded(alice, film, _sign("C1", hanna, 1), event("A1", hanna, 0, 2))


@pytest.fixture
@remembered
def his(alice: Someone, film: FilmId, jonas: PersonId) -> CodingId:
    """He begins at the beginning, and takes it up."""
    its = codings.begin(alice.actor, film, codebook="partner@1", title="Jonas alone")
    _add(alice, its, _sign("IV", jonas, 0), _sign("RA", jonas, 2))
    return its


def _sign(code: str, person: PersonId, at: float) -> Coded:
    return event(code, person, at, at)


def _add(alice: Someone, its: CodingId, *events: Coded) -> None:
    coding_deeds.do(alice.actor, its, [Deed(DeedId.new(), tuple(Change(each.id, None, each) for each in events))])


def asked(by: PersonId, receiver: PersonId, beside: CodingId | str = "") -> figures.ToAndFro:
    return figures.ToAndFro(
        by=str(by),
        receiver=str(receiver),
        beside=str(beside),
        begins=[],
        receives=["C1"],
        takes_up=[],
        turns_away=[],
        window=str(2 * SECOND),
        repair=str(5 * SECOND),
    )


@remembered
def choose(someone: Someone, its: CodingId, chosen: figures.ToAndFro) -> None:
    figures.choose_to_and_fro(someone.actor, its, chosen)


@remembered
def counted(someone: Someone, its: CodingId) -> Figures:
    work_off()
    found = figures.see_figures(someone.actor, its).figures
    assert found is not None
    return found


def told(found: Figures, name: str) -> str:
    its = next(each for each in found.chapters if each.name == name)
    return " ".join((*its.sentences, its.next_step))


def test_his_side_is_taken_from_another_coding_and_both_are_named(
    alice: Someone, hers: CodingId, his: CodingId, hanna: PersonId, jonas: PersonId
) -> None:
    choose(alice, hers, asked(jonas, hanna, his))

    found = counted(alice, hers)
    assert "From two codings: what Jonas does is from Jonas alone" in told(found, "beginnings")
    assert "Hanna received 1 of 1 within 2 s" in told(found, "beginnings")
    assert "1 yes-series, 0 repairs, 0 no-series." in told(found, "series")
    assert len(next(each for each in found.chapters if each.name == "series").scenes) == 1


def test_what_was_chosen_stays_when_it_is_counted_again_and_when_something_else_is_chosen(
    alice: Someone, hers: CodingId, his: CodingId, hanna: PersonId, jonas: PersonId
) -> None:
    figures.choose_to_and_fro(alice.actor, hers, asked(jonas, hanna, his))
    figures.choose_width(alice.actor, hers, str(WIDTHS[1]))
    figures.choose_nearness(
        alice.actor,
        hers,
        given=f"{jonas}/IV",
        target=f"{hanna}/A1",
        unit=str(SECOND // 2),
        within=str(2 * SECOND),
    )
    figures.count(alice.actor, hers)

    chosen = counted(alice, hers).chosen
    assert (chosen.width, chosen.beginnings.beside) == (WIDTHS[1], str(his))
    assert (chosen.nearness.given, chosen.nearness.target) == ((str(jonas), "IV"), (str(hanna), "A1"))


def test_the_figures_are_old_once_the_other_coding_was_changed_or_erased(
    alice: Someone, hers: CodingId, his: CodingId, hanna: PersonId, jonas: PersonId
) -> None:
    choose(alice, hers, asked(jonas, hanna, his))
    counted(alice, hers)
    assert figures.see_figures(alice.actor, hers).count.stage is Stage.DONE
    _add(alice, his, _sign("IV", jonas, 3))

    assert figures.see_figures(alice.actor, hers).count.stage is Stage.STALE
    codings.erase(alice.actor, his)
    assert figures.see_figures(alice.actor, hers).count.stage is Stage.STALE
    figures.count(alice.actor, hers)
    assert "choose below" in told(counted(alice, hers), "beginnings")


def test_what_is_coded_blind_can_neither_be_seen_nor_chosen_before_it_is_handed_in(
    alice: Someone, bob: Someone, hers: CodingId, hanna: PersonId, jonas: PersonId
) -> None:
    blind = codings.ask_second(alice.actor, hers, bob.id, share=1)

    assert figures.see_figures(alice.actor, hers).others == ()
    with pytest.raises(NotAllowed, match="that you can look into"):
        figures.choose_to_and_fro(alice.actor, hers, asked(jonas, hanna, blind))
    codings.end(bob.actor, blind)

    assert [each.coding.id for each in figures.see_figures(alice.actor, hers).others] == [blind]
    figures.choose_to_and_fro(alice.actor, hers, asked(jonas, hanna, blind))


def test_nobody_but_the_guider_chooses(bob: Someone, hers: CodingId, hanna: PersonId, jonas: PersonId) -> None:
    with pytest.raises(NotYours):
        figures.choose_to_and_fro(bob.actor, hers, asked(jonas, hanna))
    with pytest.raises(NotYours):
        figures.choose_width(bob.actor, hers, "")
    with pytest.raises(NotYours):
        figures.choose_nearness(bob.actor, hers, given="/D4", target="/D4", unit="1000000", within="2000000")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"receiver": "by"}, "Choose two people"),
        ({"by": "nobody"}, "Choose two people"),
        ({"beside": "nothing"}, "Choose a coding of this film"),
        ({"beside": str(CodingId.new())}, "Choose a coding of this film"),
        ({"begins": ["IV"]}, "not in the codebook"),
        ({"receives": ["C1"] * 5_000 + ["X"]}, "not in the codebook"),
        ({"window": "7"}, "one of the lengths"),
        ({"window": "9" * 5_000}, "one of the lengths"),
        ({"repair": ""}, "one of the lengths"),
        ({"window": str(5 * SECOND)}, "choose a longer time"),
    ],
)
def test_a_wrong_choice_is_one_sentence_and_changes_nothing(
    change: dict[str, Any], sentence: str, alice: Someone, hers: CodingId, hanna: PersonId, jonas: PersonId
) -> None:
    right = asked(jonas, hanna)
    wrong = replace(right, **{name: right.by if value == "by" else value for name, value in change.items()})

    with pytest.raises(NotAllowed, match=sentence):
        figures.choose_to_and_fro(alice.actor, hers, wrong)

    assert figures.see_figures(alice.actor, hers).count.how == ""


@pytest.mark.parametrize(
    ("given", "unit", "within", "sentence"),
    [
        ("/XX", SECOND, 2 * SECOND, "not in the codebook"),
        ("5b1f1a53-0000-4000-8000-000000000000/A1", SECOND, 2 * SECOND, "not in the codebook"),
        ("/A1", 7, 2 * SECOND, "one of the lengths"),
        ("/A1", SECOND, 4, "one of the lengths"),
        ("/A1", 2 * SECOND, 5 * SECOND, "whole number of pieces"),
    ],
)
def test_two_that_cannot_be_laid_beside_each_other_are_refused_in_one_sentence(
    given: str, unit: Micros, within: Micros, sentence: str, alice: Someone, hers: CodingId
) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        figures.choose_nearness(alice.actor, hers, given=given, target="/A1", unit=str(unit), within=str(within))


def test_a_width_that_is_not_offered_is_refused(alice: Someone, hers: CodingId) -> None:
    with pytest.raises(NotAllowed, match="one of the lengths"):
        figures.choose_width(alice.actor, hers, "1")


def test_a_table_is_taken_by_its_name_and_another_is_refused(alice: Someone, hers: CodingId) -> None:
    figures.count(alice.actor, hers)
    counted(alice, hers)

    assert figures.take_table(alice.actor, hers, "binned_budget").csv.startswith("bin_start,bin_end,person,code")
    with pytest.raises(NotAllowed, match="not there any more"):
        figures.take_table(alice.actor, hers, "0")
