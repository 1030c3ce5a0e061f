"""What follows what, and the strings that behaviour makes."""

from collections import Counter
from itertools import groupby
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.sequences.scenes import LEO, MARIA, NAMES, POINTS, event, record, records, span
from vignette.domain.coding import Record
from vignette.domain.span import SECOND
from vignette.evidence.sequences.labelled import Labelled
from vignette.evidence.sequences.transitions import ordered, strings, transitions

SEQUENCES = st.lists(st.lists(st.sampled_from("ABCD"), max_size=12), max_size=4)


def test_what_begins_first_comes_first_and_ties_go_by_name() -> None:
    coded = record(event("wait", MARIA, 3, 9), event("look", MARIA, 3, 5), event("smile", LEO, 3, 4))

    assert ordered(coded, NAMES).told() == [["Leo: smile", "Maria: look", "Maria: wait"]]


def test_nothing_follows_over_what_was_not_looked_at() -> None:
    coded = record(event("nod", LEO, 3), event("nod", MARIA, 23), looked_at=(span(0, 10), span(20, 30)))

    assert transitions(ordered(coded, NAMES)).counts == ((0, 0), (0, 0))


def test_what_began_before_anybody_looked_follows_nothing() -> None:
    coded = record(event("look", LEO, 3, 15), event("nod", MARIA, 12), looked_at=(span(10, 20),))

    assert ordered(coded, NAMES).told() == [["Maria: nod"]]


def test_the_chances_of_a_row_are_those_of_what_follows_it() -> None:
    told = transitions(Labelled.of(["ABAAC"]))

    assert told.labels == ("A", "B", "C")
    assert told.counts == ((1, 1, 1), (1, 0, 0), (0, 0, 0))
    assert told.chances[1] == (1.0, 0.0, 0.0)
    assert told.chances[2] is None


def test_where_a_code_cannot_follow_itself_a_run_of_it_is_one() -> None:
    assert transitions(Labelled.of(["AABBA"]), repeats=False).counts == ((0, 1), (1, 0))


def test_a_string_tells_what_holds_together_whatever_began_first() -> None:
    smile_first = record(event("smile", LEO, 1, 5), event("look", LEO, 2, 4))
    look_first = record(event("look", LEO, 1, 5), event("smile", LEO, 2, 4))

    assert strings(smile_first, NAMES, by_person=False).told() == [["smile", "look+smile", "smile"]]
    assert strings(look_first, NAMES, by_person=False).told() == [["look", "look+smile", "look"]]


def test_a_state_that_ends_where_another_begins_does_not_hold_with_it() -> None:
    assert strings(record(event("smile", LEO, 1, 5), event("look", LEO, 5, 8)), NAMES, by_person=False).told() == [
        ["smile", "look"]
    ]


def test_a_point_is_told_with_the_states_that_hold_at_its_moment() -> None:
    assert strings(record(event("look", LEO, 1, 5), event("nod", LEO, 3)), NAMES, by_person=False).told() == [
        ["look", "look+nod"]
    ]


@given(SEQUENCES, st.integers(1, 3), st.booleans())
def test_the_counts_are_those_of_every_pair(sequences: list[list[str]], lag: int, repeats: bool) -> None:
    told = transitions(Labelled.of(sequences), lag=lag, repeats=repeats)

    read = sequences if repeats else [[label for label, _ in groupby(sequence)] for sequence in sequences]
    pairs = Counter((s[at], s[at + lag]) for s in read for at in range(len(s) - lag))
    assert told.labels == tuple(sorted({label for sequence in sequences for label in sequence}))
    assert told.counts == tuple(tuple(pairs[a, b] for b in told.labels) for a in told.labels)


@given(records())
def test_what_begins_is_told_in_its_order_and_in_its_stretch(coded: Record) -> None:
    begun = sorted((e.start, NAMES[e.person], e.code) for e in coded.events)

    told = [[f"{who}: {code}" for at, who, code in begun if stretch.holds(at)] for stretch in coded.stretches]
    assert ordered(coded, NAMES).told() == told


@given(records())
def test_a_string_tells_every_moment_at_which_something_changes(coded: Record) -> None:
    expected = []
    for stretch in coded.stretches:
        told = []
        for second in range(stretch.start // SECOND, stretch.end // SECOND + 1):
            now = second * SECOND
            states = [
                e for e in coded.events if e.code not in POINTS and e.start < stretch.end and e.end > stretch.start
            ]
            points = {e.code for e in coded.events if e.code in POINTS and e.start == now and stretch.holds(e.start)}
            edges = {edge for e in states for edge in (max(e.start, stretch.start), min(e.end, stretch.end))}
            held = points | {e.code for e in states if max(e.start, stretch.start) <= now < min(e.end, stretch.end)}
            if held and (points or now in edges):
                told.append("+".join(sorted(held)))
        expected.append(told)

    assert strings(coded, NAMES, by_person=False).told() == expected


@given(records(), st.randoms(use_true_random=False))
def test_no_label_depends_on_the_order_of_entry(coded: Record, chance: Random) -> None:
    shuffled = list(coded.events)
    chance.shuffle(shuffled)
    other = Record("Anna", coded.stretches, tuple(shuffled))

    assert ordered(other, NAMES).told() == ordered(coded, NAMES).told()
    assert strings(other, NAMES).told() == strings(coded, NAMES).told()
