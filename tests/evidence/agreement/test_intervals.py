"""Intervals of times apart are those of SciPy's tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from vignette.evidence.agreement.intervals import of_mean, of_median

seconds = st.lists(st.integers(-3000, 3000).map(lambda thousandths: thousandths / 1000), min_size=2, max_size=40)


@given(seconds)
def test_of_a_median_it_is_that_of_the_sign_test(values: list[float]) -> None:
    ours = of_median(values)

    test = stats.quantile_test(values, q=0.0, p=0.5).confidence_interval(0.95)
    if ours is None:
        assert len(values) < 6
    else:
        assert ours == (test.low, test.high)


@given(seconds)
def test_of_a_mean_it_is_students(values: list[float]) -> None:
    ours = of_mean(values)

    if ours is None:
        assert len(set(values)) == 1
    else:
        test = stats.ttest_1samp(values, 0).confidence_interval(0.95)
        assert ours == pytest.approx((test.low, test.high))
