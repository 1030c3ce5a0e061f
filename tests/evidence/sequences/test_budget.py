"""How often and how long: against counting every second by itself."""

import statistics
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.sequences.scenes import LEO, MARIA, NAMES, POINTS, event, record, records, seconds, span
from vignette.domain.coding import Record
from vignette.domain.span import SECOND, Micros
from vignette.evidence.sequences.budget import NO_LENGTH, NOTHING_LOOKED_AT, ONE_SEEN, binned_budget, time_budget
from vignette.evidence.sequences.results import Amount, Budget

BIN = Micros(7 * SECOND)


def row(rows: list[Budget], code: str) -> Budget:
    return next(each for each in rows if each.code == code)


def test_two_bouts_that_touch_stay_two_with_no_gap_between() -> None:
    smile = row(time_budget(record(event("smile", LEO, 10, 20), event("smile", LEO, 20, 30)), NAMES), "smile")

    assert (smile.count, smile.mean, smile.gap_mean) == (2, Amount(10.0), Amount(0.0))


def test_two_bouts_that_touch_are_one_where_that_is_wished() -> None:
    rows = time_budget(record(event("smile", LEO, 10, 20), event("smile", LEO, 20, 30)), NAMES, merge=True)

    assert (row(rows, "smile").count, row(rows, "smile").mean) == (1, Amount(20.0))


def test_what_was_not_looked_at_counts_for_nothing() -> None:
    half = record(event("look", MARIA, 5, 15), event("nod", MARIA, 12), looked_at=(span(0, 10), span(20, 40)))

    look = row(time_budget(half, NAMES), "look")

    assert (look.total, look.share, look.per_minute) == (5 * SECOND, Amount(5 / 30), Amount(2.0))
    assert [each.code for each in time_budget(half, NAMES)] == ["look"]


def test_a_state_that_runs_over_a_break_is_seen_once_on_each_side() -> None:
    broken = record(event("look", MARIA, 5, 25), looked_at=(span(0, 10), span(20, 40)))

    look = row(time_budget(broken, NAMES), "look")

    assert (look.count, look.total, look.gaps) == (2, 10 * SECOND, 0)


def test_a_point_has_a_rate_and_no_length() -> None:
    nod = row(time_budget(record(event("nod", LEO, 3), event("nod", LEO, 9)), NAMES), "nod")

    assert nod.per_minute == Amount(2.0)
    assert nod.share == nod.mean == Amount(None, NO_LENGTH)
    assert nod.gap_mean == Amount(6.0)


def test_one_bout_alone_does_not_vary() -> None:
    assert row(time_budget(record(event("look", LEO, 3, 5)), NAMES), "look").deviation == Amount(None, ONE_SEEN)


def test_a_code_that_was_never_seen_is_told_as_nought() -> None:
    rows = time_budget(record(event("look", LEO, 3, 5)), NAMES, codes=["smile"])

    assert (row(rows, "smile").count, row(rows, "smile").per_minute) == (0, Amount(0.0))


def test_nothing_that_was_not_looked_at_has_a_rate() -> None:
    rows = time_budget(record(looked_at=()), NAMES, codes=["smile"])

    assert {each.per_minute for each in rows} == {Amount(None, NOTHING_LOOKED_AT)}


def test_a_point_on_the_edge_of_two_bins_is_in_the_later_one_only() -> None:
    bins = binned_budget(record(event("nod", LEO, 10), looked_at=(span(0, 20),)), NAMES, width=Micros(10 * SECOND))

    assert [(each.bin, each.begun) for each in bins] == [(span(10, 20), 1)]


def test_a_state_that_starts_where_a_bin_ends_is_not_in_it() -> None:
    bins = binned_budget(record(event("look", LEO, 10, 12), looked_at=(span(0, 20),)), NAMES, width=Micros(10 * SECOND))

    assert [(each.bin, each.begun, each.covered) for each in bins] == [(span(10, 20), 1, 2 * SECOND)]


@given(records())
def test_the_time_covered_is_that_of_every_second_counted_by_itself(coded: Record) -> None:
    for each in time_budget(coded, NAMES):
        its = [one for one in coded.events if (NAMES[one.person], one.code) == (each.person, each.code)]
        on = [s for part in seconds(coded) for s in part if any(o.start <= s * SECOND < o.end for o in its)]
        assert each.total == len(on) * SECOND


@given(records())
def test_lengths_and_gaps_are_those_that_a_patient_person_finds(coded: Record) -> None:
    for each in time_budget(coded, NAMES):
        lengths, gaps = [], []
        for stretch in coded.stretches:
            parts = sorted(
                (max(one.start, stretch.start), min(one.end, stretch.end))
                for one in coded.events
                if (NAMES[one.person], one.code) == (each.person, each.code)
                and (stretch.holds(one.start) or (one.start < stretch.end and one.end > stretch.start))
            )
            lengths += [(end - start) / SECOND for start, end in parts]
            gaps += [
                max(0, parts[place][0] - max(end for _, end in parts[:place])) / SECOND
                for place in range(1, len(parts))
            ]
        assert (each.count, each.gaps) == (len(lengths), len(gaps))
        if each.code not in POINTS:
            assert each.mean.value == pytest.approx(statistics.mean(lengths))
            assert each.median.value == pytest.approx(statistics.median(lengths))
        if each.code not in POINTS and len(lengths) > 1:
            assert each.deviation.value == pytest.approx(statistics.stdev(lengths))
        if gaps:
            assert each.gap_mean.value == pytest.approx(statistics.mean(gaps))


@given(records())
def test_joining_bouts_that_touch_changes_no_time(coded: Record) -> None:
    apart, joined = time_budget(coded, NAMES), time_budget(coded, NAMES, merge=True)

    assert [(each.person, each.code, each.total) for each in apart] == [(e.person, e.code, e.total) for e in joined]
    assert all(one.count >= other.count for one, other in zip(apart, joined, strict=True))
    assert not any(each.gap_mean == Amount(0.0) for each in joined if each.code not in POINTS)


@given(records())
def test_the_bins_together_are_the_whole(coded: Record) -> None:
    bins = binned_budget(coded, NAMES, width=BIN)

    for each in time_budget(coded, NAMES):
        its = [one for one in bins if (one.person, one.code) == (each.person, each.code)]
        begun = [o for o in coded.events if (NAMES[o.person], o.code) == (each.person, each.code)]
        assert sum(one.covered for one in its) == each.total
        assert sum(one.begun for one in its) == sum(any(s.holds(o.start) for s in coded.stretches) for o in begun)


@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_entry_never_matters(coded: Record, chance: Random) -> None:
    shuffled = list(coded.events)
    chance.shuffle(shuffled)

    assert time_budget(Record("Anna", coded.stretches, tuple(shuffled)), NAMES) == time_budget(coded, NAMES)
