"""Where something holds, and that losing sight ends it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.signals.hand import span, track
from vignette.domain.span import Micros
from vignette.domain.track import STEP
from vignette.signals.runs import joined_over_gaps, part, runs, share_seen, smoothed, stays_below

masks = st.lists(st.booleans(), max_size=60).map(lambda values: np.array(values, np.bool_))
angles = st.lists(st.one_of(st.just(float("nan")), st.floats(0, 180, width=32)), max_size=60).map(
    lambda values: np.array(values, np.float32)
)


def test_losing_sight_ends_a_run() -> None:
    seen_twice = track(1, 1, np.nan, 1, 1)

    assert runs(seen_twice >= 0.5) == [span(0, 0.16), span(0.24, 0.4)]


def test_a_run_shorter_than_asked_is_none() -> None:
    assert runs(track(0, 1, 1, 0, 1) >= 0.5, at_least=Micros(160_000)) == [span(0.08, 0.24)]


def test_a_head_that_wavers_between_the_two_limits_keeps_looking() -> None:
    off = track(50, 30, 20, 30, 34, 36, 30, 20)

    assert stays_below(off, enter=25, leave=35).tolist() == [False, False, True, True, True, False, False, True]


def test_out_of_sight_is_not_looking() -> None:
    assert stays_below(track(10, np.nan, 30, 10), enter=25, leave=35).tolist() == [True, False, False, True]


def test_half_of_a_span_out_of_sight_is_half_seen() -> None:
    assert share_seen(track(1, np.nan, np.nan, 1), span(0, 0.32)) == 0.5


def test_a_single_jump_is_smoothed_away_and_what_was_unseen_stays_so() -> None:
    smooth = smoothed(track(2, 2, 9, 2, np.nan, np.nan, 4, 4), over=Micros(320_000))

    np.testing.assert_array_equal(smooth, track(2, 2, 2, 2, np.nan, np.nan, 4, 4))


def test_spans_a_breath_apart_become_one() -> None:
    spans = [span(0, 1), span(1.2, 2), span(4, 5)]

    assert list(joined_over_gaps(spans, gap=Micros(300_000))) == [span(0, 2), span(4, 5)]


@given(masks)
def test_runs_cover_just_what_holds(holds: np.ndarray) -> None:
    covered = sum(run.length for run in runs(holds))

    assert covered == int(holds.sum()) * STEP
    assert all(part(holds, run).all() for run in runs(holds))


@given(angles, st.floats(1, 60), st.floats(0, 60))
def test_hysteresis_only_ever_adds_what_lies_between_the_limits(off: np.ndarray, enter: float, more: float) -> None:
    inside = stays_below(off, enter=enter, leave=enter + more)

    assert inside[off <= enter].all()
    assert not inside[np.isnan(off)].any()
    assert not inside[off > enter + more].any()
