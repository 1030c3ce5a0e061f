"""Reaching out, holding out, nodding, moving closer, in tracks made by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS, Values, face, held, span, track
from vignette.domain.observation import Happening, Observation
from vignette.domain.track import Signal
from vignette.signals.gestures import hands_out, moves_closer, nods, reaches, shows
from vignette.signals.tracks import Signals

LOOK = 0.48


def looks(*values: float) -> Values:
    """A track that holds each value as long as a look at a body does."""
    return held(*((value, LOOK) for value in values))


def sitting(x: float, hand_x: Values, hand_y: float = 0.6) -> Signals:
    """Somebody whose shoulders are 0.2 wide at height 0.6, with their left hand in sight; hands out of it are NaN."""
    still, hidden = np.zeros_like(hand_x), np.full_like(hand_x, np.nan)
    its = {
        Signal.SHOULDERS_X: x,
        Signal.SHOULDERS_Y: 0.6,
        Signal.SHOULDERS_WIDTH: 0.2,
        Signal.LEFT_HAND_Y: hand_y,
    }
    signals = {signal: np.full_like(hand_x, value) for signal, value in its.items()}
    hands = {Signal.LEFT_HAND_X: hand_x, Signal.RIGHT_HAND_X: hidden, Signal.RIGHT_HAND_Y: hidden}
    return {**face(x, still), **signals, **hands}


def other(x: float, like: Values) -> Signals:
    return face(x, np.zeros_like(like))


def reached(*hand: float, hand_y: float = 0.6) -> list[Observation]:
    own = sitting(0.4, looks(*hand), hand_y)
    return reaches("A", hands_out(own, other(1.4, own[Signal.FACE_X])), settings=SETTINGS)


def shown(*hand: float, hand_y: float = 0.6) -> list[Observation]:
    own = sitting(0.4, looks(*hand), hand_y)
    return shows("A", hands_out(own, other(1.4, own[Signal.FACE_X])), settings=SETTINGS)


def test_a_hand_that_goes_out_to_the_other_and_stays_reaches() -> None:
    (found,) = reached(0.45, 0.45, 0.75, 0.75, 0.75, 0.45)

    assert found.happening is Happening.REACHES
    assert found.span.start <= span(LOOK, 2 * LOOK).end
    assert found.span.end == pytest.approx(5 * LOOK * 1e6, abs=80_000)
    assert found.evidence["out shoulder widths"] == pytest.approx(1.75)


@pytest.mark.parametrize(
    ("hand", "hand_y"),
    [
        ((0.45, 0.45, 0.05, 0.05, 0.05, 0.45), 0.6),
        ((0.45, 0.45, 0.75, 0.75, 0.45, 0.45), 0.6),
        ((0.45, 0.45, 0.60, 0.60, 0.60, 0.45), 0.6),
        ((0.45, 0.45, 0.75, 0.75, 0.75, 0.45), 0.95),
        ((0.45, 0.45, 0.70, 0.80, 0.70, 0.80), 0.6),
        ((0.75, 0.75, 0.75, 0.75, 0.75, 0.75), 0.6),
        ((np.nan, np.nan, np.nan, 0.75, 0.75, 0.75), 0.6),
    ],
    ids=[
        "away from the other",
        "back at once",
        "not far",
        "along the floor",
        "at work out there",
        "out all the time",
        "come from nowhere",
    ],
)
def test_what_only_looks_like_a_reach_is_none(hand: tuple[float, ...], hand_y: float) -> None:
    assert reached(*hand, hand_y=hand_y) == []


def test_a_raised_hand_held_out_for_a_while_shows_something() -> None:
    (found,) = shown(0.45, 0.62, 0.62, 0.62, 0.45, hand_y=0.55)

    assert found.happening is Happening.SHOWS
    assert found.span == span(LOOK, 4 * LOOK)


@pytest.mark.parametrize(
    ("hand", "hand_y"),
    [((0.45, 0.62, 0.62, 0.62), 0.75), ((0.45, 0.62, 0.45, 0.62), 0.55), ((0.45, 0.2, 0.2, 0.2), 0.55)],
    ids=["resting on the table", "only in passing", "held out to the other side"],
)
def test_what_only_looks_like_showing_is_none(hand: tuple[float, ...], hand_y: float) -> None:
    assert shown(*hand, hand_y=hand_y) == []


def nodded(pitch: Values, yaw: Values | None = None) -> list[Observation]:
    straight = np.zeros_like(pitch)
    return nods("A", face(0.4, straight if yaw is None else yaw, pitch=pitch), settings=SETTINGS)


NOD = (0.0, -4.0, -10.0, -4.0, 0.0, -4.0, -10.0, -4.0)


def test_a_head_that_goes_down_and_up_twice_nods() -> None:
    (found,) = nodded(track(*[0.0] * 12, *NOD, *[0.0] * 12))

    assert found.evidence["swings"] == 4
    assert found.evidence["by degrees"] == pytest.approx(10)
    assert span(0.8, 1.1).start <= found.span.start <= span(0.8, 1.1).end
    assert found.span.length < 1_000_000


@pytest.mark.parametrize(
    "pitch",
    [
        track(*[0.0] * 12, -5, -10, -10, -5, *[0.0] * 12),
        held((0, 1), (-10, 1), (0, 1), (-10, 1), (0, 1)),
        track(*[0.0, -4.0] * 12),
        track(*[0.0] * 6, 0, -10, np.nan, np.nan, 0, -10, np.nan, np.nan, 0, -10),
    ],
    ids=["one look down", "slowly down and up", "a chin that talks", "hardly in sight"],
)
def test_what_only_looks_like_a_nod_is_none(pitch: Values) -> None:
    assert nodded(pitch) == []


def test_a_head_that_turns_aside_meanwhile_does_not_nod() -> None:
    pitch = track(*[0.0] * 12, *NOD, *[0.0] * 12)

    assert nodded(pitch, yaw=np.linspace(-60, 60, pitch.size).astype(np.float32)) == []


def closer(own_x: Values, other_x: Values) -> tuple[list[Observation], list[Observation]]:
    one, two = (face(0.0, np.zeros_like(x)) | {Signal.FACE_X: x} for x in (own_x, other_x))
    return moves_closer("A", one, two, settings=SETTINGS), moves_closer("B", two, one, settings=SETTINGS)


def test_the_one_who_comes_nearer_moves_closer_and_not_the_other() -> None:
    own, others = closer(held((0.4, 2), (0.6, 2)), held((1.4, 4)))

    assert [each.evidence["closer by face heights"] for each in own] == [pytest.approx(1)]
    assert others == []


def test_who_comes_and_goes_back_at_once_has_not_moved_closer() -> None:
    assert closer(held((0.4, 2), (0.6, 0.24), (0.4, 2)), held((1.4, 4.24)))[0] == []


def test_a_camera_that_turns_brings_nobody_closer() -> None:
    assert closer(held((0.4, 2), (0.6, 2)), held((1.4, 2), (1.6, 2))) == ([], [])


anything = st.lists(st.sampled_from([0.1, 0.45, 0.62, 0.75, float("nan")]), min_size=8, max_size=8)


@settings(deadline=None, max_examples=40)
@given(anything)
def test_nothing_is_seen_of_a_hand_that_is_out_of_sight(hand: list[float]) -> None:
    own = sitting(0.4, looks(*hand), 0.55)
    hands = hands_out(own, other(1.4, own[Signal.FACE_X]))

    for each in shows("A", hands, settings=SETTINGS) + reaches("A", hands, settings=SETTINGS):
        last = each.span.end // 80_000 - 1
        assert not np.isnan(own[Signal.LEFT_HAND_X][last])
    assert reaches("A", hands_out(own, other(np.nan, own[Signal.FACE_X])), settings=SETTINGS) == []


def test_nobody_without_a_body_has_hands() -> None:
    still = held((0, 2))

    assert hands_out(face(0.4, still), face(1.4, still)) == []
