"""Whether coders grow together or apart."""

from datetime import UTC, datetime, timedelta

import pytest

from vignette.evidence.agreement.definitions import KAPPA, RAW
from vignette.evidence.agreement.drift import drift
from vignette.evidence.agreement.figure import Figure

FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def _after(days: float, value: float | None) -> tuple[datetime, Figure]:
    figure = Figure(KAPPA, value) if value is not None else Figure(KAPPA, None, reason="Nothing was coded.")
    return FIRST + timedelta(days=days), figure


def test_kappa_that_falls_by_a_tenth_a_month_is_told_so() -> None:
    found = drift([_after(60, 0.6), _after(0, 0.8), _after(30, 0.7)])

    assert [figure.value for _, figure in found.course] == [0.8, 0.7, 0.6]
    assert found.trend.value == pytest.approx(-0.1)


def test_one_bad_day_is_no_trend() -> None:
    found = drift([_after(day, 0.2 if day == 50 else 0.8) for day in range(0, 100, 10)])

    assert found.trend.value == pytest.approx(0)


def test_a_coding_without_the_figure_stays_in_the_course_but_out_of_the_trend() -> None:
    found = drift([_after(0, 0.8), _after(10, None), _after(30, 0.7), _after(60, 0.6)])

    assert len(found.course) == 4
    assert found.trend.value == pytest.approx(-0.1)


def test_two_codings_are_no_trend() -> None:
    assert drift([_after(0, 0.8), _after(30, 0.7)]).trend.value is None
    assert drift([_after(0, 0.8), _after(0, 0.7), _after(0, 0.6)]).trend.reason


def test_figures_of_different_definitions_are_no_course() -> None:
    with pytest.raises(ValueError, match="one definition"):
        drift([_after(0, 0.8), (FIRST, Figure(RAW, 0.9))])
