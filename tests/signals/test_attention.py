"""Looking at the same place: what two heads tell of it, and who followed whom."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws import TIMES
from tests.signals.hand import ASPECT, SETTINGS, Values, face, held, span, track
from vignette.domain.observation import Happening, Observation
from vignette.domain.track import Signal
from vignette.signals.attention import arrivals, follows, joint_attention, lines_apart
from vignette.signals.gaze import off_the_other
from vignette.signals.runs import part
from vignette.signals.tracks import Signals

LENS = held((0, 10))
TO_THE_TABLE, TO_THE_OTHER = 40.0, 90.0


def apart(left: Signals, right: Signals) -> Values:
    beside = (off_the_other(*pair, aspect=ASPECT, settings=SETTINGS)[0] for pair in ((left, right), (right, left)))
    return lines_apart(left, right, *beside, aspect=ASPECT, settings=SETTINGS)


def joint(left: Signals, right: Signals) -> list[Observation]:
    return joint_attention(apart(left, right), settings=SETTINGS)


def followed(left: Signals, right: Signals) -> list[Observation]:
    people = {"A": left, "B": right}
    pairs = {"A": (left, right), "B": (right, left)}
    beside = {who: off_the_other(*pair, aspect=ASPECT, settings=SETTINGS)[0] for who, pair in pairs.items()}
    return follows(people, beside, apart(left, right), settings=SETTINGS)


def table_at(start: float, *, towards: float) -> Values:
    """A head that turns from the lens to something at `start` seconds."""
    return held((0, start), (towards, 10 - start))


def test_two_heads_bent_over_the_table_look_at_the_same_place() -> None:
    (both,) = joint(face(0.4, held((TO_THE_TABLE, 4))), face(1.4, held((-TO_THE_TABLE, 4))))

    assert both.span == span(0, 4)
    assert both.who == ""
    assert both.strength > 0.9


def test_looking_at_each_other_is_not_looking_at_the_same_place() -> None:
    assert joint(face(0.4, held((TO_THE_OTHER, 4))), face(1.4, held((-TO_THE_OTHER, 4)))) == []


def test_watching_the_face_of_one_who_looks_at_the_table_is_not_sharing_the_table() -> None:
    assert joint(face(0.4, held((TO_THE_OTHER, 4))), face(1.4, held((-TO_THE_TABLE, 4)))) == []


def test_one_who_looks_up_and_one_who_looks_down_do_not_share_a_place() -> None:
    up, down = held((15, 4)), held((-15, 4))

    assert joint(face(0.4, held((40, 4)), pitch=up), face(1.4, held((-40, 4)), pitch=down)) == []


def test_two_who_look_out_of_the_picture_on_either_side_do_not_share_a_place() -> None:
    assert joint(face(0.4, held((-40, 4))), face(1.4, held((40, 4)))) == []


def test_two_who_look_into_the_lens_do_not_share_a_place_that_can_be_told() -> None:
    assert joint(face(0.4, held((2, 4))), face(1.4, held((-2, 4)))) == []


def test_two_seconds_at_the_same_place_are_a_glance() -> None:
    glance = held((0, 1), (40, 2.4), (0, 1))

    assert joint(face(0.4, glance), face(1.4, -glance)) == []


def test_losing_sight_of_one_ends_what_is_shared() -> None:
    seen_twice = held((40, 3.2), (np.nan, 0.8), (40, 3.2))

    shared = joint(face(0.4, held((40, 7.2))), face(1.4, -seen_twice))

    assert [both.span for both in shared] == [span(0, 3.2), span(4, 7.2)]


@pytest.mark.parametrize(("after", "is_following"), [(0.16, False), (0.8, True), (2.8, True), (3.6, False)])
def test_turning_where_the_other_just_turned_is_following(after: float, is_following: bool) -> None:
    child, adult = table_at(4, towards=-40), table_at(4 + after, towards=40)

    found = followed(face(0.4, adult), face(1.4, child))

    assert [(each.who, round(each.evidence["after s"], 2)) for each in found] == [("A", after)] * is_following


def test_turning_to_the_others_face_is_not_following() -> None:
    child, adult = table_at(4, towards=-40), table_at(5, towards=TO_THE_OTHER)

    assert followed(face(0.4, adult), face(1.4, child)) == []


def test_turning_to_another_place_is_not_following() -> None:
    child, adult = table_at(4, towards=-40), table_at(5, towards=-40)

    assert followed(face(0.4, adult), face(1.4, child)) == []


def test_coming_into_sight_at_the_same_place_is_not_following() -> None:
    child, adult = table_at(4, towards=-40), held((np.nan, 5), (40, 5))

    assert followed(face(0.4, adult), face(1.4, child)) == []


def test_following_takes_a_leader_who_is_still_there() -> None:
    child, adult = held((0, 4), (-40, 0.8), (60, 5.2)), table_at(6, towards=40)

    assert followed(face(0.4, adult), face(1.4, child)) == []


def test_a_head_arrives_once_a_turn() -> None:
    assert arrivals(held((0, 2), (20, 0.16), (40, 2), (0, 2)), settings=SETTINGS) == [27, 52]
    assert arrivals(track(0, 0, 0), settings=SETTINGS) == []


yaws = st.lists(st.sampled_from([0.0, 40.0, -40.0, 85.0, -85.0, float("nan")]), min_size=10, max_size=10).map(
    lambda values: held(*((value, 1.2) for value in values))
)


@settings(max_examples=15 * TIMES)
@given(yaws, yaws)
def test_a_mirrored_film_shows_the_same_places_shared(one: Values, other: Values) -> None:
    left, right = face(0.5, one), face(1.2, other)
    mirrored_left, mirrored_right = face(ASPECT - 1.2, -other), face(ASPECT - 0.5, -one)

    here, there = joint(left, right), joint(mirrored_left, mirrored_right)
    followers, mirrored = followed(left, right), followed(mirrored_left, mirrored_right)

    assert [each.span for each in here] == [each.span for each in there]
    assert sorted((f.span, f.who) for f in followers) == sorted((f.span, {"A": "B", "B": "A"}[f.who]) for f in mirrored)


@settings(max_examples=15 * TIMES)
@given(yaws, yaws)
def test_nothing_is_shared_out_of_sight(one: Values, other: Values) -> None:
    left, right = face(0.5, one), face(1.2, other)

    for each in [*joint(left, right), *followed(left, right)]:
        assert not np.isnan(part(left[Signal.YAW], each.span)).any()
        assert not np.isnan(part(right[Signal.YAW], each.span)).any()
        assert each.happening in (Happening.JOINT_ATTENTION, Happening.FOLLOWS)
        assert 0.5 <= each.strength <= 1
