"""Figures that are read by eye and by a screen reader alike."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from vignette.domain.span import SECOND, Micros, Span
from vignette.exchange.plots.bars import Bar, bars
from vignette.exchange.plots.columns import against, histogram
from vignette.exchange.plots.course import Dot, Line, course_plot
from vignette.exchange.plots.shaded import shaded
from vignette.exchange.plots.strips import Lane, Piece, along

SVG = "{http://www.w3.org/2000/svg}"
WHOLE = Span(Micros(0), Micros(60 * SECOND))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="￾￿"), max_size=30)


def test_a_bar_without_a_share_says_why_in_words() -> None:
    drawn = etree.fromstring(bars("Time budget", [Bar("Leo: look", 0.25, "25 %"), Bar("Leo: nod", None, "no length")]))

    assert [text.text for text in drawn.iter(f"{SVG}text")] == ["Leo: look", "25 %", "Leo: nod", "no length"]
    rail, bar = drawn.iter(f"{SVG}rect")
    assert float(bar.get("width", "")) == float(rail.get("width", "")) / 4


def test_a_screen_reader_is_told_every_number() -> None:
    drawn = etree.fromstring(shaded("Transitions", ["A", "B"], ["A", "B"], [[0, 3], [1, 0]], [[0.0, 1.0], [0.5, 0.5]]))

    assert drawn.get("role") == "img"
    title, desc = drawn.find(f"{SVG}title"), drawn.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert drawn.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert desc.text == "A to B: 3 (100%); B to A: 1 (50%)"


def test_the_highest_column_is_the_most() -> None:
    drawn = etree.fromstring(histogram("Latencies", [0, 2, 4], 0.25, "s"))

    none, two, four = [float(each.get("height", "")) for each in drawn.iter(f"{SVG}rect")]
    assert (none, two) == (0, four / 2)
    assert drawn.findtext(f"{SVG}desc") == "0.25 to 0.5 s: 2; 0.5 to 0.75 s: 4"


def test_a_piece_stands_along_its_strip_where_it_is_in_the_film() -> None:
    half = Span(Micros(30 * SECOND), Micros(60 * SECOND))

    drawn = etree.fromstring(along("When", [Lane("Leo: look", (Piece(half, 0.5, "50"),))], [WHOLE]))

    rail, piece = drawn.iter(f"{SVG}rect")
    middle = float(rail.get("x", "")) + float(rail.get("width", "")) / 2
    assert (float(piece.get("x", "")), float(piece.get("width", ""))) == (middle, float(rail.get("width", "")) / 2)
    assert drawn.findtext(f"{SVG}desc") == "Leo: look: 0:30 50"


def test_what_was_not_looked_at_is_left_open_in_a_strip() -> None:
    apart = [Span(Micros(0), Micros(10 * SECOND)), Span(Micros(40 * SECOND), Micros(60 * SECOND))]

    one, other = etree.fromstring(along("When", [Lane("Leo: look", ())], apart)).iter(f"{SVG}rect")

    assert 2 * float(one.get("width", "")) - float(other.get("width", "")) < 0.2
    assert float(one.get("x", "")) + float(one.get("width", "")) < float(other.get("x", ""))


def test_what_chance_would_give_is_told_beside_what_is_seen() -> None:
    drawn = etree.fromstring(against("Soon after", ["0", "1"], [4, 2], [3.0, None], "s"))

    assert drawn.findtext(f"{SVG}desc") == "0 s: 4, by chance 3.0; 1 s: 2, by chance not defined"


def test_what_is_later_stands_further_right_and_what_is_more_stands_higher() -> None:
    days = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 4)]
    kappa = Line("Kappa", tuple(Dot(day, value) for day, value in zip(days, (0.5, 1.0, -0.5), strict=True)))
    f1 = Line("F1", (Dot(days[0], 0.75, (0.5, 1.0)),))

    drawn = etree.fromstring(course_plot("Looks", [kappa, f1]))

    first, second, third, _ = [
        (float(each.get("cx", "")), float(each.get("cy", ""))) for each in drawn.iter(f"{SVG}circle")
    ]
    assert (second[0] - first[0]) / (third[0] - first[0]) == pytest.approx(31 / 90, abs=0.01)
    # From -0.5 at the foot to 1 at the top, 0.5 stands a third of the way down.
    assert (first[1] - second[1]) / (third[1] - second[1]) == pytest.approx(1 / 3, abs=0.01)
    assert (
        drawn.findtext(f"{SVG}desc") == "Kappa: 1 Jan 2026 0.50, 1 Feb 2026 1.00, 1 Apr 2026 -0.50; F1: 1 Jan 2026 0.75"
    )


def test_of_figures_that_are_not_defined_nothing_is_drawn() -> None:
    assert course_plot("Looks", [Line("Kappa", ()), Line("F1", ())]) == ""


@given(WORDS, WORDS, st.lists(st.integers(0, 9), max_size=5))
def test_no_word_breaks_a_drawing(title: str, label: str, counts: list[int]) -> None:
    for drawing in (
        bars(title, [Bar(label, 0.5, label)]),
        shaded(title, [label], [label], [[2]], [[None]]),
        histogram(title, counts, 0.25, label),
        along(title, [Lane(label, (Piece(WHOLE, 1, label),))], [WHOLE]),
        against(title, [label], [1], [None], label),
    ):
        assert etree.fromstring(drawing).findtext(f"{SVG}title") == title
        assert "style=" not in drawing.replace(title, "").replace(label, "") or "style=" in title + label


def test_two_drawings_on_one_page_share_no_name() -> None:
    one, other = (etree.fromstring(bars("Same", [])) for _ in range(2))

    assert one.get("aria-labelledby") != other.get("aria-labelledby")
