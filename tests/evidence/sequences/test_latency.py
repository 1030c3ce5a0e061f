"""Initiatives and receptions: a mother and a child of whom everything is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.sequences.scenes import LEO, MARIA, NAMES, event, record, records, span
from vignette.domain.coding import Record
from vignette.domain.span import SECOND, Micros
from vignette.evidence.sequences.latency import receptions
from vignette.evidence.sequences.results import Amount, Answer, Fate, Receptions


def asked(coded: Record, window: float = 2) -> Receptions:
    return receptions(
        coded,
        NAMES,
        by="Leo",
        initiatives={"look", "point"},
        receiver="Maria",
        receiving={"nod", "smile"},
        window=Micros(round(window * SECOND)),
    )


def test_the_first_reception_in_time_is_the_one_that_counts() -> None:
    told = asked(record(event("point", LEO, 5), event("smile", MARIA, 6.5, 9), event("nod", MARIA, 6)))

    assert told.answers == (Answer(Micros(5 * SECOND), "point", Fate.RECEIVED, "nod", SECOND),)


def test_a_reception_at_the_end_of_the_window_is_in_time_and_later_it_is_not() -> None:
    in_time = record(event("point", LEO, 5), event("nod", MARIA, 7))
    too_late = record(event("point", LEO, 5), event("nod", MARIA, 7.000001))

    assert asked(in_time).answers[0].fate is Fate.RECEIVED
    assert asked(too_late).answers[0].fate is Fate.MISSED
    assert asked(too_late, window=3).answers[0].fate is Fate.RECEIVED


def test_what_came_before_receives_nothing() -> None:
    assert asked(record(event("smile", MARIA, 4, 9), event("point", LEO, 5))).answers[0].fate is Fate.MISSED


def test_her_own_initiatives_and_his_own_smiles_do_not_count() -> None:
    told = asked(record(event("point", MARIA, 5), event("smile", LEO, 6, 7)))

    assert not told.answers


def test_a_film_that_ends_before_the_window_does_leaves_it_open() -> None:
    told = asked(record(event("point", LEO, 8), event("point", LEO, 9), looked_at=(span(0, 10.5),)))

    assert [answer.fate for answer in told.answers] == [Fate.MISSED, Fate.CUT_SHORT]
    assert told.rows[-1].received_share == Amount(0.0)


def test_what_comes_in_the_next_stretch_receives_nothing_in_this_one() -> None:
    told = asked(record(event("point", LEO, 9), event("nod", MARIA, 10.5), looked_at=(span(0, 10), span(10.2, 20))))

    assert told.answers[0].fate is Fate.CUT_SHORT


def test_the_table_tells_each_initiative_by_each_reception() -> None:
    told = asked(
        record(
            event("point", LEO, 1),
            event("nod", MARIA, 2),
            event("look", LEO, 10, 12),
            event("smile", MARIA, 10.5, 12),
            event("look", LEO, 20, 22),
        )
    )

    look, point, both = told.rows
    assert (look.count, look.received, look.missed, dict(look.by_reception)) == (2, 1, 1, {"nod": 0, "smile": 1})
    assert (point.count, dict(point.by_reception)) == (1, {"nod": 1, "smile": 0})
    assert both.received_share == Amount(2 / 3)
    assert both.latency_mean == Amount(0.75)
    assert told.histogram == (0, 0, 1, 0, 1, 0, 0, 0)


def test_the_interval_of_a_share_is_wilsons() -> None:
    """Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 lie between 0.2553 and 0.3662."""
    events = [event("point", LEO, 3 * place + 1) for place in range(263)]
    events += [event("nod", MARIA, 3 * place + 2) for place in range(81)]

    interval = asked(record(*events, looked_at=(span(0, 1000),))).rows[-1].share_interval

    assert (interval.low, interval.high) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))


@given(records(), st.integers(1, 5))
def test_every_initiative_meets_the_fate_that_its_definition_gives(coded: Record, window: int) -> None:
    expected = []
    for stretch in coded.stretches:
        its = [each for each in coded.events if stretch.holds(each.start)]
        came = sorted((e.start, e.code) for e in its if e.person == MARIA and e.code in {"nod", "smile"})
        for one in sorted((e.start, e.code) for e in its if e.person == LEO and e.code in {"look", "point"}):
            until = one[0] + window * SECOND
            first = next((each for each in came if one[0] <= each[0] <= until), None)
            if first is not None:
                expected.append((one, Fate.RECEIVED, first[1], first[0] - one[0]))
            else:
                expected.append((one, Fate.CUT_SHORT if until >= stretch.end else Fate.MISSED, "", None))

    told = [((a.at, a.initiative), a.fate, a.reception, a.latency) for a in asked(coded, window).answers]

    assert told == expected
