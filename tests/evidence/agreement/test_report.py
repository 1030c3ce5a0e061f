"""What holds of every comparison of two coders, and what a page can open."""

import subprocess
import sys

from hypothesis import given, settings

from tests.evidence.agreement.hand import (
    BOOK,
    HANNA,
    JONAS,
    codings,
    differing,
    point,
    points,
    record,
    span,
    state,
    stretches,
)
from vignette.domain.coding import Event
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Span
from vignette.evidence.agreement import definitions as known
from vignette.evidence.agreement.figure import Figure, Found, How, Report, Way
from vignette.evidence.agreement.report import compare

HOW = How()
SYMMETRIC = (known.KAPPA, known.RAW, known.PABAK, known.AC1, known.F1)


def test_three_points_of_two_students_are_matched_with_what_they_saw() -> None:
    """The points of BORIS's issue 228, for which its kappa is -0.019, -0.038 and 1 at 1, 2 and 3 s."""
    student_a, student_b = points(155.105, 169.855, 264.855), points(156.405, 170.852, 264.606)
    looked = [span(0, 300)]
    found = []
    for seconds in (1, 2, 3):
        how = How(tolerance=type(SECOND)(seconds * SECOND))
        report = compare(record(*student_a, looked=looked), record(*student_b, looked=looked), BOOK, how)
        found.append(report.tally(JONAS, Way.EVENTS, code="nod").figure(known.F1).value)

    assert found == [2 / 3, 1.0, 1.0]


def test_precision_recall_and_seconds_apart() -> None:
    report = compare(record(*points(10, 20, 30, 40)), record(*points(10.4, 19.8, 50)), BOOK, HOW)
    tally = report.tally(JONAS, Way.EVENTS, code="nod")

    assert tally.figure(known.PRECISION).value == 2 / 3
    assert tally.figure(known.RECALL).value == 2 / 4
    assert tally.figure(known.F1).value == 4 / 7
    assert round(tally.figure(known.START_APART).value or 0, 6) == 0.3
    assert round(tally.figure(known.START_LATER).value or 0, 6) == 0.1
    assert tally.table.counts == ((2, 2), (1, 0))


def test_a_list_of_disagreements_in_order_of_time() -> None:
    one = [state("look", 5, 10), state("play", 20, 30), state("look", 40, 50), point("nod", 3), point("nod", 12)]
    other = [state("look", 5.5, 14), state("rest", 20, 29), point("nod", 3.5), point("nod", 55)]

    found = differing(record(*one), record(*other), BOOK, HOW)

    assert [(each.found, each.start / SECOND, each.codes) for each in found] == [
        (Found.EDGE, 5, ("look", "look")),
        (Found.MISSED, 12, ("nod", "")),
        (Found.OTHER_CODE, 20, ("play", "rest")),
        (Found.MISSED, 40, ("look", "")),
        (Found.EXTRA, 55, ("", "nod")),
    ]
    assert found[2].events == (one[1], other[1])


def test_another_code_is_no_match_of_either() -> None:
    report = compare(record(state("play", 20, 30)), record(state("rest", 20, 29)), BOOK, HOW)

    assert report.tally(JONAS, Way.EVENTS, code="play").figure(known.RECALL).value == 0
    assert report.tally(JONAS, Way.EVENTS, code="play").figure(known.PRECISION).value is None
    assert report.tally(JONAS, Way.EVENTS, code="rest").figure(known.PRECISION).value == 0


def test_what_one_does_is_never_matched_with_what_the_other_does() -> None:
    report = compare(record(point("nod", 5, HANNA)), record(point("nod", 5, JONAS)), BOOK, HOW)

    assert {tally.person for tally in report.tallies} == {HANNA, JONAS}
    assert all(tally.figure(known.F1).value == 0 for tally in report.tallies if tally.way is Way.EVENTS)


@settings(max_examples=30)
@given(codings(), codings())
def test_exchanging_the_coders_exchanges_precision_and_recall_and_nothing_else(
    one: list[Event], other: list[Event]
) -> None:
    report = compare(record(*one), record(*other), BOOK, HOW)
    back = compare(record(*other), record(*one), BOOK, HOW)

    for tally in report.tallies:
        twin = back.tally(tally.person, tally.way, code=tally.code, level=tally.level)
        for figure in tally.figures:
            if figure.definition in SYMMETRIC:
                assert _near(figure, twin.figure(figure.definition))
        if tally.way is Way.EVENTS:
            assert tally.figure(known.PRECISION).value == twin.figure(known.RECALL).value
            assert tally.figure(known.RECALL).value == twin.figure(known.PRECISION).value


@settings(max_examples=30)
@given(codings())
def test_a_coding_agrees_with_itself_wherever_that_is_defined(one: list[Event]) -> None:
    report = compare(record(*one), record(*one), BOOK, HOW)

    for tally in report.tallies:
        for figure in tally.figures:
            assert figure.value is None or abs(figure.value - (0 if figure.definition.unit else 1)) < 1e-12
    assert differing(record(*one), record(*one), BOOK, HOW) == ()


@settings(max_examples=30)
@given(codings(), codings())
def test_a_third_person_changes_nobodys_figure(one: list[Event], other: list[Event]) -> None:
    third = PersonId.new()
    before = compare(record(*one), record(*other), BOOK, HOW)

    after = compare(record(*one, state("look", 5, 9, third)), record(*other, state("look", 6, 9, third)), BOOK, HOW)

    assert _values(before) == {key: value for key, value in _values(after).items() if key[0] != third}


@settings(max_examples=30)
@given(codings(), codings(), stretches())
def test_what_lies_outside_of_the_stretches_changes_nothing(
    one: list[Event], other: list[Event], looked: list[Span]
) -> None:
    before = compare(record(*one, looked=looked), record(*other, looked=looked), BOOK, HOW)

    outside = state("look", 100, 130), point("nod", 110)
    after = compare(record(*one, *outside, looked=looked), record(*other, *outside, looked=looked), BOOK, HOW)

    assert _values(before) == _values(after)


@settings(max_examples=30)
@given(codings(), codings())
def test_every_event_of_both_is_somewhere_in_the_list_or_agreed(one: list[Event], other: list[Event]) -> None:
    report = compare(record(*one), record(*other), BOOK, HOW)

    for side, events in enumerate((one, other)):
        told = [
            place.events[side]
            for tally in report.tallies
            if tally.way is Way.EVENTS
            for place in tally.places
            if place.codes[side] == tally.code
        ]
        assert sorted(str(each.id) for each in told if each) == sorted(str(each.id) for each in events)


def test_a_report_can_be_shown_where_nothing_can_be_computed() -> None:
    """A web process holds reports; SciPy, pandas and statsmodels belong to the workers."""
    asked = (
        "import sys, vignette.evidence.agreement.figure, vignette.evidence.agreement.definitions;"
        "print([name for name in ('scipy', 'pandas', 'statsmodels', 'krippendorff') if name in sys.modules])"
    )

    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"


def _near(one: Figure, other: Figure) -> bool:
    if one.value is None or other.value is None:
        return one.value is other.value
    return abs(one.value - other.value) < 1e-9


def _values(report: Report) -> dict[tuple[object, ...], Figure]:
    return {
        (tally.person, tally.way, tally.code, tally.level, figure.definition.id): figure
        for tally in report.tallies
        for figure in tally.figures
    }
