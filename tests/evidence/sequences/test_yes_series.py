"""Yes-series, repairs and no-series of a child and his mother."""

from itertools import pairwise

from hypothesis import given

from tests.evidence.sequences.scenes import LEO, MARIA, NAMES, event, record, records, span
from vignette.domain.coding import Event, Record
from vignette.evidence.sequences.results import Series, Told
from vignette.evidence.sequences.yes_series import Grammar, yes_series

GRAMMAR = Grammar(
    initiatives=frozenset({"point"}),
    receiving=frozenset({"nod"}),
    taking_up=frozenset({"smile"}),
    turning_away=frozenset({"look"}),
    between=frozenset({"wait"}),
)


def told(*events: Event) -> list[Told]:
    return yes_series(record(*events), NAMES, GRAMMAR, partner="Leo", other="Maria")


def test_what_is_received_and_taken_up_is_a_yes_series() -> None:
    series = told(
        event("point", LEO, 5), event("nod", MARIA, 6), event("wait", MARIA, 6.5, 8), event("smile", LEO, 7, 9)
    )

    assert series == [Told(Series.YES, span(5, 9), ("point", "nod", "wait", "smile"))]


def test_what_is_missed_and_then_still_received_is_a_repair() -> None:
    series = told(event("point", LEO, 5), event("point", LEO, 7.5), event("nod", MARIA, 9), event("smile", LEO, 10, 11))

    assert [(each.series, each.span) for each in series] == [(Series.REPAIR, span(5, 11))]


def test_what_is_missed_and_turned_away_from_is_a_no_series() -> None:
    assert [(each.series, each.span) for each in told(event("point", LEO, 5), event("look", LEO, 8, 9))] == [
        (Series.NO, span(5, 9))
    ]


def test_having_to_begin_again_is_a_no_series_up_to_the_second_bid() -> None:
    series = told(
        event("point", LEO, 5), event("point", LEO, 9), event("nod", MARIA, 10.5), event("smile", LEO, 11, 12)
    )

    assert [(each.series, each.span) for each in series] == [(Series.NO, span(5, 9)), (Series.YES, span(9, 12))]


def test_turning_away_before_smiling_takes_nothing_up() -> None:
    assert not told(
        event("point", LEO, 5), event("nod", MARIA, 6), event("look", LEO, 6.5, 7), event("smile", LEO, 7.5, 8)
    )


def test_a_bid_that_is_missed_and_let_go_is_no_series() -> None:
    assert not told(event("point", LEO, 5))


def test_no_series_crosses_what_was_not_looked_at() -> None:
    broken = record(
        event("point", LEO, 5),
        event("nod", MARIA, 6.5),
        event("smile", LEO, 7, 8),
        looked_at=(span(0, 6), span(6.2, 20)),
    )

    assert not yes_series(broken, NAMES, GRAMMAR, partner="Leo", other="Maria")


def test_a_sign_that_is_over_at_once_is_told_as_the_end_of_its_series() -> None:
    words = Grammar(frozenset({"point"}), frozenset({"smile"}), frozenset({"nod"}))
    coded = record(event("point", LEO, 5), event("smile", MARIA, 6, 9), event("nod", LEO, 7))

    (series,) = yes_series(coded, NAMES, words, partner="Leo", other="Maria")

    assert series.codes == ("point", "smile", "nod")
    assert series.span.holds(span(7, 8).start)


def test_what_the_other_does_in_the_same_words_is_no_part_of_a_series() -> None:
    (series,) = told(
        event("point", LEO, 5), event("point", MARIA, 5.5), event("nod", MARIA, 6), event("smile", LEO, 7, 9)
    )

    assert series.codes == ("point", "nod", "smile")


@given(records())
def test_series_follow_each_other_and_each_begins_with_an_initiative(coded: Record) -> None:
    series = yes_series(coded, NAMES, GRAMMAR, partner="Leo", other="Maria")

    assert all(one.span.end <= other.span.start for one, other in pairwise(series))
    assert all("point" in each.codes for each in series)
    assert all(any(each.span.within(stretch) for stretch in coded.stretches) for each in series)
