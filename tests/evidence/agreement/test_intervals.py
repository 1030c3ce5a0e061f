"""Intervals are those that SciPy and statsmodels give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from vignette.evidence.agreement.intervals import of_mean, of_median, of_part

seconds = st.lists(st.integers(-3000, 3000).map(lambda thousandths: thousandths / 1000), min_size=2, max_size=40)


@given(seconds)
def test_of_a_median_it_is_that_of_the_sign_test(values: list[float]) -> None:
    ours = of_median(values)

    test = stats.quantile_test(values, q=0.0, p=0.5).confidence_interval(0.95)
    if ours is None:
        assert len(values) < 6
    else:
        assert ours == (test.low, test.high)


@given(st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_of_a_part_it_is_wilsons(both: tuple[int, int]) -> None:
    assert of_part(*both) == pytest.approx(proportion_confint(*both, method="wilson"), abs=1e-12)


@given(seconds)
def test_of_a_mean_it_is_students(values: list[float]) -> None:
    ours = of_mean(values)

    if ours is None:
        assert len(set(values)) == 1
    else:
        test = stats.ttest_1samp(values, 0).confidence_interval(0.95)
        assert ours == pytest.approx((test.low, test.high))
