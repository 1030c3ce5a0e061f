"""Who is the child: known from the voices where that is clear, and otherwise left open."""

from collections.abc import Sequence

import numpy as np
import pytest

from tests.signals.hand import SETTINGS, did, face, held
from vignette.domain.observation import Happening, Observation, Role
from vignette.domain.track import Signal
from vignette.signals.roles import given_by_role, roles
from vignette.signals.tracks import Signals
from vignette.signals.whose import HIGHER, LOWER
from vignette.signals.words import called

CHILD = (310, 320, 300, 330)
MOTHER = (215, 230, 280, 240)
"""Pitches of turns in Hz; now and then she plays with her voice."""


def somebody(size: float) -> Signals:
    seen = face(0.4, held((0, 1)))
    return {**seen, Signal.FACE_SIZE: np.full_like(seen[Signal.FACE_SIZE], size)}


EQUAL = {"A": somebody(0.2), "B": somebody(0.2)}


def spoken(who: str, pitches: Sequence[float], **evidence: float) -> list[Observation]:
    return [did(who, Happening.SPEAKS, i, i + 0.5, pitch_Hz=pitch, **evidence) for i, pitch in enumerate(pitches)]


def told(one: Sequence[float], other: Sequence[float], people: dict[str, Signals] = EQUAL) -> tuple[Role, Role]:
    turns = spoken("A", one, mouth_movement=0.1) + spoken("B", other, mouth_movement=0.1)
    found = roles(turns, people, settings=SETTINGS)
    return found["A"].role, found["B"].role


def test_the_high_voice_of_two_is_the_childs() -> None:
    assert told(CHILD, MOTHER) == (Role.CHILD, Role.ADULT)
    assert told(MOTHER, CHILD) == (Role.ADULT, Role.CHILD)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CHILD, CHILD),
        (MOTHER, (120, 110, 130)),
        ((300, 300, 200, 220), (120, 110, 130)),
        (CHILD[:2], MOTHER),
        ((282, 285, 284), (255, 260, 262)),
    ],
    ids=["two children", "two adults", "a woman who plays with her voice", "heard but twice", "too near each other"],
)
def test_what_is_unclear_stays_unknown(one: Sequence[float], other: Sequence[float]) -> None:
    assert told(one, other) == (Role.UNKNOWN, Role.UNKNOWN)


def test_a_face_much_larger_than_the_others_speaks_against_a_child_whose_voice_leaves_doubt() -> None:
    low_child = (285, 290, 295)
    large = {"A": somebody(0.3), "B": somebody(0.2)}

    assert told(low_child, MOTHER) == (Role.CHILD, Role.ADULT)
    assert told(low_child, MOTHER, large) == (Role.UNKNOWN, Role.UNKNOWN)


def test_of_three_people_nobody_is_told() -> None:
    three = {**EQUAL, "C": somebody(0.2)}

    assert set(told(CHILD, MOTHER, three)) == {Role.UNKNOWN}


def test_voices_nobody_was_seen_with_go_to_the_child_and_the_adult_where_their_faces_differ_in_size() -> None:
    turns = spoken(HIGHER, CHILD) + spoken(LOWER, MOTHER)
    small = {"A": somebody(0.2), "B": somebody(0.15)}

    assert {turn.who for turn in given_by_role(turns, roles(turns, small, settings=SETTINGS))} == {"A", "B"}
    assert given_by_role(turns, roles(turns, small, settings=SETTINGS))[0].who == "B"
    assert given_by_role(turns, roles(turns, EQUAL, settings=SETTINGS)) == turns


def test_only_two_who_are_both_known_are_called_the_child_and_the_adult() -> None:
    assert called("A", "AB", (Role.CHILD, Role.ADULT)) == "the child"
    assert called("B", "AB", (Role.CHILD, Role.ADULT)) == "the adult"
    assert called("B", "AB", (Role.UNKNOWN, Role.UNKNOWN)) == "the person on the right"
    assert called("B", "AB") == "the person on the right"
