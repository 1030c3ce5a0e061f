"""Agreement by time: what is counted, and how sure the numbers are."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from tests.evidence.agreement.hand import BOOK, JONAS, STATES, codings, point, record, span, state, stretches
from vignette.domain.coding import Event, Record
from vignette.domain.span import SECOND, Micros, Span
from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.figure import Found, How, Tally, Way
from vignette.evidence.agreement.grid import looked_at
from vignette.evidence.agreement.report import compare
from vignette.evidence.agreement.timed import ac1, kappa, pabak, raw

HOW = How()
FEINSTEIN = {"even": [[40, 9], [6, 45]], "skewed": [[80, 10], [5, 5]]}
"""Two tables of 100 with the same raw agreement (Feinstein and Cicchetti 1990, J Clin Epidemiol 43, 543-549)."""
GWET = [[118, 5], [2, 0]]
"""125 people rated by two raters, for whom a trait is common (Gwet 2002)."""


def test_kappa_falls_where_labels_are_skewed_though_coders_agree_as_much() -> None:
    tables = {name: np.array(table) for name, table in FEINSTEIN.items()}

    assert {name: round(raw(table), 2) for name, table in tables.items()} == {"even": 0.85, "skewed": 0.85}
    assert {name: round(kappa(table), 2) for name, table in tables.items()} == {"even": 0.70, "skewed": 0.32}
    assert {name: round(pabak(table), 2) for name, table in tables.items()} == {"even": 0.70, "skewed": 0.70}


def test_ac1_holds_where_kappa_breaks_down() -> None:
    assert round(kappa(np.array(GWET)), 3) == -0.023
    assert round(ac1(np.array(GWET)), 3) == 0.941


def test_a_state_ends_before_its_end_and_a_point_marks_its_own_second() -> None:
    looks = _tally([state("look", 2, 4)], [state("look", 3, 4)], code="look")
    nods = _tally([point("nod", 5.9)], [point("nod", 6.0)], code="nod")

    assert looks.table.counts == ((8, 0), (1, 1))
    assert nods.table.counts == ((8, 1), (1, 0))


def test_each_second_of_a_table_opens() -> None:
    tally = _tally([state("look", 2, 5)], [state("look", 3, 7)], code="look")

    assert [(each.found, each.start // SECOND, each.end // SECOND) for each in tally.places] == [
        (Found.MISSED, 2, 3),
        (Found.AGREED, 3, 5),
        (Found.EXTRA, 5, 7),
    ]


def test_codes_that_exclude_each_other_have_one_table_of_who_said_what() -> None:
    tally = _tally([state("look", 0, 4), state("play", 4, 8)], [state("look", 0, 2), state("play", 2, 8)], level="S")

    assert tally.table.labels == ("", *STATES)
    assert tally.table.counts == ((2, 0, 0, 0), (0, 2, 2, 0), (0, 0, 4, 0), (0, 0, 0, 0))
    assert [each.codes for each in tally.places] == [("look", "look"), ("look", "play"), ("play", "play")]


def test_a_code_begun_inside_another_of_its_level_ends_that_one() -> None:
    tally = _tally([state("look", 0, 8), state("play", 2, 4)], [state("look", 0, 2), state("play", 2, 4)], level="S")

    assert tally.figure(definitions.RAW).value == 1


def test_what_both_say_all_the_time_has_no_kappa_but_raw_agreement() -> None:
    tally = _tally([state("look", 0, 10)], [state("look", 0, 10)], code="look")

    assert tally.figure(definitions.KAPPA).value is None
    assert tally.figure(definitions.KAPPA).reason
    assert tally.figure(definitions.RAW).value == 1


def test_film_that_only_one_looked_at_counts_for_nothing() -> None:
    one = record(state("look", 2, 5), state("look", 20, 30), looked=[span(0, 10), span(20, 40)])
    other = record(state("look", 3, 7), state("look", 12, 14), looked=[span(0, 15)])

    report = compare(one, other, BOOK, HOW)

    assert report.tally(JONAS, Way.TIME, code="look").table.counts == ((5, 2), (1, 2))


@settings(max_examples=50)
@given(codings(), codings(), stretches(), stretches(), st.sampled_from([0.3, 0.5, 1.0, 2.5]))
def test_a_table_is_what_counting_step_after_step_gives(
    one: list[Event], other: list[Event], mine: list[Span], theirs: list[Span], step: float
) -> None:
    how = How(step=Micros(round(step * SECOND)))
    both = looked_at((mine, theirs), by=2)

    report = compare(record(*one, looked=mine), record(*other, looked=theirs), BOOK, how)

    for tally in report.tallies:
        if tally.way is Way.TIME and tally.code:
            assert np.array(tally.table.counts).tolist() == _counted(one, other, both, how, tally)


def _counted(one: list[Event], other: list[Event], both: tuple[Span, ...], how: How, tally: Tally) -> list[list[int]]:
    """By the definition: at each step, does any such event of each coder hold or lie in it?"""
    table = [[0, 0], [0, 0]]
    for stretch in both:
        for at in range(stretch.start, stretch.end, how.step):
            step = Span(Micros(at), Micros(min(at + how.step, stretch.end)))
            said = [any(_holds(event, step) for event in side if _is_of(event, tally)) for side in (one, other)]
            table[said[0]][said[1]] += 1
    return table


def _holds(event: Event, step: Span) -> bool:
    return step.holds(event.start) if event.is_point else event.start <= step.start < event.end


def _is_of(event: Event, tally: Tally) -> bool:
    return (event.person, event.code) == (tally.person, tally.code)


@settings(max_examples=50)
@given(codings(), codings(), stretches())
def test_places_and_table_tell_of_the_same_time(one: list[Event], other: list[Event], looked: list[Span]) -> None:
    how = How(step=Micros(100_000))

    report = compare(record(*one, looked=looked), record(*other, looked=looked), BOOK, how)

    for tally in report.tallies:
        if tally.way is Way.TIME:
            counts = dict.fromkeys(((a, b) for a in tally.table.labels for b in tally.table.labels), 0)
            for place in tally.places:
                counts[place.codes] += (place.end - place.start) // how.step  # type: ignore[index]  # two coders, two codes
            told = {
                (a, b): tally.table.counts[i][j]
                for i, a in enumerate(tally.table.labels)
                for j, b in enumerate(tally.table.labels)
            }
            assert counts | {("", ""): 0} == told | {("", ""): 0}


def test_where_seconds_do_not_hang_together_the_interval_is_the_published_one() -> None:
    """With labels drawn anew every second, it is as wide as Fleiss, Cohen and Everitt's (1969) of statsmodels."""
    chance = np.random.default_rng(3)
    truth = chance.random(1200) < 0.4
    one, other = (_every_second(np.where(chance.random(1200) < 0.15, ~truth, truth)) for _ in range(2))

    tally = _tally(one, other, code="look", length=1200)

    published = cohens_kappa(np.array(tally.table.counts))
    low, high = tally.figure(definitions.KAPPA).interval or (0, 0)
    assert tally.figure(definitions.KAPPA).value == pytest.approx(published.kappa)
    assert high - low == pytest.approx(published.kappa_upp - published.kappa_low, rel=0.25)


def test_asking_ten_times_as_often_makes_nobody_surer() -> None:
    chance = np.random.default_rng(4)
    starts = np.arange(0, 600, 10)
    one = [state("look", at, at + 5) for at in starts]
    slips = chance.uniform(0, 3, starts.size)
    other = [state("look", at + slip, at + 5 + slip) for at, slip in zip(starts, slips, strict=True)]

    widths = []
    for step in (SECOND, Micros(100_000)):
        interval = _tally(one, other, code="look", length=600, step=step).figure(definitions.KAPPA).interval
        assert interval is not None
        widths.append(interval[1] - interval[0])

    assert widths[1] == pytest.approx(widths[0], rel=0.3)


@settings(max_examples=25)
@given(codings(most=200), codings(most=200))
def test_an_interval_holds_its_figure(one: list[Event], other: list[Event]) -> None:
    looked = [span(0, 200)]

    report = compare(record(*one, looked=looked), record(*other, looked=looked), BOOK, HOW)

    sure = [each for tally in report.tallies for each in tally.figures if each.interval is not None]
    assume(sure)
    for figure in sure:
        assert figure.interval is not None
        assert figure.value is not None
        assert figure.interval[0] <= figure.value <= figure.interval[1]


def _every_second(holds: np.ndarray) -> list[Event]:
    return [state("look", at, at + 1) for at in np.flatnonzero(holds)]


def _tally(
    one: list[Event],
    other: list[Event],
    *,
    code: str = "",
    level: str = "",
    length: float = 10,
    step: Micros = SECOND,
) -> Tally:
    looked = [span(0, length)]
    sides: list[Record] = [record(*each, looked=looked) for each in (one, other)]
    return compare(*sides, BOOK, How(step=step)).tally(JONAS, Way.TIME, code=code, level=level)
