"""Which lines speak of the mind, line by line: tables worked out by hand, with words about the body and without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.agreement.hand import HANNA, JONAS, span
from vignette.domain.coding import Event, EventId, Record
from vignette.domain.mindedness import ABOUT, BODY_ONLY
from vignette.domain.person import PersonId
from vignette.domain.span import Span, micros
from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.figure import OfTheMind
from vignette.evidence.agreement.lines import compare_lines

WHOLE = span(0, 200)
CODES: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "m": ("MA", {}),
    "?": ("M1", {}),
    "w": ("MN", {}),
    "n": ("M0", {}),
    "b": ("MA", {ABOUT: (BODY_ONLY,)}),
}
ONE, OTHER = "mm?wbbnnnn", "mmmnbnmbnn"
"""Ten lines: of the mind (m fits, w does not, ? is open), of the body alone (b), or not (n).

Without b the first says 0 to 3, the other 0, 1, 2 and 6: three together, two apart, five neither. With b the first says
0 to 5, the other 0, 1, 2, 4, 6 and 7: four together, four apart, two neither.
"""


def coded(said: str, person: PersonId = HANNA, looked: Span = WHOLE) -> Record:
    """A line of ten seconds for each letter, one after the other; nothing is said of a blank one."""
    events = [
        Event(EventId.new(), CODES[each][0], person, micros(at * 10), micros(at * 10 + 10), CODES[each][1])
        for at, each in enumerate(said)
        if each != " "
    ]
    return Record("Alice", (looked,), tuple(events))


def both_ways(one: Record, other: Record) -> tuple[OfTheMind, OfTheMind]:
    without, with_the_body = compare_lines(one, other)
    assert (without.counts_the_body, with_the_body.counts_the_body) == (False, True)
    return without, with_the_body


def values(its: OfTheMind) -> dict[str, float | None]:
    return {each.definition.id: each.value for each in its.figures}


def test_the_figures_are_those_worked_out_by_hand_both_ways() -> None:
    """Without b chance agrees in 4/10 4/10 + 6/10 6/10 = 0.52, with b in 6/10 6/10 + 4/10 4/10, the same.

    AC1 takes 2 * 0.4 * 0.6 = 0.48 for chance, both times.
    """
    without, with_the_body = both_ways(coded(ONE), coded(OTHER))

    assert without.table.counts == ((3, 1), (1, 5))
    assert without.shares == (0.4, 0.4)
    assert values(without) == {
        definitions.SAME_LINE.id: pytest.approx(0.8),
        definitions.LINE_KAPPA.id: pytest.approx((0.8 - 0.52) / 0.48),
        definitions.LINE_AC1.id: pytest.approx((0.8 - 0.48) / 0.52),
    }
    assert with_the_body.table.counts == ((4, 2), (2, 2))
    assert with_the_body.shares == (0.6, 0.6)
    assert values(with_the_body) == {
        definitions.SAME_LINE.id: pytest.approx(0.6),
        definitions.LINE_KAPPA.id: pytest.approx((0.6 - 0.52) / 0.48),
        definitions.LINE_AC1.id: pytest.approx((0.6 - 0.48) / 0.52),
    }


def test_the_lines_on_which_they_differ_open_in_order_of_time() -> None:
    without, _ = both_ways(coded(ONE), coded(OTHER))

    assert [(each.start, each.codes) for each in without.places] == [
        (micros(30), ("of the mind", "not of the mind")),
        (micros(60), ("not of the mind", "of the mind")),
    ]


def test_a_line_that_one_has_not_coded_or_not_looked_at_is_left_out_and_counted_only_in_the_first_case() -> None:
    """The other looked at the first five lines of ten, and said nothing of the second of them."""
    without, _ = both_ways(coded("mmmmmmmmmm"), coded("m mmm", looked=span(0, 50)))

    assert (without.lines, without.alone) == (4, (1, 0))


def test_nobodys_lines_are_added_to_anybody_elses() -> None:
    hanna, jonas = (coded("mn", person) for person in (HANNA, JONAS))
    one = Record("Alice", hanna.stretches, (*hanna.events, *jonas.events))

    assert [(each.person, each.lines) for each in compare_lines(one, hanna) if each.lines] == [(HANNA, 2)] * 2


def test_where_both_find_every_line_of_the_mind_nothing_is_left_beyond_chance_and_it_says_so() -> None:
    without, _ = both_ways(coded("mmm"), coded("mmm"))

    same, kappa, _ = without.figures
    assert (same.value, kappa.value) == (1, None)
    assert kappa.reason


def test_of_no_line_that_both_coded_there_is_neither_a_share_nor_a_figure() -> None:
    without, _ = both_ways(coded("m "), coded(" m"))

    assert without.shares is None
    assert {each.value for each in without.figures} == {None}
    assert without.alone == (1, 1)


said = st.text(alphabet=list("m?wnb "), min_size=12, max_size=12)


@given(said, said)
def test_every_line_is_counted_once_whichever_way_and_whoever_comes_first(one: str, other: str) -> None:
    there, back = (compare_lines(coded(a), coded(b)) for a, b in ((one, other), (other, one)))

    for each, turned in zip(there, back, strict=True):
        assert each.lines + sum(each.alone) == sum(a != " " or b != " " for a, b in zip(one, other, strict=True))
        assert (each.table.counts, each.alone) == (tuple(zip(*turned.table.counts, strict=True)), turned.alone[::-1])
        assert values(each) == {key: value and pytest.approx(value) for key, value in values(turned).items()}
