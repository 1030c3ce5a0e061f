"""Looks, mutual gaze and turns: what a head says about where somebody looks."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws import TIMES
from tests.signals.hand import ASPECT, SETTINGS, Values, face, held, span, track
from vignette.domain.observation import Happening
from vignette.domain.track import Signal
from vignette.signals.gaze import looks, mutual_gaze, off_the_other, turns_towards
from vignette.signals.tracks import Signals

yaws = st.lists(st.one_of(st.just(float("nan")), st.floats(-90, 90, width=32)), min_size=30, max_size=30).map(
    lambda values: np.array(values, np.float32)
)


def beside(own: Signals, other: Signals) -> Values:
    return off_the_other(own, other, aspect=ASPECT, settings=SETTINGS)[0]


def test_on_the_left_and_turned_to_the_own_left_faces_somebody_on_the_right() -> None:
    left, right = face(0.4, track(90)), face(1.4, track(-90))

    assert beside(left, right)[0] < 1
    assert beside(right, left)[0] < 1


def test_looking_into_the_lens_is_not_looking_at_the_other() -> None:
    left, right = face(0.4, held((0, 2))), face(1.4, held((0, 2)))

    assert not looks("A", *off_the_other(left, right, aspect=ASPECT, settings=SETTINGS), settings=SETTINGS)


def test_the_one_further_away_is_met_with_a_smaller_turn() -> None:
    near, far = face(0.4, track(65)), face(1.4, track(-115))
    far = {**far, Signal.FACE_SIZE: track(0.1)}

    away_from_the_lens = beside({**near, Signal.YAW: track(115)}, far)[0]
    towards_the_lens = beside(near, far)[0]

    assert away_from_the_lens < towards_the_lens


def test_a_childs_small_face_is_not_taken_to_be_far_away() -> None:
    adult, child = face(0.4, track(90)), face(1.4, track(-90))
    small = {**child, Signal.FACE_SIZE: track(0.14)}

    assert abs(beside(small, adult)[0] - beside(child, adult)[0]) < 2
    assert abs(beside(adult, small)[0] - beside(adult, child)[0]) < 2


def test_whoever_comes_nearer_within_the_film_is_looked_at_elsewhere() -> None:
    still, coming = face(0.4, held((90, 8))), face(1.4, held((-90, 8)))
    coming = {**coming, Signal.FACE_SIZE: held((0.14, 6), (0.2, 2))}

    missed = beside(still, coming)

    assert missed[10] < 1
    assert missed[-1] > missed[10] + 10


def test_a_glance_shorter_than_a_third_of_a_second_is_no_look() -> None:
    level = held((0, 3.04))
    glance = held((80, 0.96), (5, 0.24), (80, 1.84))
    look = held((80, 0.96), (5, 0.4), (80, 1.68))

    assert looks("A", glance, level, settings=SETTINGS) == []
    assert [seen.span for seen in looks("A", look, level, settings=SETTINGS)] == [span(0.96, 1.36)]


def test_staring_over_the_others_head_is_no_look() -> None:
    assert looks("A", held((0, 1)), held((70, 1)), settings=SETTINGS) == []


def test_mutual_gaze_lasts_as_long_as_both_looks_do() -> None:
    one = looks("A", held((5, 1.6), (80, 1.4)), held((0, 3)), settings=SETTINGS)
    other = looks("B", held((80, 0.8), (5, 2.2)), held((0, 3)), settings=SETTINGS)

    (both,) = mutual_gaze(one, other, settings=SETTINGS)

    assert both.span == span(0.8, 1.6)
    assert both.who == ""


def test_a_turn_is_noticed_once_when_the_head_arrives() -> None:
    off = held((80, 2), (60, 0.16), (30, 0.16), (10, 2))

    (turn,) = turns_towards("B", off, settings=SETTINGS)

    assert turn.happening is Happening.TURNS_TOWARDS
    assert span(1.9, 2.6).holds(turn.span.start)
    assert turn.evidence["by degrees"] >= 20


def test_turning_back_at_once_is_no_turn_towards() -> None:
    assert turns_towards("B", held((80, 2), (10, 0.32), (80, 2)), settings=SETTINGS) == []


def test_coming_into_sight_already_turned_is_no_turn() -> None:
    assert turns_towards("B", held((np.nan, 2), (10, 2)), settings=SETTINGS) == []


@settings(max_examples=30 * TIMES)
@given(yaws, yaws)
def test_a_mirrored_film_shows_the_same_looks_by_the_other_hand(one: Values, other: Values) -> None:
    left, right = face(0.5, one), face(1.2, other)
    mirrored_left, mirrored_right = face(ASPECT - 1.2, -other), face(ASPECT - 0.5, -one)

    np.testing.assert_allclose(beside(left, right), beside(mirrored_right, mirrored_left), atol=1e-2)
    np.testing.assert_allclose(beside(right, left), beside(mirrored_left, mirrored_right), atol=1e-2)


@settings(max_examples=30 * TIMES)
@given(yaws)
def test_looks_never_overlap_and_are_never_out_of_sight(off: Values) -> None:
    seen = looks("A", np.abs(off), np.zeros_like(off), settings=SETTINGS)

    assert all(a.span.end <= b.span.start for a, b in pairwise(seen))
    assert all(0 <= look.strength <= 1 for look in seen)
