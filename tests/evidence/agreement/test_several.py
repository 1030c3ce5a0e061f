"""Three coders and more: Krippendorff's alpha."""

import pytest

from tests.evidence.agreement.hand import BOOK, JONAS, record, span, state
from vignette.domain.codebook import Codebook, Principle
from vignette.domain.coding import Event
from vignette.evidence.agreement.definitions import ALPHA
from vignette.evidence.agreement.figure import Found, How, Way
from vignette.evidence.agreement.several import compare_all

FIVE = Codebook(
    "five", "1", "Five kinds", (("S", "Kinds"),), tuple(Principle(c, c, "", "S", True) for c in "12345"),
    exclusive=frozenset({"S"}),
)  # fmt: skip
PUBLISHED = ("123321412   ", "1233224125 3", " 3332342251 ", "12332441251 ")
"""Four observers of twelve units, blank where they did not look (Krippendorff 2011, Computing Krippendorff's
Alpha-Reliability, example C; nominal alpha 0.743)."""


def test_alpha_is_the_published_one_though_not_everybody_looked_everywhere() -> None:
    coders = [
        record(
            *(state(code, at, at + 1) for at, code in enumerate(said) if code != " "),
            looked=[span(at, at + 1) for at, code in enumerate(said) if code != " "],
        )
        for said in PUBLISHED
    ]

    tally = compare_all(coders, FIVE, How()).tally(JONAS, Way.TIME, level="S")

    assert tally.figure(ALPHA).value == pytest.approx(0.743, abs=0.0005)
    assert sum(map(sum, tally.table.counts)) == 40


def test_where_three_are_not_of_one_mind_opens() -> None:
    sides: list[list[Event]] = [[state("look", 2, 5)], [state("look", 2, 6)], [state("look", 2, 5)]]

    tally = compare_all([record(*side) for side in sides], BOOK, How()).tally(JONAS, Way.TIME, code="look")

    assert [(each.found, each.codes) for each in tally.places] == [
        (Found.AGREED, ("look", "look", "look")),
        (Found.DIVIDED, ("", "look", "")),
    ]


def test_three_who_say_the_same_throughout_have_no_alpha() -> None:
    sides = [record(state("look", 0, 60)) for _ in range(3)]

    figure = compare_all(sides, BOOK, How()).tally(JONAS, Way.TIME, code="look").figure(ALPHA)

    assert figure.value is None
    assert figure.reason


def test_a_long_film_says_how_sure_alpha_is() -> None:
    sides = [record(*(state("look", at + late, at + late + 6) for at in range(0, 390, 13)), looked=[span(0, 400)])
             for late in (0, 1, 2)]  # fmt: skip

    figure = compare_all(sides, BOOK, How()).tally(JONAS, Way.TIME, code="look").figure(ALPHA)

    assert figure.value is not None
    assert figure.interval is not None
    assert figure.interval[0] < figure.value < figure.interval[1]
