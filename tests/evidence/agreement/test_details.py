"""What two coders say more closely of the same events: agreed, or another detail, as worked out by hand."""

from dataclasses import replace

import pytest

from tests.evidence.agreement.hand import BOOK, JONAS, differing, point, record, span
from vignette.domain.codebook import Modifier
from vignette.domain.coding import Event
from vignette.evidence.agreement import definitions as known
from vignette.evidence.agreement.figure import Found, How, Report, Tally, Way
from vignette.evidence.agreement.report import compare

HAND = Modifier("hand", "With which hand", ("left", "right"))
WAYS = Modifier("ways", "In which ways", ("look", "smile"), takes_many=True)
WITH_HANDS = replace(
    BOOK,
    modifiers=(HAND, WAYS),
    principles=tuple(
        replace(each, modifiers=("hand", "ways") if each.code == "nod" else ()) for each in BOOK.principles
    ),
)
CHOSEN: dict[str, dict[str, tuple[str, ...]]] = {"l": {"hand": ("left",)}, "r": {"hand": ("right",)}, "-": {}}
LOOKED = [span(0, 300)]


def nod(at: float, *, note: str = "", **chosen: tuple[str, ...]) -> Event:
    return replace(point("nod", at), modifiers=chosen, note=note)


def nods(hands: str) -> list[Event]:
    """A nod every ten seconds: with the left hand (l), the right one (r), or neither said (-)."""
    return [nod(10 * n, **CHOSEN[hand]) for n, hand in enumerate(hands)]


def compared(one: list[Event], other: list[Event]) -> Report:
    return compare(record(*one, looked=LOOKED), record(*other, looked=LOOKED), WITH_HANDS, How())


def of_hands(one: list[Event], other: list[Event]) -> Tally:
    return compared(one, other).tally(JONAS, Way.EVENTS, code="nod", modifier="hand")


def test_agreement_on_a_detail_is_that_of_the_table_worked_out_by_hand() -> None:
    """Ten nods: left and left 4 times, left and right 1, right and left 1, right and right 2, none and none 2.

    The same in 8 of 10. By chance, from the margins 5, 3, 2 of both: 0.25 + 0.09 + 0.04 = 0.38, so kappa is
    0.42 / 0.62. By chance as Gwet has it: (0.5 * 0.5 + 0.3 * 0.7 + 0.2 * 0.8) / 2 = 0.31, so AC1 is 0.49 / 0.69.
    """
    one = nods("lllllrrr--")
    other = nods("llllrlrr--")

    tally = of_hands(one, other)

    assert tally.table.labels == ("", "left", "right")
    assert tally.table.counts == ((2, 0, 0), (0, 4, 1), (0, 1, 2))
    assert tally.figure(known.SAME_DETAIL).value == 0.8
    assert tally.figure(known.DETAIL_KAPPA).value == pytest.approx(0.42 / 0.62)
    assert tally.figure(known.DETAIL_AC1).value == pytest.approx(0.49 / 0.69)
    low, high = tally.figure(known.DETAIL_KAPPA).interval or (0, 0)
    assert -1 <= low < 0.42 / 0.62 < high <= 1


def test_the_interval_is_the_jackknifes_over_events() -> None:
    """By hand of four nods, three the same: part left out of each kind, then Student's with 3 degrees, 3.182."""
    tally = of_hands(nods("llrr"), nods("llrl"))
    kappa = tally.figure(known.DETAIL_KAPPA)

    # Without an agreed left: 1 left-left, 1 right-right, 1 right-left: (2/3 - 4/9) / (5/9) = 0.4, and so twice.
    # Without the agreed right: 2 left-left, 1 right-left: (2/3 - 2/3) / (1/3) = 0. Without the differing one: 1.
    left_out = [0.4, 0.4, 0.0, 1.0]
    mean = sum(left_out) / 4
    error = (3 / 4 * sum((each - mean) ** 2 for each in left_out)) ** 0.5
    assert kappa.value == pytest.approx(0.5)
    assert kappa.interval == pytest.approx((max(-1, 0.5 - 3.182446 * error), min(1, 0.5 + 3.182446 * error)))


def test_another_detail_is_a_place_that_differs_and_no_fault_of_the_match() -> None:
    one, other = [nod(5, hand=("left",)), nod(20, hand=("left",))], [nod(5, hand=("right",)), nod(20, hand=("left",))]

    (place,) = differing(record(*one), record(*other), WITH_HANDS, How())

    assert place.found is Found.OTHER_DETAIL
    assert place.events == (one[0], other[0])
    assert compared(one, other).tally(JONAS, Way.EVENTS, code="nod").figure(known.F1).value == 1


def test_one_who_says_nothing_more_closely_differs_from_one_who_does() -> None:
    (place,) = differing(record(nod(5)), record(nod(5, hand=("left",))), WITH_HANDS, How())

    assert place.found is Found.OTHER_DETAIL


def test_notes_and_the_order_in_which_something_was_chosen_are_no_difference() -> None:
    one, other = [nod(5, note="warm", ways=("look", "smile"))], [nod(5, note="", ways=("smile", "look"))]

    assert differing(record(*one), record(*other), WITH_HANDS, How()) == ()
    assert compared(one, other).tally(JONAS, Way.EVENTS, code="nod", modifier="ways").table.labels[-1] == "look, smile"


def test_where_all_is_the_same_nothing_is_left_beyond_chance_and_it_says_so() -> None:
    kappa = of_hands(nods("ll"), nods("ll")).figure(known.DETAIL_KAPPA)

    assert kappa.value is None
    assert kappa.reason


def test_of_what_nobody_said_more_closely_there_is_no_figure() -> None:
    report = compared(nods("--"), nods("--"))

    assert [tally for tally in report.tallies if tally.modifier] == []
