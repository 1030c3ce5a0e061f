"""Lag-sequential analysis: against published tables, and against the definitions worked out by hand."""

import math
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from tests.evidence.sequences.scenes import LEO, MARIA, NAMES, event, record, records, span
from vignette.domain.coding import Record
from vignette.domain.span import SECOND
from vignette.evidence.sequences.labelled import Labelled
from vignette.evidence.sequences.lag import CANNOT, TILTED, lagged
from vignette.evidence.sequences.proportions import EMPTY_FIELD, NOTHING_VARIES, yule
from vignette.evidence.sequences.results import Interval, Lagged
from vignette.evidence.sequences.windows import FEW, by_lag, windowed

SEQUENCES = st.lists(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=25), min_size=1, max_size=4)
COUPLE = (
    (0, 0, 0, 0, 2, 2),
    (0, 10, 5, 5, 60, 20),
    (0, 9, 2, 1, 3, 0),
    (0, 3, 0, 1, 5, 0),
    (3, 54, 6, 2, 24, 8),
    (1, 24, 2, 1, 3, 12),
)
"""What follows what between a husband and a wife: Griffin and Gottman, in Patterson (ed.), Depression and Aggression in
Family Interaction (1990), page 137."""


def pairs(counts: tuple[tuple[int, ...], ...]) -> Labelled:
    """Sequences of two codes each that are counted as `counts`."""
    return Labelled.of(
        [("ABCDEF"[i], "ABCDEF"[j]) for i, row in enumerate(counts) for j, n in enumerate(row) for _ in range(n)]
    )


def residuals(told: Lagged) -> dict[tuple[str, str], float | None]:
    return {(step.given, step.target): step.residual.value for step in told.steps}


def by_hand(observed: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Haberman's adjusted residuals, from their definition."""
    rows, columns, total = observed.sum(1, keepdims=True), observed.sum(0, keepdims=True), observed.sum()
    expected = rows * columns / total
    return np.asarray((observed - expected) / np.sqrt(expected * (1 - rows / total) * (1 - columns / total)))


def test_the_residuals_are_the_published_ones() -> None:
    """Agresti, An Introduction to Categorical Data Analysis (2007), table 2.6: parties by gender, as pairs of codes."""
    told = residuals(lagged(Labelled.of([[a, b] for a, b, n in PARTIES for _ in range(n)])))

    assert [round(told["women", party] or 0, 2) for party in ("left", "none", "right")] == [4.50, 0.70, -5.32]


PARTIES = [
    ("women", "left", 762),
    ("women", "none", 327),
    ("women", "right", 468),
    ("men", "left", 484),
    ("men", "none", 239),
    ("men", "right", 477),
]


def test_a_couple_is_told_as_its_table_gives_it() -> None:
    told = lagged(pairs(COUPLE))

    observed = np.array(COUPLE, np.float64)
    expected = by_hand(observed).ravel().tolist()
    assert [step.observed for step in told.steps] == observed.ravel().tolist()
    assert [step.residual.value for step in told.steps] == pytest.approx(expected)
    assert [step.p.value for step in told.steps] == pytest.approx([2 * norm.sf(abs(z)) for z in expected])
    few = np.count_nonzero(np.outer(observed.sum(1), observed.sum(0)) / observed.sum() < 5)
    assert told.caution == f"{few} of 36 steps are expected fewer than five times: their p is rough."


@given(SEQUENCES)
def test_what_is_expected_where_codes_cannot_repeat_fits_every_sum(sequences: list[list[str]]) -> None:
    """Quasi-independence: expected counts are a product of row and column, with the sums of the observed ones."""
    told = lagged(Labelled.of(sequences), repeats=False)

    runs = [[label for label, _ in groupby(sequence)] for sequence in sequences]
    seen = [(a, b) for run in runs for a, b in pairwise(run)]
    expected = {(s.given, s.target): s.expected.value for s in told.steps if s.expected.value is not None}
    for label in told.labels:
        assert sum(n for (a, _), n in expected.items() if a == label) == pytest.approx(
            sum(a == label for a, _ in seen), abs=1e-4
        )
        assert sum(n for (_, b), n in expected.items() if b == label) == pytest.approx(
            sum(b == label for _, b in seen), abs=1e-4
        )
    assert all(step.yule.value is None for step in told.steps)


def test_residuals_where_codes_cannot_repeat_are_those_of_the_model_without_the_diagonal() -> None:
    """Christensen, Log-Linear Models (1997), page 357: over the root of the expected times one less the leverage."""
    observed = np.array([[0, 12, 5, 9], [8, 0, 11, 4], [7, 9, 0, 10], [10, 3, 9, 0]], np.float64)
    free = ~np.eye(4, dtype=bool)
    fitted = free.astype(np.float64)
    for _ in range(2000):
        fitted *= observed.sum(1, keepdims=True) / fitted.sum(1, keepdims=True)
        fitted *= observed.sum(0, keepdims=True) / fitted.sum(0, keepdims=True)
    row, column = np.nonzero(free)
    design = np.hstack((np.eye(4)[row], np.eye(4)[column][:, 1:]))
    weight = np.diag(fitted[free])
    leverage = np.diag(design @ np.linalg.inv(design.T @ weight @ design) @ design.T @ weight)
    by_definition = (observed - fitted)[free] / np.sqrt(fitted[free] * (1 - leverage))

    told = lagged(pairs(tuple(tuple(map(int, each)) for each in observed)), repeats=False)

    free_steps = [step for step in told.steps if step.given != step.target]
    assert [step.expected.value for step in free_steps] == pytest.approx(fitted[free].tolist(), rel=1e-6)
    assert [step.residual.value for step in free_steps] == pytest.approx(by_definition.tolist(), rel=1e-6)


def test_a_code_that_cannot_follow_itself_has_no_number_there() -> None:
    told = lagged(Labelled.of(["ABCACBA"]), repeats=False)

    own = next(step for step in told.steps if step.given == step.target == "A")
    other = next(step for step in told.steps if (step.given, step.target) == ("A", "B"))
    assert (own.expected.why, own.residual.why, own.p.why) == (CANNOT, CANNOT, CANNOT)
    assert other.yule.why == TILTED


@given(SEQUENCES, st.integers(1, 3))
def test_every_number_is_that_of_its_definition_or_says_why_not(sequences: list[list[str]], lag: int) -> None:
    told = lagged(Labelled.of(sequences), lag=lag)
    size = len(told.labels)
    observed = np.array([step.observed for step in told.steps], np.float64).reshape(size, size)
    with np.errstate(all="ignore"):
        expected = by_hand(observed).ravel()

    for step, residual in zip(told.steps, expected, strict=True):
        if math.isfinite(residual):
            assert step.residual.value == pytest.approx(residual)
        else:
            assert step.residual.why


def test_yules_q_is_one_less_by_what_speaks_against_it() -> None:
    """By definition (ad - bc) / (ad + bc); its interval is that of the odds ratio, by Woolf's error."""
    figure, interval = yule(10, 5, 4, 20)
    error = math.sqrt(1 / 10 + 1 / 5 + 1 / 4 + 1 / 20)
    odds = [10.0 * math.exp(sign * norm.ppf(0.975) * error) for sign in (-1, 1)]

    assert figure.value == pytest.approx(180 / 220)
    assert [interval.low, interval.high] == pytest.approx([(each - 1) / (each + 1) for each in odds])


def test_yules_q_of_what_never_happens_apart_has_no_interval() -> None:
    assert yule(3, 0, 2, 9) == (yule(3, 0, 2, 9)[0], Interval(None, None, EMPTY_FIELD))
    assert yule(3, 0, 2, 9)[0].value == 1
    assert yule(3, 0, 2, 0)[0].why == NOTHING_VARIES


def test_seconds_after_a_point_are_counted_in_four_fields() -> None:
    coded = record(event("point", LEO, 2.4), event("nod", MARIA, 3), event("nod", MARIA, 8), looked_at=(span(0, 10.5),))

    told = windowed(coded, NAMES, given=("Leo", "point"), target=("Maria", "nod"), lags=(0, 2))

    assert (told.both, told.window_only, told.target_only, told.neither) == (1, 2, 1, 6)
    assert told.yule.value == pytest.approx((6 - 2) / (6 + 2))


def test_a_window_ends_with_what_was_looked_at() -> None:
    coded = record(event("point", LEO, 9), event("nod", MARIA, 20), looked_at=(span(0, 10), span(20, 30)))

    told = windowed(coded, NAMES, given=("Leo", "point"), target=("Maria", "nod"), lags=(0, 2))

    assert (told.both, told.window_only, told.target_only, told.neither) == (0, 1, 1, 18)


@given(records(), st.integers(0, 2), st.integers(0, 3))
def test_every_second_is_in_the_field_that_its_definition_gives(coded: Record, first: int, more: int) -> None:
    fields = {(a, b): 0 for a in (True, False) for b in (True, False)}
    for stretch in coded.stretches:
        given_at = [e.start for e in coded.events if (e.person, e.code) == (LEO, "look") and stretch.holds(e.start)]
        target_at = [e.start for e in coded.events if (e.person, e.code) == (MARIA, "nod") and stretch.holds(e.start)]
        for second in range(stretch.length // SECOND):
            at = stretch.start + second * SECOND
            fields[any(first <= (at - g) // SECOND <= first + more for g in given_at), at in target_at] += 1

    told = windowed(coded, NAMES, given=("Leo", "look"), target=("Maria", "nod"), lags=(first, first + more))

    assert (told.both, told.window_only, told.target_only, told.neither) == (
        fields[True, True],
        fields[True, False],
        fields[False, True],
        fields[False, False],
    )


def test_each_lag_by_itself_counts_what_begins_so_many_units_later() -> None:
    coded = record(
        event("look", LEO, 5, 6), event("nod", MARIA, 6.5), event("look", LEO, 20, 21), event("nod", MARIA, 22)
    )

    told = by_lag(coded, NAMES, given=("Leo", "look"), target=("Maria", "nod"), unit=SECOND, lags=(0, 3))

    assert [(each.lags, each.both) for each in told] == [((0, 0), 0), ((1, 1), 1), ((2, 2), 1), ((3, 3), 0)]


def test_p_is_called_rough_where_few_are_expected_and_not_where_many_are() -> None:
    few = record(event("look", LEO, 5, 6), event("nod", MARIA, 6))
    many = record(
        *(each for at in range(0, 1000, 10) for each in (event("look", LEO, at), event("nod", MARIA, at + at % 7))),
        looked_at=(span(0, 1000),),
    )

    cautions = [windowed(each, NAMES, given=("Leo", "look"), target=("Maria", "nod")).caution for each in (few, many)]

    assert cautions == [FEW, ""]
