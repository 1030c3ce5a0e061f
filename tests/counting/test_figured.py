"""The figures of a coding as they are told: a child who begins, a mother who receives, and how often that is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.sequences.scenes import LEO, MARIA, NAMES, event, span
from vignette import library
from vignette.counting.choices import WIDTHS, Beginnings, Choices, Nearness, fitting_width
from vignette.counting.figured import figured
from vignette.counting.values import Chapter, Figures, told, untold
from vignette.domain.coding import Event, Record
from vignette.domain.person import Part, Person
from vignette.domain.span import SECOND, Micros, Span

PEOPLE = (Person(MARIA, "Maria", Part.CLIENT), Person(LEO, "Leo", Part.PARTNER))
VIG, PARTNER = library.codebook("vig"), library.codebook("partner")
WHOLE = (span(0, 60),)
USUAL = Choices()
YES = (event("IV", LEO, 5), event("C1", MARIA, 6), event("RA", LEO, 7))
REPAIR = (event("IG", LEO, 20), event("C4", MARIA, 24), event("RA", LEO, 25))
NO = (event("IO", LEO, 40), event("RT", LEO, 43))


def of_two(*events: Event, choices: Choices = USUAL, theirs: tuple[Span, ...] = WHOLE) -> Figures:
    """Maria's side coded in one coding, Leo's in another, of which `theirs` was looked at."""
    own = Record("Anna", WHOLE, tuple(each for each in events if each.person == MARIA))
    beside = Record("Ben", theirs, tuple(each for each in events if each.person == LEO))
    return untold(figured((own, beside), (VIG, PARTNER), PEOPLE, NAMES, choices), Figures)


def chapter(its: Figures, name: str) -> Chapter:
    return next(each for each in its.chapters if each.name == name)


def test_series_are_told_in_a_sentence_and_each_has_its_seconds_of_film() -> None:
    told = chapter(of_two(*YES, *REPAIR, *NO), "series")

    assert "1 yes-series, 1 repair, 1 no-series." in told.sentences
    assert [(each.span.start, each.span.end - 1, each.told) for each in told.scenes] == [
        (5 * SECOND, 7 * SECOND, "Yes-series: Begins with the voice → Shows that it was noticed → Takes it up"),
        (20 * SECOND, 25 * SECOND, "Repair: Begins with a look → Gives back a look, smile or nod → Takes it up"),
        (40 * SECOND, 43 * SECOND, "No-series: Shows or gives something → Turns away"),
    ]


def test_what_begins_and_what_receives_is_what_both_codebooks_say_where_nothing_was_chosen() -> None:
    told = chapter(of_two(*YES, *REPAIR, *NO), "beginnings")

    assert told.title == "What becomes of what Leo begins"
    share, low, high = (f"{each}\N{NO-BREAK SPACE}%" for each in (33, 6, 79))
    assert (
        f"Leo began something 3 times. Maria received 1 of 3 within 2 s ({share}; {low} to {high} fit as well), "
        "half of them after at most 1.0 s." in told.sentences
    )


def test_only_what_both_coders_looked_at_is_counted_and_the_page_says_so() -> None:
    half = of_two(*YES, *REPAIR, *NO, theirs=(span(0, 30),))

    beginnings, series = chapter(half, "beginnings"), chapter(half, "series")
    assert beginnings.sentences[0].startswith("From two codings: what Leo does is from Ben")
    assert beginnings.sentences[0].endswith("Only what both looked at is counted.")
    assert any(each.startswith("Leo began something 2 times.") for each in beginnings.sentences)
    assert "1 yes-series, 1 repair, 0 no-series." in series.sentences


def test_two_who_looked_at_different_parts_have_nothing_to_count_together() -> None:
    own = Record("Anna", (span(0, 20),), (YES[1],))
    beside = Record("Ben", (span(20, 60),), (REPAIR[0],))

    its = untold(figured((own, beside), (VIG, PARTNER), PEOPLE, NAMES, Choices()), Figures)

    assert chapter(its, "beginnings").next_step
    assert not chapter(its, "beginnings").sheets


def test_what_the_first_coder_coded_of_the_one_who_begins_is_left_to_the_second() -> None:
    own = Record("Anna", WHOLE, (event("C1", LEO, 6), event("C1", MARIA, 6)))
    beside = Record("Ben", WHOLE, (event("IV", LEO, 5), event("C1", MARIA, 5.5)))

    its = untold(figured((own, beside), (VIG, PARTNER), PEOPLE, NAMES, Choices()), Figures)

    assert "5000000,IV,received,C1,1000000" in next(each.csv for each in its.sheets if each.name == "initiatives")
    assert "C1" not in [each.value for each in its.offers.begins]


def test_codes_that_were_chosen_stand_in_the_place_of_the_codebooks() -> None:
    chosen = Choices(beginnings=Beginnings(begins=("IO",), receives=("C1",), takes_up=("RA",), turns_away=()))

    told = chapter(of_two(*YES, *REPAIR, *NO, choices=chosen), "beginnings")

    assert any(each.startswith("Leo began something once. Maria received 0 of 1") for each in told.sentences)


def test_a_codebook_without_beginnings_leads_to_choosing_them() -> None:
    own = Record("Anna", WHOLE, (event("C1", MARIA, 6),))

    its = untold(figured((own,), (VIG,), PEOPLE, NAMES, Choices()), Figures)

    assert "choose below" in chapter(its, "beginnings").next_step
    assert [each.value for each in its.offers.receives if each.is_chosen] == ["C1", "C2", "C3", "C4", "C5", "C6"]


def test_what_always_comes_a_second_later_is_told_as_more_often_than_by_chance() -> None:
    pairs = [(event("IV", LEO, 6 * place), event("C1", MARIA, 6 * place + 1)) for place in range(10)]

    its = of_two(*(each for pair in pairs for each in pair))

    told = chapter(its, "nearness")
    assert its.chosen.nearness.given == (str(LEO), "IV")
    # 3 of every 6 pieces of a second lie in a window, and all 10 of hers among these 30: by chance half of them would.
    assert told.sentences[1] == (
        "Within 2 s after Leo: “Begins with the voice”, Maria: “Shows that it was noticed” begins more often than by "
        "chance: in 10 of 30 pieces of 1 s, where chance would give 5.0."
    )


def test_where_a_window_covers_all_that_was_looked_at_nothing_is_said_of_chance() -> None:
    near = Choices(nearness=Nearness(within=Micros(10 * SECOND)))
    pairs = [(event("IV", LEO, 6 * place), event("C1", MARIA, 6 * place + 1)) for place in range(10)]

    told = chapter(of_two(*(each for pair in pairs for each in pair), choices=near), "nearness")

    assert "cannot be told" in told.sentences[1]


def test_a_code_does_not_come_soon_after_itself_by_being_itself() -> None:
    same = Choices(nearness=Nearness((str(LEO), "IV"), (str(LEO), "IV")))

    told = chapter(of_two(*(event("IV", LEO, 10 * place) for place in range(6)), choices=same), "nearness")

    assert "begins about as often as by chance: in 0 of 12 pieces" in told.sentences[1]


def test_what_happens_when_is_told_part_by_part() -> None:
    own = Record("Anna", WHOLE, (event("A1", MARIA, 0, 10), event("A1", MARIA, 15, 20), event("C1", MARIA, 12)))

    its = untold(figured((own,), (VIG,), PEOPLE, NAMES, Choices(width=WIDTHS[0])), Figures)

    (sheet,) = chapter(its, "bins").sheets
    assert ("Maria", "A1", 1, "0:10.0", 1.0) in [row[2:] for row in sheet.rows]
    assert ("Maria", "A1", 1, "0:05.0", 0.5) in [row[2:] for row in sheet.rows]
    assert "0:00 100, 0:10 50" in sheet.drawing


@given(st.integers(50, 6000))
def test_a_film_falls_into_parts_that_are_taken_in_at_a_glance(seconds: int) -> None:
    width = fitting_width([Span(Micros(0), Micros(seconds * SECOND))])

    assert 5 <= -(-seconds * SECOND // width) <= 20


def test_choices_are_read_as_they_were_written() -> None:
    choices = Choices(WIDTHS[1], Beginnings(by=str(LEO), begins=("IV",)), Nearness((str(LEO), "IV"), ("", "D4")))

    assert untold(told(choices), Choices) == choices


@pytest.mark.parametrize("people", [(), PEOPLE[:1]])
def test_a_film_of_one_person_has_nobody_to_receive(people: tuple[Person, ...]) -> None:
    names = {each.id: each.name for each in people} | {None: "Both"}

    its = untold(figured((Record("Anna", WHOLE, ()),), (VIG,), people, names, Choices()), Figures)

    assert "two people" in chapter(its, "beginnings").next_step
    assert chapter(its, "series").next_step


def test_each_number_opens_the_seconds_of_film_behind_it() -> None:
    its = of_two(event("IV", LEO, 2), event("C1", MARIA, 3), event("IV", LEO, 20), event("A1", MARIA, 30, 34))

    often, began = chapter(its, "budget"), chapter(its, "beginnings")
    assert [(each.told, each.span.start, each.span.end) for each in often.scenes] == [
        ("Maria: Looks with interest, 1 of 1", 30 * SECOND, 34 * SECOND),
        ("Maria: Shows that it was noticed, 1 of 1", 3 * SECOND, 4 * SECOND),
    ]
    assert (often.many, began.many) == (2, 2)
    assert [each.told for each in began.scenes] == [
        "Begins with the voice → Shows that it was noticed", "Begins with the voice → not received",
    ]  # fmt: skip
    assert {sheet.definition.partition("@")[2] for each in its.chapters for sheet in each.sheets} == {"1"}
