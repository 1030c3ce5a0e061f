"""Who speaks, told by how voices sound: clearly the same voice or nobody, and never against what was seen."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS, did
from vignette.domain.measurement import Timbres
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND
from vignette.signals.events import observed, who_spoke
from vignette.signals.speakers import ALIKE, ONE, OTHER, told_by_timbre

MIA, JONAS, STRANGER = 0.0, 90.0, -120.0
"""Voices as directions: a quarter turn lies between two that have nothing in common."""

Turn = tuple[str, float, float, float]
"""Whose mouth was seen, from, to (seconds), and how it sounds (degrees; NaN where nobody listened)."""


def told(*turns: Turn) -> list[Observation]:
    spoken = [
        did(who, Happening.SPEAKS, start, end, **({"mouth_movement": 0.1} if who else {}))
        for who, start, end, _ in turns
    ]
    return told_by_timbre(spoken, heard(*turns), settings=SETTINGS)


def heard(*turns: Turn) -> Timbres:
    listened = [turn for turn in turns if not math.isnan(turn[3])]
    if not listened:
        return Timbres.none()
    spans = np.array([[round(start * SECOND), round(end * SECOND)] for _, start, end, _ in listened], np.int64)
    angles = np.radians([angle for *_, angle in listened])
    return Timbres(spans, np.float32(np.stack([np.cos(angles), np.sin(angles)], axis=1)))


CLEAR: tuple[Turn, ...] = (("A", 0, 1.2, MIA), ("B", 2, 3.2, JONAS))


def speakers(*turns: Turn) -> list[str]:
    return [turn.who for turn in told(*turns)]


def test_an_unseen_voice_belongs_to_whoever_clearly_sounds_so() -> None:
    assert speakers(*CLEAR, ("", 5, 6, MIA + 20), ("", 7, 8, JONAS - 20)) == ["A", "B", "A", "B"]


def test_a_voice_between_two_or_like_neither_stays_unknown() -> None:
    assert speakers(*CLEAR, ("", 5, 6, 45), ("", 7, 8, STRANGER)) == ["A", "B", "", ""]


def test_a_voice_that_nobody_listened_to_stays_unknown() -> None:
    assert speakers(*CLEAR, ("", 5, 6, math.nan)) == ["A", "B", ""]


def test_whoever_was_seen_to_speak_keeps_the_turn_however_it_sounds() -> None:
    assert speakers(*CLEAR, ("A", 5, 6, JONAS)) == ["A", "B", "A"]


def test_a_turn_told_by_its_sound_says_how_alike_it_is_and_is_trusted_less() -> None:
    turn = told(*CLEAR, ("", 5, 6, 30))[-1]

    assert turn.evidence[ALIKE] == pytest.approx(math.cos(math.radians(30)), abs=0.001)
    assert turn.strength == pytest.approx(did("", Happening.SPEAKS, 5, 6).strength * SETTINGS.timbre_trust)


def test_where_only_one_voice_is_known_another_has_to_be_all_the_more_like_it() -> None:
    mother = ("A", 0, 1.2, MIA)

    assert speakers(mother, ("", 5, 6, 35)) == ["A", "A"]
    assert speakers(mother, ("", 5, 6, 55)) == ["A", ""]


def test_half_a_second_does_not_tell_how_somebody_sounds() -> None:
    assert speakers(("A", 0, 0.5, MIA), ("", 5, 6, MIA)) == ["A", ""]


def test_what_one_person_goes_on_saying_is_one_turn() -> None:
    turns = told(*CLEAR, ("", 3.4, 4.4, JONAS))

    assert [(turn.who, turn.span.end / SECOND) for turn in turns] == [("A", 1.2), ("B", 4.4)]


def test_two_voices_that_nobody_was_seen_with_are_told_apart() -> None:
    turns = [("", float(start), start + 0.8, angle) for start, angle in enumerate([90.0, 0, 100, -10, 80, 10])]

    assert speakers(*turns) == [ONE, OTHER] * 3
    assert speakers(*turns[:4]) == [""] * 4


def test_one_voice_alone_is_not_made_two() -> None:
    turns = [("", float(start), start + 0.8, angle) for start, angle in enumerate([0.0, 25, 5, 30, 10, 20])]

    assert speakers(*turns) == [""] * 6


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "A", "B"]), st.floats(0.3, 2), st.floats(0, 360) | st.just(math.nan)),
        max_size=12,
    )
)
def test_nothing_is_told_of_what_was_not_heard_and_nothing_seen_is_changed(
    made: list[tuple[str, float, float]],
) -> None:
    turns = [(who, 3.0 * i, 3.0 * i + length, angle) for i, (who, length, angle) in enumerate(made)]

    for (who, *_, angle), turn in zip(turns, told(*turns), strict=True):
        assert turn.who == who or (not who and not math.isnan(angle))
        assert (ALIKE in turn.evidence) == (turn.who != who)


def test_without_a_model_nothing_changes() -> None:
    turns = [did("", Happening.SPEAKS, 0, 1), did("A", Happening.SPEAKS, 2, 3, mouth_movement=0.1)]

    assert told_by_timbre(turns, Timbres.none(), settings=SETTINGS) == turns
    assert (
        observed([], aspect=1.0, settings=SETTINGS, spoken=who_spoke([], settings=SETTINGS, timbres=Timbres.none()))
        == ()
    )
